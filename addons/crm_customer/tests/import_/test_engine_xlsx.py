from datetime import date, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ...tools import import_ as engine
from ...tools.import_ import limits, xlsx_strings
from .engine_common import EngineCase


class TestEngineXlsx(EngineCase):
    def _save(self, *rows, book=None):
        book = book or Workbook()
        for row in rows:
            book.active.append(row)
        path = self._path("file.xlsx")
        book.save(path)
        return path

    def test_values_become_texts(self):
        path = self._save(
            ["客户名称", "手机", "创建时间", "日期", "折扣", "启用", "备注"],
            [
                "华宏",
                13800138000,
                datetime(2024, 3, 5, 10, 30),
                date(2024, 3, 5),
                0.1 + 0.2,
                True,
                "a\nb",
            ],
        )
        self.assertEqual(
            self._cells(path),
            [["华宏", "13800138000", "2024-03-05 10:30:00", "2024-03-05", "0.3", "TRUE", "a\nb"]],
        )

    def test_times_and_the_calendar_of_1904(self):
        book = Workbook()
        book.epoch = datetime(1904, 1, 1)
        path = self._save(["Name", "Time", "Day"], ["a", time(9, 5), date(2024, 3, 5)], book=book)
        self.assertEqual(self._cells(path), [["a", "09:05:00", "2024-03-05"]])

    def test_numbers_longer_than_15_digits_are_flagged(self):
        path = self._save(["Name", "Code"], ["a", 440301199001011234], ["b", 123456789012345])
        rows = self._read(path)
        self.assertEqual(rows[0].flags, {1: "rounded_number"})
        self.assertEqual(rows[1], (3, ["b", "123456789012345"], {}))

    def test_numbers_in_powers_of_ten_are_written_in_full(self):
        sheet = _row(1, _text("A1", "Name"), _text("B1", "Phone"))
        sheet += _row(2, _text("A2", "a"), '<c r="B2"><v>1.3800138E10</v></c>')
        self.assertEqual(self._cells(self._write_workbook(sheet)), [["a", "13800138000"]])

    def test_formulas_give_their_value_and_a_flag(self):
        sheet = _row(1, _text("A1", "Name"), _text("B1", "Sum"), _text("C1", "Text"))
        sheet += _row(2, _text("A2", "a"), '<c r="B2"><f>1+1</f><v>2</v></c>')
        sheet += _row(3, _text("A3", "b"), '<c r="B3"><f>1+1</f></c>')
        sheet += _row(4, _text("A4", "c"), '<c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
        sheet += _row(5, _text("A5", "d"), "", _text("C5", '=HYPERLINK("x")'))
        rows = self._read(self._write_workbook(sheet))
        self.assertEqual(rows[0].cells, ["a", "2", ""])
        self.assertEqual(
            [row.flags for row in rows],
            [{1: "formula"}, {1: "formula_no_value"}, {1: "formula"}, {2: "formula"}],
        )

    def test_error_values_are_flagged(self):
        sheet = _row(1, _text("A1", "Name"), _text("B1", "Sum"))
        sheet += _row(2, _text("A2", "a"), '<c r="B2" t="e"><v>#N/A</v></c>')
        self.assertEqual(self._read(self._write_workbook(sheet))[0].flags, {1: "cell_error"})

    def test_shared_strings_in_runs_without_their_phonetic_hints(self):
        strings = (
            "<si><t>客户名称</t></si><si><r><t>华</t></r><r><t>宏</t></r><rPh><t>hua</t></rPh></si>"
        )
        sheet = _row(1, '<c r="A1" t="s"><v>0</v></c>') + _row(2, '<c r="A2" t="s"><v>1</v></c>')
        self.assertEqual(self._cells(self._write_workbook(sheet, strings)), [["华宏"]])

    def test_many_shared_strings_go_to_disk(self):
        self.patch(limits, "STRINGS_IN_MEMORY", 0)
        path = self._save(
            ["客户名称", "备注"], *([f"公司{n}", "长" * (n * 37 % 900)] for n in range(500))
        )
        cells = self._cells(path)
        self.assertEqual(cells[499], ["公司499", "长" * (499 * 37 % 900)])
        self.assertEqual(len(cells), 500)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.text(max_size=90), st.integers(0, 400)), max_size=40), st.data())
    def test_strings_on_disk_are_what_was_appended(self, parts, data):
        """Reading between the appends, with small blocks."""
        self.patch(xlsx_strings, "BLOCK", 256)
        self.patch(xlsx_strings, "FLUSH", 1024)
        strings, texts = xlsx_strings.DiskStrings(), []
        for text, times in parts:
            texts.append(text[: times // 4] * (times // 40 + 1))
            strings.append(texts[-1])
            index = data.draw(st.integers(0, len(texts) - 1))
            self.assertEqual(strings[index], texts[index])
        self.assertEqual(list(strings), texts)
        self.assertRaises(IndexError, strings.__getitem__, len(texts))

    def test_a_block_on_disk_may_end_within_a_character(self):
        strings = xlsx_strings.DiskStrings()
        texts = [f"{n}客户" * (n % 50) for n in range(20_000)]
        for text in texts:
            strings.append(text)
        self.assertEqual([strings[n] for n in reversed(range(20_000))], texts[::-1])

    def test_cells_and_rows_without_references(self):
        sheet = f"<row>{_text('', '客户名称')}{_text('', '手机')}</row>"
        sheet += f"<row>{_text('', '华宏')}<c><v>1</v></c></row>"
        self.assertEqual(self._read(self._write_workbook(sheet)), [(2, ["华宏", "1"], {})])

    def test_gaps_between_cells_and_rows(self):
        sheet = _row(3, _text("A3", "Name"), _text("C3", "Phone")) + _row(9, _text("C9", "1"))
        self.assertEqual(self._read(self._write_workbook(sheet)), [(9, ["", "", "1"], {})])

    def test_prefixed_tags_are_understood(self):
        sheet = _row(1, _text("A1", "Name")) + _row(2, _text("A2", "a"))
        body = sheet.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        part = f'<x:worksheet xmlns:x="{main}"><x:sheetData>{body}</x:sheetData></x:worksheet>'
        path = self._write_workbook("", **{"xl/worksheets/sheet1.xml": part})
        self.assertEqual(self._cells(path), [["a"]])

    def test_dates_by_their_style(self):
        styles = (
            '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d"/>'
            '<numFmt numFmtId="171" formatCode="[Red]0.00"/></numFmts>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/>'
            '<xf numFmtId="171"/><xf numFmtId="31"/></cellXfs>'
        )
        cells = [
            f'<c r="{letter}2" s="{style}"><v>45356</v></c>' for style, letter in enumerate("ABCDE")
        ]
        sheet = _row(1, *(_text(f"{letter}1", f"h{letter}") for letter in "ABCDE")) + _row(
            2, *cells
        )
        day = "2024-03-05"
        self.assertEqual(
            self._cells(self._write_workbook(sheet, styles=styles)),
            [["45356", day, day, "45356", day]],
        )

    def test_sheets_are_chosen(self):
        book = Workbook()
        book.active.title = "封面"
        for name in ("客户", "联系人"):
            sheet = book.create_sheet(name)
            sheet.append([f"{name}名称", "手机"])
            sheet.append([name, 1])
        book.create_sheet("hidden").sheet_state = "hidden"
        path = self._save(book=book)
        fmt = engine.sniff(path)
        self.assertEqual((fmt.sheets, fmt.sheet), (("封面", "客户", "联系人"), "客户"))
        self.assertEqual(self._cells(path, sheet="联系人"), [["联系人", "1"]])
        self._refusal(path, "unknown_sheet", sheet="订单")

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.text(st.characters(codec="utf-8", blacklist_categories=("Cc",)), max_size=20),
                st.integers(-(10**14), 10**14),
                st.floats(-1e9, 1e9).map(lambda number: float(f"{number:.12g}")),
                st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)),
            ),
            min_size=1,
            max_size=6,
        )
    )
    def test_what_openpyxl_writes_is_read(self, rows):
        rows = [
            ("x" + row[0].replace("_x", ""), *row[1:3], row[3].replace(microsecond=0))
            for row in rows
        ]
        path = self._save(["客户名称", "数量", "金额", "日期"], *rows)
        for row, cells in zip(rows, self._cells(path), strict=True):
            self.assertEqual(cells[0], row[0])
            self.assertEqual(int(cells[1]), row[1])
            self.assertAlmostEqual(float(cells[2]), row[2], delta=1e-9 * max(1, abs(row[2])))
            self.assertEqual(datetime.fromisoformat(cells[3]), row[3])


def _text(reference, text):
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _row(number, *cells):
    return f'<row r="{number}">{"".join(cells)}</row>'
