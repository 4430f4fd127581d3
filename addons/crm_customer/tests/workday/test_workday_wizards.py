import base64
import io

from openpyxl import Workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .test_crm_workday import WorkdayCommon


@tagged("post_install", "-at_install")
class TestWorkdayWizards(WorkdayCommon):
    def _import(self, content, filename="days.csv"):
        if isinstance(content, str):
            content = content.encode()
        wizard = self.env["crm.workday.import"].create(
            {
                "file": base64.b64encode(content),
                "filename": filename,
                "company_id": self.company.id,
            }
        )
        return wizard.action_import()

    def _days(self):
        days = self.Workday.search([("company_id", "=", self.company.id)], order="date")
        return [(str(day.date), day.kind, day.name) for day in days]

    @users("customer_manager")
    def test_loading_a_year_from_the_form(self):
        form = Form(self.env["crm.workday.load"])
        form.published_year = "cn_2025"
        wizard = form.save()
        action = wizard.action_load()
        self.assertIn("33 days entered", action["params"]["message"])
        loaded = self.env["crm.workday"].search_count(
            [("company_id", "=", self.env.company.id), ("date", ">=", "2025-01-01")]
            + [("date", "<=", "2025-12-31")]
        )
        self.assertEqual(loaded, 33)

    @users("customer_all")
    def test_only_the_manager_loads(self):
        with self.assertRaises(AccessError):
            self.env["crm.workday.load"].create({"published_year": "cn_2025"})

    def test_a_csv_file_is_loaded(self):
        self._import("date,kind,name\n2027-01-01,holiday,New Year\n2027-01-02,working,Make-up\n")
        self.assertEqual(
            self._days(),
            [("2027-01-01", "holiday", "New Year"), ("2027-01-02", "working", "Make-up")],
        )

    def test_chinese_headings_and_words_in_gb18030(self):
        text = "日期,类型,名称\n2027-01-01,放假,元旦\n2027-01-02,调休上班,元旦调休\n"
        self._import(text.encode("gb18030"))
        self.assertEqual(
            self._days(),
            [("2027-01-01", "holiday", "元旦"), ("2027-01-02", "working", "元旦调休")],
        )

    def test_a_workbook_is_loaded(self):
        book = Workbook()
        book.active.append(["Date", "Kind", "Name"])
        book.active.append(["2027-01-01", "Public Holiday", "New Year"])
        stream = io.BytesIO()
        book.save(stream)
        self._import(stream.getvalue(), "days.xlsx")
        self.assertEqual(self._days(), [("2027-01-01", "holiday", "New Year")])

    def test_every_wrong_row_is_named_and_nothing_is_loaded(self):
        with self.assertRaises(UserError) as caught:
            self._import(
                "date,kind,name\n2027-01-01,holiday,Good\n2027-02-30,holiday,Bad day\n"
                "2027-03-01,party,Bad kind\n2027-03-02,holiday,\n2027-01-01,working,Again\n"
            )
        message = str(caught.exception)
        for expected in (
            "Row 3, Date: 2027-02-30 is no date",
            "Row 4, Kind: party is none of the known values",
            "Row 5, Name: This field must not be empty",
            "Row 6, date: 2027-01-01 stands already in row 2",
        ):
            self.assertIn(expected, message)
        self.assertEqual(self._days(), [])

    def test_reasons_are_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env = self.env(context=self.env.context | {"lang": "zh_CN"})
        with self.assertRaisesRegex(UserError, "2027-02-30 [一-鿿]"):
            self._import("date,kind,name\n2027-02-30,holiday,Bad day\n")
        with self.assertRaisesRegex(UserError, "[一-鿿]"):
            self._import("date,kind,name\n")

    def test_many_problems_are_cut(self):
        rows = "".join(f"2027-01-{day},party,x\n" for day in range(1, 31))
        with self.assertRaisesRegex(UserError, "and 10 more"):
            self._import("date,kind,name\n" + rows)

    def test_a_missing_column_is_named(self):
        with self.assertRaisesRegex(UserError, "no column for: Kind"):
            self._import("date,name\n2027-01-01,New Year\n")

    def test_a_file_of_another_type_is_refused(self):
        with self.assertRaises(UserError):
            self._import(b"%PDF-1.7 not a table", "days.pdf")
