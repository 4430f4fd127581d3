import codecs
import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from ...tools import import_ as engine
from .engine_common import EngineCase

TABLE = (
    "客户名称,联系人,手机\n深圳市华宏科技有限公司,张三,13800138000\n上海鼎盛贸易,李四,13900139000\n"
)
TRADITIONAL = (
    "客戶名稱,聯絡人,手機\n臺北實業有限公司,張三,0912345678\n廣東貿易公司,李四,0912345679\n"
)
ROWS = [
    ["深圳市华宏科技有限公司", "张三", "13800138000"],
    ["上海鼎盛贸易", "李四", "13900139000"],
]
#: texts without what the reader takes as a mark: the ' before a sign, ="…"
CELLS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\x85\u2028\u2029\ufeff"),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() == text and text[:1] not in "'=")


class TestEngineCsv(EngineCase):
    def test_encodings_are_detected(self):
        for encoding, found in (
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8-sig"),
            ("gb18030", "gb18030"),
            ("gbk", "gb18030"),
            ("utf-16", "utf-16"),
        ):
            with self.subTest(encoding):
                path = self._write(TABLE.encode(encoding))
                self.assertEqual(engine.sniff(path).encoding, found)
                self.assertEqual(self._cells(path), ROWS)

    def test_traditional_chinese_is_detected(self):
        fmt = engine.sniff(self._write(TRADITIONAL.encode("big5")))
        self.assertEqual((fmt.encoding, fmt.headings[0]), ("big5", "客戶名稱"))

    def test_european_letters_are_detected(self):
        text = "Name;City;Phone\nMüller Söhne GmbH;Köln;0221 123456\nCafé Crème;Orléans;\n"
        fmt = engine.sniff(self._write(text.encode("cp1252")))
        self.assertEqual((fmt.encoding, fmt.delimiter), ("cp1252", ";"))
        self.assertEqual(fmt.samples[0][1], "Köln")

    def test_chinese_after_a_megabyte_of_ascii_is_detected(self):
        text = "name,phone\n" + "Acme Trading,13800138000\n" * 60_000 + "华宏公司,13800138000\n"
        self.assertEqual(engine.sniff(self._write(text.encode("gb18030"))).encoding, "gb18030")

    def test_a_chosen_encoding_is_kept(self):
        path = self._write(TABLE.encode("gb18030"))
        self.assertEqual(engine.sniff(path, encoding="gb18030").encoding, "gb18030")
        self._refusal(path, "undecodable", encoding="utf-8")
        self._refusal(path, "unknown_encoding", encoding="klingon")

    def test_delimiters_are_detected(self):
        for delimiter in ",;\t|":
            with self.subTest(delimiter):
                path = self._write(TABLE.replace(",", delimiter))
                self.assertEqual(engine.sniff(path).delimiter, delimiter)

    def test_commas_inside_cells_do_not_win(self):
        lines = ["Name\tAddress", "A Ltd\tRoad 1, Town, Land", "B Ltd\tRoad 2, Town, Land"]
        self.assertEqual(engine.sniff(self._write("\n".join(lines))).delimiter, "\t")

    def test_the_line_of_excel_that_names_the_delimiter(self):
        path = self._write("sep=;\nName;Phone\nAcme;1,2,3\n")
        self.assertEqual(engine.sniff(path).delimiter, ";")
        self.assertEqual(self._read(path)[0], (2, ["Acme", "1,2,3"], {}))

    def test_line_breaks_in_quotes_and_row_numbers(self):
        path = self._write('客户名称,备注\r\n华宏,"第一行\r\n第二行"\r\n\r\n鼎盛,好\r\n')
        rows = self._read(path)
        self.assertEqual([row.number for row in rows], [2, 4])
        self.assertEqual(rows[0].cells[1], "第一行\r\n第二行")

    def test_titles_above_the_headings_are_passed(self):
        path = self._write("客户信息表,,\n导出时间：2024-03-05,,\n\n" + TABLE)
        fmt = engine.sniff(path)
        self.assertEqual((fmt.heading_row, fmt.headings[0]), (4, "客户名称"))
        self.assertEqual(self._read(path)[0].number, 5)

    def test_the_heading_row_can_be_chosen(self):
        path = self._write("甲,乙\n客户名称,手机\n华宏,1\n")
        self.assertEqual(engine.sniff(path).heading_row, 2)
        self.assertEqual(engine.sniff(path, heading_row=1).headings, ("甲", "乙"))

    def test_one_column_is_a_table_too(self):
        self.assertEqual(self._cells(self._write("客户名称\n华宏\n鼎盛\n")), [["华宏"], ["鼎盛"]])

    def test_reading_goes_on_after_a_row(self):
        path = self._write(TABLE)
        rows = list(engine.read_rows(path, engine.sniff(path), after=2))
        self.assertEqual([row.number for row in rows], [3])

    def test_short_rows_are_filled_and_long_ones_kept(self):
        path = self._write("Name,City,Phone\na\nb,c,1,surplus\nd,e,2\n")
        self.assertEqual(self._cells(path)[:2], [["a", "", ""], ["b", "c", "1", "surplus"]])

    def test_texts_marked_by_spreadsheets_are_unwrapped(self):
        path = self._write('Name,Code,Note\nAcme,"=""00123""",\'=text\n')
        self.assertEqual(self._read(path)[0], (2, ["Acme", "00123", "=text"], {2: "formula"}))

    def test_formulas_are_flagged_and_kept_as_text(self):
        risky = [
            "=1+1",
            '=HYPERLINK("x")',
            "+cmd|' /C calc'!A0",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1)",
        ]
        harmless = ["-5", "+86 13800138000", "@wechat_id", "- call back", "-", "a=b"]
        path = self._path()
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["Name", "Note"], *([x, x] for x in risky + harmless)])
        rows = self._read(path)
        self.assertEqual([row.cells[0] for row in rows], risky + harmless)
        self.assertEqual([bool(row.flags) for row in rows], [True] * 5 + [False] * 6)

    def test_the_format_survives_json(self):
        fmt = engine.sniff(self._write(TABLE))
        self.assertEqual(engine.FileFormat.from_dict(fmt.to_dict()), fmt)

    @settings(max_examples=60, deadline=None)
    @given(
        rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=8),
        delimiter=st.sampled_from(",;\t|"),
        encoding=st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16")),
    )
    def test_what_is_written_is_read(self, rows, delimiter, encoding):
        buffer = io.StringIO(newline="")
        writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerows([("客户名称", "联系人", "手机"), *rows])
        path = self._write(buffer.getvalue().encode(encoding))
        fmt = engine.sniff(path, encoding=encoding, delimiter=delimiter, heading_row=1)
        cells = [tuple(row.cells) for row in engine.read_rows(path, fmt)]
        self.assertEqual(cells, rows)

    def test_a_byte_order_mark_is_no_part_of_the_first_heading(self):
        path = self._write(codecs.BOM_UTF8 + TABLE.encode())
        self.assertEqual(engine.sniff(path).headings[0], "客户名称")
