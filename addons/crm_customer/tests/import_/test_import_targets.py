import os
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from .common import ImportCommon

INTERACTIONS = ["客户名称", "跟进时间", "跟进方式", "跟进内容"]
ORDERS = ["客户名称", "订单日期", "订单编号", "产品", "数量", "金额", "币种"]


@tagged("post_install", "-at_install")
class TestImportTargets(ImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("深圳市蓝海贸易有限公司")

    def test_interactions_come_to_their_customer(self):
        rows = [
            ["深圳市蓝海贸易有限公司", "2024-03-05 10:00", "微信", "谈价格"],
            ["没有这个客户公司", "2024-03-05", "电话", "?"],
        ]
        content = self._csv(rows, INTERACTIONS)
        job = self._load(content, target="interaction")
        self.assertEqual(job.state, "loaded", job.error)
        interaction = self.env["crm.customer.interaction"].search(
            [("partner_id", "=", self.customer.id)]
        )
        self.assertEqual(interaction.kind, "wechat")
        self.assertEqual(str(interaction.date), "2024-03-05 02:00:00")
        self.assertIn("谈价格", interaction.note)
        self.assertEqual(job.issue_ids.mapped("code"), ["customer_unknown"])
        again = self._check(content, target="interaction")
        self.assertEqual((again.to_create_count, again.to_update_count), (0, 0))
        job.action_undo()
        self.assertFalse(interaction.exists())

    def test_past_orders_are_read_only_history(self):
        rows = [
            ["深圳市蓝海贸易有限公司", "2023/5/1", "SO-1", "螺丝", "1,000", "¥12,345.50", "人民币"],
            ["深圳市蓝海贸易有限公司", "2023/5/1", "SO-1", "螺母", "10", "99", ""],
            ["深圳市蓝海贸易有限公司", "2023/5/1", "SO-1", "螺母", "10", "99", ""],
        ]
        content = self._csv(rows, ORDERS)
        job = self._load(content, target="purchase")
        self.assertEqual(job.state, "loaded", job.error)
        lines = self.env["crm.customer.purchase.history"].search(
            [("partner_id", "=", self.customer.id)], order="amount desc"
        )
        self.assertEqual(lines.mapped("amount"), [12345.5, 99.0])
        self.assertEqual(lines[0].quantity, 1000)
        self.assertEqual(self.customer.crm_purchase_history_count, 2)
        page = self.env["crm.timeline"].get_page(self.customer.id)
        self.assertIn("SO-1 · 螺丝", [entry["title"] for entry in page["entries"]])
        with self.assertRaises(AccessError):
            lines[0].amount = 1
        again = self._check(content, target="purchase")
        self.assertEqual((again.to_create_count, again.to_update_count), (0, 0))
        job.action_undo()
        self.assertFalse(lines.exists())

    def test_a_product_twice_in_an_order_is_two_lines(self):
        sold = ["深圳市蓝海贸易有限公司", "2023/5/1", "SO-1", "螺丝", "10", "99", ""]
        gift = [*sold[:4], "1", "", ""]
        job = self._load(self._csv([sold, gift], ORDERS), target="purchase")
        lines = self.env["crm.customer.purchase.history"].search(
            [("partner_id", "=", self.customer.id)], order="id"
        )
        self.assertEqual(lines.mapped("amount"), [99, 0], job.issue_ids.mapped("reason"))
        for policy in ("update_empty", "update_all"):
            again = self._check(self._csv([sold, gift], ORDERS), target="purchase", policy=policy)
            self.assertEqual((again.to_create_count, again.to_update_count), (0, 0))
        sold[5], gift[5] = "89", "5"
        self._load(self._csv([sold, gift], ORDERS), target="purchase", policy="update_all")
        self.assertEqual(lines.mapped("amount"), [89, 5])
        self.assertEqual(self.customer.crm_purchase_history_count, 2)

    @users("customer_all")
    def test_others_than_managers_cannot_import(self):
        with self.assertRaises(AccessError):
            self.env["crm.customer.import"].create({})
        with self.assertRaises(AccessError):
            self.env["crm.customer.import"].upsert("ERP", [])

    def test_customers_of_another_company_are_not_matched(self):
        hidden = self._create_customer("上海云帆科技有限公司")
        hidden.sudo().company_id = self.company_b
        job = self._check()
        row = job.row_ids.filtered(lambda row: row.label == "上海云帆科技有限公司")
        self.assertEqual((row.action, row.res_id), ("create", 0))

    def test_a_foreign_company_does_not_see_the_import(self):
        job = self._import()
        with self.assertRaises(AccessError):
            job.with_user(self.foreign_manager).action_check()


@tagged("post_install", "-at_install")
class TestImportMatching(ImportCommon):
    def _row(self, job, label):
        return job.row_ids.filtered(lambda row: row.label == label and row.part == "main")

    def test_policies(self):
        company = self._create_customer("上海云帆科技有限公司", phone="021-1")
        job = self._check(policy="update_empty")
        row = self._row(job, company.name)
        self.assertEqual((row.action, row.res_id), ("update", company.id))
        self.assertNotIn("phone", row.changes)
        job = self._check(policy="update_all")
        self.assertEqual(self._row(job, company.name).changes["phone"], ["021-1", "+862161234567"])
        job = self._check(policy="skip")
        self.assertEqual(self._row(job, company.name).action, "skip")
        job = self._check(policy="create")
        self.assertEqual(self._row(job, company.name).action, "create")

    def test_a_company_below_another_one_is_matched(self):
        group = self._create_customer("云帆集团")
        company = self._create_customer("上海云帆科技有限公司", parent_id=group.id)
        job = self._check()
        self.assertEqual(self._row(job, company.name).res_id, company.id)

    def test_a_stronger_key_speaks_against_an_equal_name(self):
        self._create_customer("Acme", vat="BE0477472701", country_id=self.env.ref("base.be").id)
        rows = [["Acme", "BE0428759497"]]
        job = self._check(
            self._csv(rows, ["Company", "VAT"]), country_id=self.env.ref("base.be").id
        )
        self.assertEqual(self._row(job, "Acme").action, "create", job.issue_ids.mapped("reason"))

    def test_several_matches_are_an_issue(self):
        self._create_customer("Acme Trading Co.")
        self._create_customer("ACME trading co")
        job = self._check(self._csv([["Acme Trading Co"]], ["Company"]))
        self.assertEqual(job.issue_ids.mapped("code"), ["several_match"])
        self.assertEqual(self._row(job, "Acme Trading Co").action, "error")

    def test_persons_are_not_merged_by_name_alone(self):
        rows = [["张伟", "13800138001"], ["张伟", "13800138002"], ["张伟", "13800138001"]]
        job = self._check(self._csv(rows, ["姓名", "手机"]))
        self.assertEqual((job.to_create_count, job.to_skip_count), (2, 1))

    def test_a_refused_record_does_not_take_others_along(self):
        company = self._create_customer("Keeper", is_company=True)
        company.sudo().crm_code = "DUP-1"
        company.sudo().active = False
        rows = [["Alpha", "A-1"], ["Beta", "DUP-1"], ["Gamma", "G-1"]]
        job = self._load(self._csv(rows, ["客户名称", "客户编号"]))
        self.assertEqual((job.created_count, job.failed_count), (2, 1))
        self.assertEqual(job.issue_ids.mapped("code"), ["load_failed"])
        self.assertTrue(self._customer("Gamma"))
        self.assertTrue(job.can_get_errors)

    def test_a_past_order_that_stands_twice_is_called_so(self):
        self._create_customer("Acme")
        rows = [["Acme", "2024-01-01", "SO1", "Pump", "100"]] * 2
        headings = ["客户名称", "订单日期", "订单编号", "产品", "金额"]
        job = self._check(self._csv(rows, headings), target="purchase")
        self.assertEqual(job.issue_ids.mapped("code"), ["same_record"])
        self.assertEqual(job.issue_ids.reason, "The same as row 2; it is loaded once.")

    def test_remembered_headings_are_shown_by_name(self):
        self._check()
        mapping = self.env["crm.customer.import.mapping"].search([("heading", "=", "税号")])
        self.assertEqual(
            (mapping.field_label, mapping.target_label), ("Tax ID", "Customers and contacts")
        )

    def test_both_words_for_the_tax_id_are_known(self):
        for heading in ("税务识别码", "税号", "统一社会信用代码"):
            job = self._import(self._csv([["甲公司", ""]], ["公司名称", heading]))
            self.assertEqual(job.column_ids.mapped("field_name"), ["name", "vat"])

    def test_an_error_file_that_fails_leaves_nothing_on_disk(self):
        job = self._check()
        module = "odoo.addons.crm_customer.models.import_.crm_customer_import_ui"
        paths = []

        def fail(path, *args):
            paths.append(path)
            raise ValueError("disk full")

        with patch(f"{module}.write_rows", fail), self.assertRaises(ValueError):
            job._write_error_file()
        self.assertFalse(os.path.exists(paths[0]))
