from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from odoo.tests import BaseCase

from ...tools.import_ import (
    Choices,
    Column,
    ColumnProfile,
    ColumnProfiler,
    Context,
    clean,
)

NUMBERS = {
    "1234.5": 1234.5,
    "¥1,234.50": 1234.5,
    "￥１２３": 123,
    "1.2万": 12000,
    "3亿": 3e8,
    "5w": 50000,
    "1.234,56 €": 1234.56,
    "1,5": 1.5,
    "1,234": 1234,
    "1 234 567": 1234567,
    "(500)": -500,
    "-3": -3,
    "5%": 0.05,
    "USD 100": 100,
    "100元整": 100,
    "1.38E+10": 13800000000,
    "很多": None,
    "1-2": None,
    "12,34,567": None,
}
TAX_IDS = {
    "91350100M000100Y43": ("91350100M000100Y43", None),
    " 9135 0100-m000100y43": ("91350100M000100Y43", None),
    "税号：91350100M000100Y43": ("91350100M000100Y43", None),
    "9135O1OOMOOO1OOY43": ("91350100M000100Y43", "tax_id_repaired"),
    "91350100M000100Y44": (None, "tax_id_check"),
    "91350100M00010": (None, "tax_id_invalid"),
    "440301123456789": ("440301123456789", "tax_id_old"),
    "11010519491231002X": ("11010519491231002X", "tax_id_person"),
    "9.13E+17": (None, "damaged_number"),
    "DE136695976": ("DE136695976", None),
    "DE136695977": (None, "tax_id_check"),
    "无": (None, None),
}
COUNTRIES = {
    "中国": "CN",
    "P.R. China": "CN",
    "中华人民共和国": "CN",
    "USA": "US",
    "u.s.a.": "US",
    "Deutschland": "DE",
    "中国香港": "HK",
    "臺灣": "TW",
    "UK": "GB",
    "韩国": "KR",
    "jp": "JP",
}
STATES = {
    "广东": "粤",
    "广东省": "粤",
    "广东省深圳市": "粤",
    "内蒙古": "蒙",
    "内蒙古自治区": "蒙",
    "广西壮族自治区": "桂",
    "新疆": "新",
    "上海": "沪",
    "北京市": "京",
    "陕西": "陕",
    "山西省": "晋",
    "GD": "粤",
    "CN-GD": "粤",
    "Guangdong Province": "粤",
    "Inner Mongolia": "蒙",
}
YES_NO = {
    "是": True,
    "Y": True,
    "√": True,
    "1": True,
    "否": False,
    "no": False,
    "×": False,
    "FALSE": False,
}
LEVELS = [("a", "A级客户"), ("b", "B级客户"), ("vip", "重点客户")]


class TestEngineValues(BaseCase):
    def _check(self, kind, table):
        for cell, expected in table.items():
            with self.subTest(cell):
                found = clean(kind, cell)
                self.assertEqual(found.value, expected)
                self.assertEqual(found.issue is not None, expected is None)

    def test_numbers(self):
        self._check("money", NUMBERS)

    def test_countries(self):
        self._check("country", COUNTRIES)
        found = clean("country", "Germny")
        self.assertEqual((found.issue.code, found.issue.suggestion), ("country_unknown", "Germany"))

    def test_provinces(self):
        self._check("state", STATES)
        self.assertEqual(clean("state", "黑龙江身").issue.suggestion, "黑龙江省")
        self.assertIsNone(clean("state", "广冬").issue.suggestion)

    def test_states_of_other_countries_come_from_the_choices(self):
        choices = Choices([("US California", "CA"), ("US CA", "CA"), ("IT Cagliari", "CA")])
        column = Column(0, "state", "state", choices=choices)
        american, german = Context(country="US"), Context(country="DE")
        for cell in ("california", "CA"):
            self.assertEqual(clean("state", cell, american, column).value, "CA")
        self.assertEqual(clean("state", "Atlantis", american, column).issue.code, "state_unknown")
        self.assertEqual(clean("state", "Bayern", german).value, "Bayern")
        self.assertEqual(clean("state", "California").issue.code, "state_unknown")

    def test_truth_values(self):
        self._check("boolean", YES_NO)
        self.assertEqual(clean("boolean", "maybe").issue.code, "boolean_invalid")

    def test_whole_numbers(self):
        self.assertEqual(clean("integer", "1,000").value, 1000)
        found = clean("integer", "5.5")
        self.assertEqual((found.value, found.issue.code), (None, "integer_invalid"))

    def test_the_column_decides_between_comma_and_point(self):
        profiler = ColumnProfiler()
        for cell in ("1.234", "12,50", "3.999,95"):
            profiler.add([cell])
        context = Context(profiles=profiler.profiles)
        self.assertEqual(clean("float", "1.234", context, Column(0, "x", "float")).value, 1234)
        self.assertEqual(clean("float", "1.234").value, 1.234)

    def test_profiles_survive_json(self):
        profiler = ColumnProfiler([1])
        profiler.add(["25/12/2023", "25/12/2023"])
        self.assertEqual(list(profiler.profiles), [1])
        profile = profiler.profiles[1]
        self.assertEqual(ColumnProfile.from_dict(profile.to_dict()), profile)
        self.assertTrue(profile.day_first)

    def test_tax_ids(self):
        for cell, (value, code) in TAX_IDS.items():
            with self.subTest(cell):
                found = clean("tax_id", cell)
                self.assertEqual((found.value, found.issue and found.issue.code), (value, code))

    def test_tax_ids_of_the_country_of_the_context(self):
        context = Context(country="DE")
        self.assertEqual(clean("tax_id", "DE136695976", context).value, "DE136695976")
        self.assertEqual(clean("tax_id", "136695976", context).value, "136695976")
        self.assertEqual(clean("tax_id", "136695977", context).issue.code, "tax_id_check")

    def test_selections(self):
        column = Column(0, "level", "selection", choices=Choices.from_selection(LEVELS))
        for cell in ("A级客户", " a级 客户", "a", "Ａ"):
            self.assertEqual(clean("selection", cell, None, column).value, "a")
        found = clean("selection", "重点客尸", None, column)
        self.assertEqual((found.issue.code, found.issue.suggestion), ("choice_unknown", "重点客户"))

    def test_records_by_name(self):
        names = [(7, "张三"), (8, "李四")]
        choices = Choices.from_records(names)
        choices.add_alias("zhangsan@example.com", 7)
        column = Column(0, "user", "many2one", choices=choices)
        self.assertEqual(clean("many2one", "张三", None, column).value, 7)
        self.assertEqual(clean("many2one", "ZhangSan@example.com", None, column).value, 7)
        self.assertEqual(clean("many2one", "王五", None, column).issue.level, "error")

    def test_unknown_records_may_be_left_out_or_created(self):
        lenient = Column(0, "user", "many2one", choices=Choices.from_records([], strict=False))
        found = clean("many2one", "王五", None, lenient)
        self.assertEqual((found.value, found.issue.level), (None, "warning"))
        creating = Column(0, "tag", "many2one", choices=Choices.from_records([], create=True))
        self.assertEqual(clean("many2one", " 王五 ", None, creating), ("王五", None, ()))

    def test_several_tags_in_a_cell(self):
        choices = Choices.from_records([(1, "重点"), (2, "老客户")], create=True)
        column = Column(0, "tags", "tags", choices=choices)
        self.assertEqual(
            clean("tags", "重点；老客户、展会,重点", None, column).value, [1, 2, "展会"]
        )

    @settings(max_examples=150, deadline=None)
    @given(st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXYOIZ", min_size=18, max_size=18))
    def test_only_codes_with_a_right_check_digit_pass(self, text):
        found = clean("tax_id", text)
        if found.issue is None:
            self.assertTrue(uscc.is_valid(found.value))

    @settings(max_examples=150, deadline=None)
    @given(st.from_regex(r"91\d{6}[0-9A-HJ-NPQRTUWXY]{9}", fullmatch=True), st.booleans())
    def test_every_right_code_passes(self, body, lower):
        if not body.isascii():
            return
        code = body + uscc.calc_check_digit(body)
        self.assertEqual(clean("tax_id", code.lower() if lower else code).value, code)

    @settings(max_examples=200, deadline=None)
    @given(st.floats(-1e12, 1e12).map(lambda number: round(number, 2)))
    def test_numbers_written_in_five_ways_are_the_same(self, number):
        for text in (f"{number:.2f}", f"{number:,.2f}", f"¥{number:,.2f}", f" {number:.2f}元"):
            self.assertEqual(clean("money", text).value, number)
