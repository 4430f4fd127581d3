"""Articles by the ten thousand, in Chinese and English, keyed as the addon keys them.

Written by SQL, with the words that the model would compute: making them by the ORM takes hours.
"""

import random
from functools import cache

from odoo.addons.crm_service.tools.knowledge.words import body_words, joined, title_words

SEED = 20260101
MARK = "VOL"
BATCH = 2_000
BODIES = 500
CODES = ("QM", "KX", "EA", "RT")
PARTS = (
    ("机械臂", "robot arm"), ("夹爪", "gripper"), ("减速机", "gearbox"), ("控制器", "controller"),
    ("编码器", "encoder"), ("伺服电机", "servo motor"), ("密封圈", "seal ring"), ("光源", "light"),
    ("导轨", "guide rail"), ("电池", "battery"), ("传感器", "sensor"), ("防护罩", "cover"),
    ("急停按钮", "stop button"), ("通信模块", "bus module"), ("示教器", "teach pendant"),
    ("气缸", "air cylinder"), ("托盘", "pallet"), ("电缆", "cable"), ("风扇", "fan"),
    ("润滑系统", "lubrication"),
)  # fmt: skip
TROUBLES = (
    ("异响", "makes noise"), ("报警停机", "stops with alarm"), ("温度过高", "runs too hot"),
    ("精度下降", "loses accuracy"), ("通信中断", "loses connection"),
    ("无法启动", "does not start"),
    ("漏油", "leaks oil"), ("磨损更换", "worn, replace"), ("参数丢失", "lost its settings"),
    ("安装步骤", "installation steps"), ("日常保养", "daily maintenance"),
    ("误判率升高", "rejects good parts"), ("节拍变慢", "slow cycle"),
    ("固件升级", "firmware update"),
)  # fmt: skip
HAN = "检查确认重新连接后观察是否恢复正常如果仍有问题请联系工程师并保存日志按照说明步骤操作注意断电"
LATIN = """
    check reconnect observe restart contact engineer save log follow manual power switch off wait
    minute replace part clean grease tighten screw measure value compare table report result
""".split()  # noqa: SIM905
_INSERT = """
INSERT INTO crm_service_article (
    number, name, published_name, published_body, body, kind, audience, state, lang, user_id,
    version, date_published, date_review, view_count, solved_count, helpful_count,
    unhelpful_count, tickets_since, boost, is_help, search_title, search_text, company_id,
    create_uid, write_uid, create_date, write_date
)
SELECT made.*, company.id, 1, 1, now(), now() FROM (VALUES %s) AS made,
       (SELECT min(id) AS id FROM res_company) AS company
"""
_ROW = (
    "(%s, %s, %s, %s, %s, 'faq', %s, 'published', %s, %s, 1, "
    "timestamp '2026-01-01', date '2030-01-01', %s, 0, 0, 0, 0, %s::numeric, false, %s, %s)"
)


def create_articles(cursor, count):
    """Bring the number of made articles up to ``count``; needs crm_service."""
    cursor.execute("SELECT count(*) FROM crm_service_article WHERE number LIKE 'VOL%'")
    present = cursor.fetchone()[0]
    cursor.execute("SELECT min(id) FROM res_users WHERE active AND NOT share")
    owner = cursor.fetchone()[0]
    for start in range(present, count, BATCH):
        rows = [_row(number, owner) for number in range(start, min(start + BATCH, count))]
        values = ", ".join(cursor.mogrify(_ROW, row).decode() for row in rows)
        cursor.execute(_INSERT.replace("%s", values))
    cursor.execute("ANALYZE crm_service_article")


def learn(env):
    """Remember the words of the made titles."""
    words = {word for part in PARTS + TROUBLES for word in title_words(part[1])}
    env["crm.service.article.word"]._learn(words)


@cache
def _title(matter):
    return title_words(matter)


@cache
def _body(language, number):
    """Return a text and its words: reading them anew for each article takes minutes."""
    rng = random.Random(number)
    words = " ".join(rng.choices(LATIN, k=120)) if language else "".join(rng.choices(HAN, k=300))
    text = f"{words} E{number}"
    return text, body_words(text)


def _row(number, owner):
    rng = random.Random(SEED + number)
    language = number % 2
    part, trouble = rng.choice(PARTS)[language], rng.choice(TROUBLES)[language]
    code = f"{CODES[number % 4]}-{number % 997}"
    matter = f"{part}{' ' if language else ''}{trouble}"
    title = f"{code} {matter}"
    body, text = _body(language, rng.randrange(BODIES))
    head = list(dict.fromkeys(title_words(code) + list(_title(matter))))
    text = joined(list(dict.fromkeys([*head, *text])))
    return (
        f"{MARK}{number}", title, title, f"<p>{body}</p>", f"<p>{body}</p>",
        ("internal", "customers", "public")[number % 3], ("zh_CN", "en_US")[language], owner,
        rng.randrange(500), round(rng.random() * 0.4, 4), joined(head), text,
    )  # fmt: skip
