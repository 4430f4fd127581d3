"""A customer file as a real export looks, of any size, the same for the same seed.

Chinese headings, telephone numbers as everybody writes them, landlines with extensions, one-line
addresses, five ways to write a date, about 3 % rows that are an earlier customer again and 2 % with
a mistake. The people and companies are invented; mail goes to ``example.com`` and its like.

``python customer_file.py 20000 customers.xlsx`` writes one.
"""

import csv
import random
import re
import sys
from datetime import datetime, timedelta

HEADINGS = (
    "客户编号",
    "客户名称",
    "联系人",
    "职务",
    "手机",
    "联系电话",
    "电子邮箱",
    "统一社会信用代码",
    "省份",
    "公司地址",
    "客户级别",
    "所属行业",
    "客户来源",
    "负责人",
    "创建时间",
    "年采购额",
    "备注",
)
CODE, NAME, CONTACT, FUNCTION, MOBILE, PHONE, EMAIL, USCC, STATE, ADDRESS = range(10)
LEVEL, INDUSTRY, SOURCE, OWNER, CREATED, REVENUE, NOTE = range(10, 17)

DUPLICATES, MISTAKES = 0.03, 0.02


def _words(text):
    return text.split("|")


SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰建国文辉秀梅志红海燕晓东宇婷浩然思雨"
BRANDS = _words(
    "华宏|鼎盛|瑞丰|恒达|中科|远景|博雅|天成|汇通|金桥|新锐|同创|盛世|联合|启明|东方|长江|泰和|嘉信"
    "|卓越|飞跃|永兴|宝利|德润|凯旋|安达|百川|众诚|华夏|光明"
)
MIDDLES = _words("科|信|达|源|邦|泽|阳|峰|隆|腾|博|维|诚|佳|创|鑫|浩|宁|康|力")
TRADES = _words(
    "机电设备|精密仪器|电子科技|新能源|自动化|医疗器械|汽车零部件|包装机械|信息技术|生物科技|建筑材料"
    "|国际贸易|供应链管理|塑胶制品|环保工程"
)
FORMS = _words("有限公司|有限公司|有限公司|有限责任公司|股份有限公司|集团有限公司")
#: city, province, area code, first digits of a tax id, districts
PLACES = (
    ("上海", "上海市", "021", "310000", ("浦东新区", "徐汇区", "闵行区")),
    ("北京", "北京市", "010", "110000", ("朝阳区", "海淀区", "丰台区")),
    ("深圳", "广东省", "0755", "440300", ("南山区", "宝安区", "龙岗区")),
    ("广州", "广东", "020", "440100", ("天河区", "番禺区", "黄埔区")),
    ("东莞", "广东省", "0769", "441900", ("南城街道", "虎门镇", "长安镇")),
    ("杭州", "浙江省", "0571", "330100", ("西湖区", "滨江区", "余杭区")),
    ("宁波", "浙江", "0574", "330200", ("鄞州区", "北仑区", "慈溪市")),
    ("苏州", "江苏省", "0512", "320500", ("工业园区", "昆山市", "吴中区")),
    ("南京", "江苏", "025", "320100", ("江宁区", "鼓楼区", "建邺区")),
    ("成都", "四川省", "028", "510100", ("武侯区", "高新区", "锦江区")),
    ("武汉", "湖北省", "027", "420100", ("武昌区", "洪山区", "东湖高新区")),
    ("青岛", "山东", "0532", "370200", ("市南区", "崂山区", "黄岛区")),
    ("西安", "陕西省", "029", "610100", ("雁塔区", "高新区", "未央区")),
    ("重庆", "重庆市", "023", "500000", ("渝北区", "江北区", "九龙坡区")),
)
ROADS = _words(
    "科技路|人民路|中山路|建设大道|解放北路|工业大道|创新二路|高新南一道|滨河路|长江西路"
)
FUNCTIONS = _words("采购经理|总经理|销售总监|工程师|财务主管|行政专员|董事长|技术总监|采购|")
LEVELS = ("A", "B", "B", "C", "C", "C", "VIP", "")
INDUSTRIES = _words("制造业|电子|医疗|汽车|物流|建筑|信息技术|贸易|教育|")
SOURCES = _words("展会|网络推广|老客户介绍|电话营销|官网|朋友推荐|")
OWNERS = ("王敏", "李强", "张伟", "陈静", "刘洋", "")
NOTES = (
    "",
    "",
    "",
    "",
    "重点跟进",
    "每年6月招标",
    "账期60天",
    "要求含税报价\n月结",
    "已寄样品，等反馈",
)
DOMAINS = ("example.com", "mail.example.com", "example.net", "corp.example.org")
PREFIXES = _words("130|131|132|133|135|136|137|138|139|150|151|158|159|166|177|180|186|188|189|199")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S", "%Y年%m月%d日", "%Y.%m.%d")


def make_customer_rows(count, seed=1, log=None):
    """Yield ``count`` rows of texts in the order of ``HEADINGS``.

    :param dict log: filled with ``{position: what was done}``: ``("duplicate", position of the
        first row)`` or ``("mistake", its name)``; positions start at 0
    """
    chance = random.Random(seed)
    kept = []
    for position in range(count):
        dice = chance.random()
        if dice < DUPLICATES and kept:
            first, row = chance.choice(kept)
            row, done = _write_otherwise(chance, row, position), ("duplicate", first)
        else:
            row, done = _make_row(chance, position), None
            if dice < DUPLICATES + MISTAKES:
                done = ("mistake", _spoil(chance, row))
            elif len(kept) < 5_000:
                kept.append((position, row))
            else:
                kept[chance.randrange(5_000)] = (position, row)
        if done and log is not None:
            log[position] = done
        yield row


def write_csv(path, rows, encoding="utf-8-sig", delimiter=","):
    with open(path, "w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(HEADINGS)
        writer.writerows(rows)


def write_xlsx(path, rows):
    """Mobile numbers and amounts become numbers, as when a person typed them."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("客户")
    sheet.append(HEADINGS)
    for row in rows:
        cells = list(row)
        for column in (MOBILE, REVENUE):
            if re.fullmatch("[1-9][0-9]*", cells[column]):
                cells[column] = int(cells[column])
        if cells[NOTE].startswith("="):
            cells[NOTE] = " " + cells[NOTE]
        sheet.append(cells)
    book.save(path)


def make_uscc(chance, area="440300"):
    """A unified social credit code with its check digit."""
    code = "91" + area + "MA5" + "".join(chance.choices(ALPHABET, k=6))
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code))
    return code + ALPHABET[-total % 31]


def _make_row(chance, position):
    city, province, area, digits, districts = chance.choice(PLACES)
    name = (
        city
        + chance.choice(("", "市"))
        + chance.choice(BRANDS)
        + chance.choice(MIDDLES)
        + chance.choice(MIDDLES)
        + chance.choice(TRADES)
        + chance.choice(FORMS)
    )
    is_direct = province.startswith(city)
    address = ("" if is_direct else province.removesuffix("省") + "省") + city + "市"
    address += chance.choice(districts) + chance.choice(ROADS) + f"{chance.randint(1, 999)}号"
    address += chance.choice(("", f"{chance.randint(1, 30)}栋{chance.randint(101, 2808)}室"))
    return [
        f"KH{position + 1:07d}",
        name,
        _person(chance),
        chance.choice(FUNCTIONS),
        _mobile(chance) if chance.random() < 0.9 else "",
        _landline(chance, area) if chance.random() < 0.5 else "",
        f"c{position}.{chance.randrange(10**4)}@{chance.choice(DOMAINS)}"
        if chance.random() < 0.7
        else "",
        make_uscc(chance, digits) if chance.random() < 0.6 else "",
        province,
        address,
        chance.choice(LEVELS),
        chance.choice(INDUSTRIES),
        chance.choice(SOURCES),
        chance.choice(OWNERS),
        _date(chance),
        _amount(chance),
        chance.choice(NOTES),
    ]


def _person(chance):
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))


def _mobile(chance):
    number = chance.choice(PREFIXES) + f"{chance.randrange(10**8):08d}"
    style = chance.random()
    if style < 0.7:
        return number
    if style < 0.8:
        return f"{number[:3]}-{number[3:7]}-{number[7:]}"
    if style < 0.88:
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    if style < 0.96:
        return chance.choice(("+86", "86-", "+86 ", "0086")) + number
    return number.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


def _landline(chance, area):
    length = 8 if len(area) == 3 or area in ("0755", "0769", "0571", "0512", "0532", "0574") else 7
    number = chance.choice(("22", "28", "52", "58", "62", "68", "82", "85", "86", "88"))
    number += "".join(chance.choices("0123456789", k=length - 2))
    style = chance.random()
    if style < 0.5:
        return f"{area}-{number}"
    if style < 0.65:
        return f"({area}){number}"
    if style < 0.75:
        return f"（{area}）{number}"
    if style < 0.85:
        return f"{area}-{number}-{chance.randint(1, 8999)}"
    if style < 0.95:
        return f"{area}-{number}转{chance.randint(1, 8999)}"
    return f"{area}{number}/{area}-{number[:-1]}{(int(number[-1]) + 1) % 10}"


def _date(chance):
    moment = datetime(2018, 1, 1) + timedelta(minutes=chance.randrange(4_200_000))
    if chance.random() < 0.1:
        return f"{moment.year}/{moment.month}/{moment.day}"
    return moment.strftime(chance.choice(FORMATS))


def _amount(chance):
    amount = chance.randint(10, 99_999) * 10
    style = chance.random()
    if style < 0.5:
        return str(amount)
    if style < 0.7:
        return f"{amount:,}.00"
    if style < 0.85:
        return f"¥{amount:,}"
    return f"{amount / 10_000:g}万" if style < 0.95 else ""


def _write_otherwise(chance, row, position):
    """The same customer as somebody else would have typed it."""
    row = list(row)
    row[CODE] = f"KH{position + 1:07d}"
    style = chance.randrange(4)
    if style == 0:
        row[NAME] = f" {row[NAME][:2]} {row[NAME][2:]}"
    elif style == 1:
        row[NAME] = row[NAME].replace("有限责任公司", "有限公司") + "  "
    elif style == 2:
        row[CONTACT] = _person(chance)
    else:
        row[EMAIL] = row[EMAIL].upper()
    row[CREATED] = _date(chance)
    return row


def _spoil(chance, row):
    """Put one mistake into the row and name it."""
    kind = chance.choice(tuple(_MISTAKES))
    column, make = _MISTAKES[kind]
    row[column] = make(chance, row[column])
    return kind


_MISTAKES = {
    "phone short": (MOBILE, lambda chance, old: "1380013"),
    "phone long": (MOBILE, lambda chance, old: "138001380001234"),
    "phone scientific": (MOBILE, lambda chance, old: "1.38E+10"),
    "mail without at": (EMAIL, lambda chance, old: "info.example.com"),
    "mail typo": (EMAIL, lambda chance, old: f"c{chance.randrange(10**6)}@gmial.com"),
    "tax id check digit": (USCC, lambda chance, old: "91350100M000100Y44"),
    "tax id short": (USCC, lambda chance, old: "91350100M00010"),
    "date impossible": (CREATED, lambda chance, old: "2023-02-30"),
    "date in words": (CREATED, lambda chance, old: "去年"),
    "province unknown": (STATE, lambda chance, old: "广冬"),
    "amount in words": (REVENUE, lambda chance, old: "很多"),
    "name missing": (NAME, lambda chance, old: ""),
    "formula": (NOTE, lambda chance, old: '=HYPERLINK("http://example.com","点击")'),
}


if __name__ == "__main__":
    _count, _path = int(sys.argv[1]), sys.argv[2]
    _write = write_xlsx if _path.endswith(".xlsx") else write_csv
    _write(_path, make_customer_rows(_count))
