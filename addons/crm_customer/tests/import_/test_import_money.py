from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .common import ImportCommon

HEADINGS = [
    *("公司名称", "税号", "开户行", "银行账号", "发票抬头"),
    *("开票地址", "信用额度", "销售团队", "传真", "微信"),
]


@tagged("post_install", "-at_install")
class TestImportMoney(ImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = ("crm_customer.group_customer_manager", "account.group_account_invoice")
        cls.accountant = new_test_user(
            cls.env(su=True), "customer_accountant", groups=",".join(groups), lang="en_US"
        )

    def _row(self, **cells):
        row = {
            "公司名称": "甲公司",
            "开户行": "招商银行",
            "银行账号": "6225 8801 0000 1234",
            "发票抬头": "甲公司（开票）",
            "开票地址": "深圳市南山区",
            "信用额度": "5万",
            "销售团队": "华南",
            "传真": "0755-82345678",
            "微信": "wx_jia",
        }
        return [(row | cells).get(heading, "") for heading in HEADINGS]

    def _file(self, **cells):
        return self._csv([self._row(**cells)], HEADINGS)

    def _as_accountant(self, content=None, **values):
        env = self.env(user=self.accountant)
        return self._load(content or self._file(), env=env, **values)

    def _state(self):
        self.env.flush_all()
        self.env.invalidate_all()
        tables = ("res_partner", "res_partner_bank", "res_bank", "crm_customer_invoice_title")
        state = {}
        for table in (*tables, "mail_message"):
            self.env.cr.execute(
                f"SELECT to_jsonb(t) - 'write_date' - 'write_uid' FROM {table} t ORDER BY id"
            )
            state |= {(table, row[0]["id"]): row[0] for row in self.env.cr.fetchall()}
        return state

    def _assert_state(self, before):
        """Nothing but write dates differs from ``before``, shown row by row."""
        now = self._state()
        keys = {key for key in {*now, *before} if now.get(key) != before.get(key)}
        for key in keys:
            self.assertEqual(now.get(key), before.get(key), key)

    def test_accounts_titles_and_limits_come_in(self):
        job = self._as_accountant()
        company = self._customer("甲公司").with_user(self.accountant)
        self.assertEqual(job.created_count, 1, job.issue_ids.mapped("reason"))
        account = company.bank_ids
        self.assertEqual(account.sanitized_acc_number, "6225880100001234")
        self.assertEqual((account.bank_id.name, account.allow_out_payment), ("招商银行", False))
        title = company.crm_invoice_title_ids
        self.assertEqual((title.name, title.address), ("甲公司（开票）", "深圳市南山区"))
        self.assertEqual((title.bank_name, title.is_default), ("招商银行", True))
        self.assertEqual(company.credit_limit, 50000)
        for text in ("Sales team: 华南", "Fax: ", "WeChat: wx_jia"):
            self.assertIn(text, company.comment)

    def test_importing_again_changes_nothing(self):
        self._as_accountant()
        job = self._as_accountant(policy="update_all")
        self.assertEqual((job.updated_count, job.skipped_count), (0, 1))

    def test_undo_of_a_new_customer_takes_all_of_it(self):
        before = self._state()
        job = self._as_accountant()
        job.action_undo()
        self.assertEqual(job.kept_count, 0, job.change_ids.mapped("reason"))
        self._assert_state(before)

    def test_undo_of_an_update_restores_titles_and_accounts(self):
        company = self._create_customer("甲公司")
        titles = self.env["crm.customer.invoice.title"]
        titles.create({"partner_id": company.id, "name": "甲公司（开票）", "address": "Old"})
        before = self._state()
        job = self._as_accountant(policy="update_all")
        self.assertEqual(job.updated_count, 1, job.issue_ids.mapped("reason"))
        self.assertEqual(company.crm_invoice_title_ids.address, "深圳市南山区")
        self.assertTrue(company.bank_ids)
        job.action_undo()
        self.assertEqual(job.kept_count, 0, job.change_ids.mapped("reason"))
        self._assert_state(before)

    def test_undo_keeps_a_customer_whose_account_was_edited(self):
        job = self._as_accountant()
        company = self._customer("甲公司")
        self.env.cr.execute(
            "UPDATE res_partner_bank SET write_date = write_date + INTERVAL '1 day'"
            " WHERE partner_id = %s",
            (company.id,),
        )
        job.action_undo()
        self.assertTrue(company.exists())

    def test_empty_fields_of_a_known_title_are_filled_only(self):
        company = self._create_customer("甲公司")
        titles = self.env["crm.customer.invoice.title"]
        title = titles.create(
            {"partner_id": company.id, "name": "甲公司（开票）", "address": "Old"}
        )
        self._as_accountant()
        self.assertEqual((title.address, title.bank_name), ("Old", "招商银行"))

    def test_the_credit_limit_is_for_accountants(self):
        job = self._check(self._file())
        column = job.column_ids.filtered(lambda column: column.heading == "信用额度")
        self.assertFalse(column.field_name)
        self.assertNotIn("credit_limit", str(column.options))
        other = self._import(self._file(), env=self.env(user=self.accountant))
        with self.assertRaisesRegex(UserError, "信用额度"):
            other.with_user(self.user_manager).action_check()

    def test_other_systems_send_no_limit_without_the_right(self):
        self.env["crm.customer.external.system"].create({"name": "ERP", "code": "TESTERP"})
        record = {"key": "1", "name": "甲公司", "credit_limit": 5, "bank_account": "123456"}
        imports = self.env["crm.customer.import"]
        result = imports.upsert("TESTERP", [record])[0]
        self.assertEqual([issue["code"] for issue in result["issues"]], ["unknown_field"])
        partner = self.env["res.partner"].browse(result["id"])
        self.assertFalse(partner.sudo().credit_limit)
        self.assertEqual(partner.bank_ids.acc_number, "123456")
        imports.with_user(self.accountant).upsert("TESTERP", [record])
        self.assertEqual(partner.sudo().credit_limit, 5)
