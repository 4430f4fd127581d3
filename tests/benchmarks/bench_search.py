"""Finding a customer in a selection field, among many: the host's search is the peer.

The host knows no pinyin and no phone; it is asked all the same, for what it does know.
"""

from tests.benchmarks.harness import Case

# ids from here on are rows of this file
FIRST = 20_000_000
PLACES = [
    "上海",
    "北京",
    "深圳",
    "广州",
    "杭州",
    "苏州",
    "成都",
    "武汉",
    "南京",
    "青岛",
    "重庆",
    "天津",
    "西安",
    "长沙",
    "厦门",
]
TRADES = [
    "机电设备",
    "精密仪器",
    "电子科技",
    "新能源",
    "自动化",
    "医疗器械",
    "汽车零部件",
    "包装机械",
    "信息技术",
    "化工",
]
SYLLABLES = [
    "acme",
    "north",
    "star",
    "blue",
    "river",
    "stone",
    "global",
    "prime",
    "vision",
    "delta",
    "omega",
    "nova",
    "alpha",
    "union",
    "trade",
    "west",
    "lake",
    "silver",
    "cloud",
    "bright",
    "solid",
    "true",
    "green",
    "power",
    "micro",
    "inter",
    "euro",
    "asia",
]
HAN = "".join(chr(code) for code in range(0x4E00, 0x9FA5, 17))

_INSERT = """
INSERT INTO res_partner (
    id, name, complete_name, commercial_partner_id, is_company, type, active,
    partner_share, autopost_bills, lang, phone, phone_sanitized, email, ref,
    user_id, create_uid, write_uid, create_date, write_date, customer_rank,
    supplier_rank, color
)
SELECT %(first)s + n, title, title, %(first)s + n, n %% 10 < 9, 'contact', true, true, 'ask',
       'en_US', '1' || (3000000000 + n * 7919::bigint %% 6999999999),
       '+861' || (3000000000 + n * 7919::bigint %% 6999999999),
       'office' || n || '@c' || n || '.example.com', 'V' || lpad(n::text, 8, '0'),
       owners[1 + n %% cardinality(owners)], 1, 1, now() at time zone 'utc',
       now() at time zone 'utc', n %% 3, 0, 0
  FROM (SELECT n, CASE
            WHEN n %% 10 < 7 THEN place || han1 || han2 || han3 || trade || '有限公司'
            WHEN n %% 10 < 9 THEN initcap(latin1) || ' ' || initcap(latin2) || ' ' || n || ' Ltd'
            ELSE substr(%(surnames)s, 1 + n / 10 %% 20, 1) || han1 || han2 END AS title
          FROM (SELECT n, (%(places)s)[1 + n * 31 %% 15] AS place,
                       (%(trades)s)[1 + n / 15 * 7 %% 10] AS trade,
                       substr(%(han)s, 1 + (n * 7919::bigint %% 1230)::int, 1) AS han1,
                       substr(%(han)s, 1 + (n * 104729::bigint / 1230 %% 1230)::int, 1) AS han2,
                       substr(%(han)s, 1 + (n * 1299709::bigint / 97 %% 1230)::int, 1) AS han3,
                       (%(latin)s)[1 + n %% 28] AS latin1,
                       (%(latin)s)[1 + n / 28 %% 28] AS latin2
                  FROM generate_series(%(start)s + 1, %(stop)s) AS n) AS words) AS titles,
       (SELECT array_agg(id ORDER BY id) AS owners FROM res_users
         WHERE active AND NOT share) AS users
"""

# what people type, and whether the host can find it at all
QUESTIONS = {
    "one character": ("澜", True),
    "two characters": ("上海", True),
    "common term": ("有限公司", True),
    "common letter": ("a", True),
    "rare name": ("三伙亳", True),
    "last 4 digits": ("6789", False),
    "initials": ("shsy", False),
    "pinyin": ("chongqing", False),
    "code": ("V00012345", True),
    "two words": ("上海 化工", True),
    "nothing like it": ("qqzzxx", True),
}


def create_people(cursor, count):
    """Make the partners up to ``count``; the n-th is the same each time."""
    cursor.execute("SELECT count(*) FROM res_partner WHERE id > %s", [FIRST])
    present = cursor.fetchone()[0]
    if present < count:
        values = {
            "first": FIRST,
            "start": present,
            "stop": count,
            "places": PLACES,
            "trades": TRADES,
            "latin": SYLLABLES,
            "surnames": "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗",
            "han": HAN,
        }
        cursor.execute(_INSERT, values)
    elif present > count:
        cursor.execute("DELETE FROM res_partner WHERE id > %s", [FIRST + count])


def prepare(bench, size):
    """Bring both databases to ``size`` partners, keyed and analysed."""
    for side in (bench, bench.host):
        create_people(side.cr, size)
        side.cr.commit()
    bench.env["res.partner"]._cron_fill_crm_search()
    for side in (bench, bench.host):
        side.cr.execute("ANALYZE res_partner")
        side.cr.commit()
    return size


def ask(env, question, context=None):
    """Ask as a salesperson typing into a partner field does."""
    user = env.ref("base.user_admin")
    partners = env["res.partner"].with_user(user).with_context(context or {})
    return partners.name_search(question, limit=8)


def _register(title, question, known_to_host):
    case = Case(f"find: {title}", sizes=(100_000, 1_000_000), unit="partners")
    case.prepare(prepare)
    case.suite(lambda bench, size: ask(bench.env, question))
    if known_to_host:
        case.peer(lambda bench, size: ask(bench.host.env, question))
    case.floor(lambda bench, size: _floor(bench, question))


def _floor(bench, question):
    bench.cr.execute(
        "SELECT id FROM res_partner WHERE complete_name LIKE %s ORDER BY complete_name LIMIT 8",
        [f"%{question}%"],
    )


for _title, (_question, _known) in QUESTIONS.items():
    _register(_title, _question, _known)
