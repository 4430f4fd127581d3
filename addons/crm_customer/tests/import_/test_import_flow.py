import os

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ImportCommon


@tagged("post_install", "-at_install")
class TestImportFlow(ImportCommon):
    def test_columns_are_recognised(self):
        job = self._import()
        self.assertEqual(job.state, "read", job.error)
        self.assertEqual(
            job.column_ids.mapped("field_name"),
            [
                "name",
                "contact_name",
                "mobile",
                "phone",
                "email",
                "vat",
                "state",
                "city",
                "tags",
                "comment",
            ],
        )

    def test_check_counts_what_loading_will_do(self):
        job = self._check()
        self.assertEqual(job.state, "checked", job.error)
        self.assertEqual(job.row_count, 5)
        self.assertEqual(job.error_count, 1)
        # two companies, their two persons, one person without company
        self.assertEqual(job.to_create_count, 5)
        self.assertFalse(self._customer("上海云帆科技有限公司"))

    def test_bad_cells_have_row_column_value_and_reason(self):
        job = self._check()
        issue = job.issue_ids.filtered(lambda issue: issue.code == "email_invalid")
        self.assertEqual((issue.number, issue.heading, issue.value), (6, "邮箱", "sun#star"))
        self.assertIn("sun#star", issue.reason)

    def test_load_creates_companies_and_their_persons(self):
        job = self._load()
        self.assertEqual(job.state, "loaded", job.error)
        company = self._customer("深圳市蓝海贸易有限公司")
        self.assertEqual(len(company), 1)
        self.assertTrue(company.is_company)
        self.assertTrue(company.crm_code)
        self.assertEqual(sorted(company.child_ids.mapped("name")), ["李娜", "王强"])
        self.assertEqual(company.phone, "+8675582345678")
        self.assertEqual(company.state_id.code, "粤")
        self.assertEqual(company.country_id.code, "CN")
        person = self._customer("王强")
        self.assertEqual(person.phone, "+8613800138000")
        self.assertEqual(person.email, "wang@blue.example.com")
        self.assertEqual(person.city, "深圳")
        self.assertFalse(person.crm_code)
        self.assertEqual(company.category_id.mapped("name"), ["VIP"])
        self.assertEqual(job.created_count, 5)

    def test_deleting_an_import_deletes_its_file(self):
        job = self._check()
        attachment = job.attachment_id
        self.assertTrue(attachment)
        job.unlink()
        self.assertFalse(attachment.exists())

    def test_nothing_is_written_before_loading(self):
        before = self.env["res.partner"].search_count([])
        self._check()
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_loading_again_changes_nothing(self):
        self._load()
        partners = self.env["res.partner"].search([])
        self.env.flush_all()
        partners.invalidate_recordset()
        stamps = partners.mapped("write_date")
        for policy in ("update_empty", "update_all", "skip"):
            job = self._check(policy=policy)
            self.assertEqual(job.to_create_count, 0)
            self.assertEqual(job.to_update_count, 0, job.row_ids.mapped("changes_text"))
            job.action_load()
            self.assertEqual((job.created_count, job.updated_count), (0, 0))
        self.assertEqual(self.env["res.partner"].search([]), partners)
        partners.invalidate_recordset()
        self.assertEqual(partners.mapped("write_date"), stamps)

    def test_mapping_is_remembered(self):
        job = self._import()
        column = job.column_ids.filtered(lambda column: column.heading == "备注")
        column.field_name = "wechat"
        job.action_check()
        again = self._import()
        column = again.column_ids.filtered(lambda column: column.heading == "备注")
        self.assertEqual((column.field_name, column.reason), ("wechat", "remembered"))

    def test_two_columns_cannot_go_to_one_field(self):
        job = self._import()
        job.column_ids[0].field_name = "vat"
        with self.assertRaisesRegex(UserError, "Two columns"):
            job.action_check()

    def test_a_file_without_names_is_refused(self):
        job = self._import()
        job.column_ids[:2].field_name = False
        with self.assertRaisesRegex(UserError, "No column goes to"):
            job.action_check()

    def test_suggestions_are_accepted_by_kind(self):
        rows = [["北京星辰集团", "孙伟", "13800138001", "", "sun@gmial.com", "", "", "", "", ""]]
        job = self._check(self._csv(rows))
        self.assertEqual(job.issue_ids.mapped("code"), ["email_typo"])
        job.action_accept_kind("email_typo")
        self.assertEqual(job.state, "checked")
        self.assertFalse(job.issue_ids)
        job.action_load()
        self.assertEqual(self._customer("孙伟").email, "sun@gmail.com")

    def test_error_file_holds_the_bad_row(self):
        job = self._check()
        path, name = job._write_error_file()
        self.addCleanup(os.unlink, path)
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
        self.assertIn("北京星辰集团", text)
        self.assertNotIn("云帆", text)
        self.assertIn("customers", name)

    def test_rows_may_be_loaded_without_their_bad_cells(self):
        job = self._load(skip_bad_cells=True)
        self.assertEqual(job.error_count, 0)
        self.assertFalse(self._customer("孙伟").email)

    def test_hostile_file_ends_in_a_message(self):
        job = self._import(b"%PDF-1.4 nothing to see", "customers.csv")
        self.assertEqual(job.state, "failed")
        self.assertIn("PDF", job.error)
