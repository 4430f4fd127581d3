from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from odoo.tests import BaseCase, tagged

from ...tools.report_issue.workbook import Part, mentions, safe_cell, write_workbook


def _read(content):
    return load_workbook(BytesIO(content))


@tagged("post_install", "-at_install")
class TestWorkbook(BaseCase):
    def test_what_is_written_is_read_again(self):
        part = Part("Leads", ["Name", "Count", "Sum"], [["A", 2, 10.5]], ["Total", 2, 10.5])
        book = _read(write_workbook("Summary", [("Comment", "Good.\nGo on.")], [part]))
        self.assertEqual(book.sheetnames, ["Summary", "Leads"])
        self.assertEqual(
            [cell.value for cell in book["Summary"]["A"]], ["Comment", "Good.", "Go on."]
        )
        rows = [[cell.value for cell in row] for row in book["Leads"].rows]
        self.assertEqual(rows[1:], [["Name", "Count", "Sum"], ["A", 2, 10.5], ["Total", 2, 10.5]])
        self.assertEqual(book["Leads"]["C3"].number_format, "#,##0.00")

    def test_a_name_in_it_is_found(self):
        part = Part("Leads", ["Name"], [["诸葛晓鸣, Acme & Sons"]])
        content = write_workbook("Summary", [("Comment", "Good.")], [part])
        for word in ("诸葛晓鸣", "acme & sons", "Good"):
            self.assertTrue(mentions(content, word), word)
        self.assertFalse(mentions(content, "Ximena"))
        self.assertFalse(mentions(b"%PDF-1.4", "PDF"))

    def test_no_text_is_a_formula(self):
        texts = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("x")']
        part = Part("=Evil", ["=A"], [[text] for text in texts], ["=1"])
        book = _read(write_workbook("=Summary", [("=1", "=2\n=3")], [part]))
        for sheet in book:
            for row in sheet.rows:
                for cell in row:
                    self.assertEqual(cell.data_type, "s", cell.value)
                    self.assertEqual(cell.value[0], "'", cell.value)

    def test_negative_numbers_stay_numbers(self):
        book = _read(write_workbook("S", [], [Part("P", ["N"], [[-2.5], [-3]])]))
        self.assertEqual([book["P"]["A3"].value, book["P"]["A4"].value], [-2.5, -3])

    def test_sheets_have_titles_that_programs_take(self):
        parts = [Part("A/B: [x]? " + "long " * 9), Part("A/B: [x]? " + "long " * 9), Part("")]
        book = _read(write_workbook("S", [], parts))
        self.assertEqual(len(set(book.sheetnames)), 4)
        self.assertTrue(all(len(name) <= 31 for name in book.sheetnames))

    def test_a_part_without_rows_says_why(self):
        book = _read(write_workbook("S", [], [Part("P", note="No access to this part.")]))
        self.assertEqual(book["P"]["A2"].value, "No access to this part.")

    @given(st.text())
    def test_any_text_can_be_written(self, text):
        cell = safe_cell(text)
        self.assertFalse(cell.startswith(("=", "+", "-", "@", "\t", "\r")))
        _read(write_workbook(text, [(text, text)], [Part(text, [text], [[text]])]))
