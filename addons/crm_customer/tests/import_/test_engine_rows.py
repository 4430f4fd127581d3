import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from ...tools.import_ import (
    Choices,
    Column,
    Context,
    DuplicateFinder,
    ExactMatcher,
    Row,
    RowChecker,
    match_keys,
    name_key,
    read_rows,
    sniff,
    write_rows,
)
from .engine_common import EngineCase

LEVELS = Choices.from_selection([("a", "A级"), ("b", "B级")])
MAPPING = [
    Column(0, "name", "company", "客户名称", required=True),
    Column(1, "mobile", "phone", "手机"),
    Column(2, "email", "email", "邮箱"),
    Column(3, "vat", "tax_id", "税号"),
    Column(4, "level", "selection", "级别", choices=LEVELS),
    Column(5, "phone", "phone", "电话1"),
    Column(6, "phone", "phone", "电话2"),
]
CODE = "91350100M000100Y43"
#: a cell as the reader gives it: marks already taken away
CELLS = st.text(
    st.characters(
        codec="utf-8", blacklist_categories=("Cc",), blacklist_characters="\ufeff\u2028\u2029\x85"
    ),
    max_size=12,
).filter(lambda text: not text.startswith('="') and "_x" not in text)


class TestEngineRows(EngineCase):
    def _check(self, *cells, flags=None, mapping=MAPPING):
        return RowChecker(mapping, Context()).check(Row(7, list(cells), flags or {}))

    def test_a_good_row(self):
        row = self._check("深圳 华宏", "138 0013 8000", "A@B.cn", CODE.lower(), "A级", "", "")
        self.assertEqual((row.number, row.level, row.issues), (7, "ok", []))
        self.assertEqual(
            row.values,
            {
                "name": "深圳华宏",
                "mobile": "+8613800138000",
                "email": "a@b.cn",
                "vat": CODE,
                "level": "a",
            },
        )

    def test_every_bad_cell_is_named(self):
        row = self._check("", "123", "x", "y", "C级")
        self.assertEqual(row.level, "error")
        self.assertEqual(
            [(issue.column, issue.field, issue.value, issue.code) for issue in row.issues],
            [
                (0, "name", "", "required"),
                (1, "mobile", "123", "phone_short"),
                (2, "email", "x", "email_invalid"),
                (3, "vat", "y", "tax_id_invalid"),
                (4, "level", "C级", "choice_unknown"),
            ],
        )

    def test_warnings_do_not_stop_a_row(self):
        row = self._check("华宏", "13800138000", "a@gmial.com")
        self.assertEqual((row.level, row.values["email"]), ("warning", "a@gmial.com"))

    def test_two_columns_of_a_field_and_two_values_of_a_cell(self):
        row = self._check(
            "华宏", "13800138000/13900139000", "", "", "", "0755-86123456", "0755-86123457"
        )
        self.assertEqual(row.values["phone"], "+8675586123456")
        self.assertEqual(row.more, {"mobile": ["+8613900139000"], "phone": ["+8675586123457"]})

    def test_cells_are_read_by_the_country_of_their_row(self):
        mapping = [
            Column(0, "phone", "phone"),
            Column(1, "vat", "tax_id"),
            Column(2, "state", "state"),
            Column(3, "country", "country"),
        ]
        german = self._check("030 123456", "136695976", "Berlin", "德国", mapping=mapping)
        self.assertEqual(
            german.values,
            {"country": "DE", "phone": "+4930123456", "vat": "136695976", "state": "Berlin"},
        )
        chinese = self._check("0755-86123456", CODE, "广东", "", mapping=mapping)
        self.assertEqual(chinese.values["phone"], "+8675586123456")
        wrong = self._check("1", "x", "y", "Nowhere", mapping=mapping)
        self.assertEqual([issue.column for issue in wrong.issues], [0, 1, 2, 3])

    def test_flags_of_the_reader(self):
        row = self._check(
            "=A1",
            "1",
            "",
            "9" * 18,
            flags={0: "formula", 1: "formula_no_value", 3: "rounded_number"},
        )
        self.assertEqual(
            [(issue.field, issue.code, issue.level) for issue in row.issues],
            [
                ("name", "formula", "warning"),
                ("mobile", "formula_no_value", "error"),
                ("vat", "rounded_number", "error"),
            ],
        )
        self.assertEqual(row.values, {"name": "=A1"})

    def test_rounding_does_not_matter_in_amounts(self):
        mapping = [Column(0, "amount", "money")]
        self.assertEqual(
            self._check("1234567890123456", flags={0: "rounded_number"}, mapping=mapping).level,
            "ok",
        )

    def test_keys_are_ordered_by_strength(self):
        values = {
            "name": "深圳华宏有限责任公司",
            "vat": CODE,
            "email": "a@b.cn",
            "mobile": "+8613800138000",
            "phone": "+8675586123456;ext=801",
            "code": "KH1",
            "external_key": "SF-9",
        }
        keys = match_keys(values, {"email": ["c@d.cn"]})
        self.assertEqual(
            keys,
            [
                ("external", "sf-9"),
                ("code", "kh1"),
                ("vat", CODE.lower()),
                ("email", "a@b.cn"),
                ("email", "c@d.cn"),
                ("phone_name", "+8613800138000|深圳华宏有限公司"),
                ("phone_name", "+8675586123456|深圳华宏有限公司"),
                ("name", "深圳华宏有限公司"),
            ],
        )

    def test_names_are_the_same_in_any_writing(self):
        for one, other in (
            ("深圳华宏(中国)有限公司", "深圳华宏（中国）有限责任公司 "),
            ("Acme Co., Ltd.", "ACME CO LTD"),
            ("Acme Company Limited", "Acme Co. Ltd"),
            ("Acme Incorporated", "acme inc."),
        ):
            self.assertEqual(name_key(one), name_key(other))
        self.assertNotEqual(name_key("华宏有限公司"), name_key("华宏股份有限公司"))

    def test_a_person_alone_has_no_name_key(self):
        keys = match_keys({"contact_name": "张三", "mobile": "+8613800138000"})
        self.assertEqual(keys, [("phone_name", "+8613800138000|张三")])

    def test_duplicates_name_the_first_row_and_the_reason(self):
        finder = DuplicateFinder()
        self.assertIsNone(finder.add(2, [("vat", "x"), ("name", "n")]))
        self.assertIsNone(finder.add(3, [("vat", "y"), ("email", "n")]))
        self.assertEqual(finder.add(4, [("email", "z"), ("name", "n")]), (2, "name"))
        self.assertEqual(finder.add(5, [("vat", "y"), ("name", "n")]), (3, "vat"))
        self.assertIsNone(finder.add(6, []))

    def test_chosen_kinds_alone_make_duplicates(self):
        finder = DuplicateFinder(kinds=("vat",))
        finder.add(2, [("name", "n")])
        self.assertIsNone(finder.add(3, [("name", "n")]))

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(
            st.lists(st.tuples(st.sampled_from(("vat", "name")), st.text(max_size=2)), max_size=3),
            max_size=60,
        )
    )
    def test_the_finder_equals_a_dictionary(self, rows):
        finder, first = DuplicateFinder(), {}
        for number, keys in enumerate(rows, 2):
            expected = next(((first[key], key[0]) for key in keys if key in first), None)
            for key in keys:
                first.setdefault(key, number)
            self.assertEqual(finder.add(number, keys), expected)

    def test_the_finder_grows(self):
        finder = DuplicateFinder()
        for number in range(20_000):
            self.assertIsNone(finder.add(number, [("code", str(number))]))
        self.assertEqual(finder.add(20_000, [("code", "19")]), (19, "code"))

    def test_the_exact_matcher_ranks_by_the_kind(self):
        matcher = ExactMatcher({("vat", "x"): [7], ("name", "n"): [8, 7], ("email", "e"): [9]})
        found = matcher.match([("vat", "x"), ("email", "e"), ("name", "n")])
        self.assertEqual([candidate.id for candidate in found], [7, 9, 8])
        self.assertEqual(found[0], (7, 0.99, "vat"))
        self.assertEqual(matcher.match([("vat", "unknown")]), [])

    def test_checking_is_fast_enough(self):
        """A guard against a slip of ten times; the figure itself is the benchmark's."""
        chance = random.Random(1)
        rows = [
            Row(n, [f"公司{n}", f"138{chance.randrange(10**8):08}", f"a{n}@b.cn", CODE, "A级"], {})
            for n in range(3_000)
        ]
        checker = RowChecker(MAPPING, Context())
        start = time.process_time()
        for row in rows:
            checker.check(row)
        self.assertLess(time.process_time() - start, 3)

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(st.tuples(CELLS.filter(bool), CELLS, CELLS), min_size=1, max_size=6),
        st.sampled_from(("csv", "xlsx")),
    )
    def test_bad_rows_come_back_as_they_were(self, rows, kind):
        path = self._path(f"bad.{kind}")
        headings = ("客户名称", "手机", "备注")
        problems = [(list(row), "手机: =1") for row in rows]
        self.assertEqual(write_rows(path, kind, headings, problems), len(rows))
        fmt = sniff(path, heading_row=1, delimiter="," if kind == "csv" else None)
        self.assertEqual(fmt.headings, (*headings, "Problem"))
        self.assertEqual([tuple(row.cells[:3]) for row in read_rows(path, fmt)], rows)

    def test_formulas_are_neutralised(self):
        risky = ["=1+1", "+cmd|' /C calc'!A0", "-1+x", "@SUM(1)", "\t=1"]
        harmless = ["-5", "+86 13800138000", "-1.5%", "a=b"]
        path = self._path("bad.csv")
        write_rows(path, "csv", ["a"], [([text], "") for text in risky + harmless])
        with open(path, encoding="utf-8-sig", newline="") as file:
            lines = file.read().split("\r\n")[1:-1]
        first = [line.lstrip('"')[0] == "'" for line in lines]
        self.assertEqual(first, [True] * len(risky) + [False] * len(harmless))
