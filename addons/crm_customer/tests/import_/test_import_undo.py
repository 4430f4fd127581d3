import json

from odoo.tests import tagged

from .common import HEADINGS, ImportCommon


@tagged("post_install", "-at_install")
class TestImportUndo(ImportCommon):
    def _state(self):
        """Return every column of every touched table but who wrote when."""
        return self._rows("write_date", "write_uid")

    def _undo(self, job):
        job.action_undo()
        self.assertEqual(job.state, "undone", job.error)
        self.env.invalidate_all()

    def test_undo_of_created_records_leaves_no_trace(self):
        before = self._state()
        job = self._load()
        self._undo(job)
        self.assertEqual(job.kept_count, 0, job.change_ids.mapped("reason"))
        self.assertEqual(self._state(), before)

    def test_undo_takes_back_sources_that_only_administrators_delete(self):
        before = self._state()
        content = self._csv([["甲测试有限公司", "从未有过的来源"]], ["客户名称", "客户来源"])
        job = self._load(content)
        self.assertEqual(self._customer("甲测试有限公司").crm_source_id.name, "从未有过的来源")
        self._undo(job)
        self.assertEqual(job.kept_count, 0, job.change_ids.mapped("reason"))
        self.assertEqual(self._state(), before)

    def test_undo_restores_what_was_updated(self):
        company = self._create_customer(
            "上海云帆科技有限公司",
            email="info@yunfan.example.com",
            phone="123",
            city="Old",
            partner_latitude=31.2,
            partner_longitude=121.5,
        )
        before = self._state()
        job = self._load(policy="update_all")
        self.assertEqual(company.phone, "+862161234567")
        self.assertEqual(company.category_id.mapped("name"), ["VIP", "新客户"])
        self.assertTrue(company.crm_code)
        self._undo(job)
        self.assertEqual(job.kept_count, 0, job.change_ids.mapped("reason"))
        self.assertEqual(self._state(), before)

    def test_undo_restores_a_name_and_its_keys(self):
        company = self._create_customer("Old name")
        company.country_id = self.env.ref("base.be")
        company.vat = "BE0477472701"
        before = self._state()
        rows = [["New name", "BE0477472701", "Former 1", "K1"]]
        content = self._csv(rows, ["Company", "VAT", "Former Name", "External ID"])
        job = self._load(content, policy="update_all", country_id=self.env.ref("base.be").id)
        self.assertEqual(job.updated_count, 1, job.issue_ids.mapped("reason"))
        self.assertEqual(company.name, "New name")
        self.assertEqual(company.crm_external_key_ids.key, "K1")
        self._undo(job)
        self.assertEqual(self._state(), before)

    def test_undo_keeps_what_was_touched_since(self):
        job = self._load()
        yunfan = self._customer("上海云帆科技有限公司")
        yunfan.street = "Edited by hand"
        zhao = self._customer("赵敏之")
        self.env["crm.lead"].sudo().create({"name": "Lead", "partner_id": zhao.id})
        self._undo(job)
        self.assertTrue(yunfan.exists())
        self.assertTrue(zhao.exists())
        self.assertFalse(self._customer("深圳市蓝海贸易有限公司"))
        kept = job.change_ids.filtered(lambda change: change.state == "kept")
        reasons = {change.res_name: change.reason for change in kept}
        self.assertIn("Street", reasons["上海云帆科技有限公司"])
        self.assertIn("Lead", reasons["赵敏之"])

    def test_undo_keeps_who_got_a_file_or_a_key_since(self):
        job = self._load()
        yunfan, zhao = self._customer("上海云帆科技有限公司"), self._customer("赵敏之")
        self.env["ir.attachment"].create(
            {"name": "contract.txt", "raw": b"x", "res_model": "res.partner", "res_id": yunfan.id}
        )
        system = self.env["crm.customer.external.system"].create({"name": "ERP", "code": "E"})
        key = self.env["crm.customer.external.key"].create(
            {"partner_id": zhao.id, "system_id": system.id, "key": "1"}
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_customer_external_key SET create_date = create_date + INTERVAL '1 day'"
            " WHERE id = %s",
            (key.id,),
        )
        self._undo(job)
        self.assertTrue(yunfan.exists())
        self.assertTrue(zhao.exists())
        self.assertFalse(self._customer("深圳市蓝海贸易有限公司"))

    def test_undo_keeps_only_the_field_that_was_touched(self):
        company = self._create_customer("上海云帆科技有限公司", phone="123", city="Old")
        job = self._load(policy="update_all")
        company.city = "Edited"
        self._undo(job)
        self.assertEqual((company.city, company.phone), ("Edited", "123"))
        self.assertEqual(job.kept_count, 1)

    def test_undo_keeps_a_new_customer_that_got_a_tag_since(self):
        job = self._load()
        zhao, yunfan = self._customer("赵敏之"), self._customer("上海云帆科技有限公司")
        zhao.category_id = self.env["res.partner.category"].create({"name": "By hand"})
        self._undo(job)
        self.assertTrue(zhao.exists())
        self.assertFalse(yunfan.exists())
        kept = job.change_ids.filtered(lambda change: change.state == "kept")
        self.assertIn("Tags", kept.filtered(lambda change: change.res_id == zhao.id).reason)

    def test_undo_twice_changes_nothing_more(self):
        job = self._load()
        self._customer("赵敏之").street = "Edited"
        self._undo(job)
        state = self._state()
        self._undo(job)
        self.assertEqual(self._state(), state)
        self.assertEqual(job.kept_count, 1)

    def test_companies_with_a_new_contact_are_kept(self):
        job = self._load()
        company = self._customer("深圳市蓝海贸易有限公司")
        self.env["res.partner"].create({"name": "New", "parent_id": company.id})
        self._undo(job)
        self.assertEqual(company.child_ids.mapped("name"), ["New"])

    def test_undo_after_the_imported_code_was_drawn_is_complete(self):
        rows = [[*row[:5], "", *row[6:]] for row in json.loads(json.dumps([["A Ltd"] + [""] * 9]))]
        before = self._state()
        job = self._load(self._csv(rows, HEADINGS))
        self.assertTrue(self._customer("A Ltd").crm_code)
        self._undo(job)
        self.assertEqual(self._state(), before)
