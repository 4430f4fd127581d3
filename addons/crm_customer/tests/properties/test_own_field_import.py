from odoo.exceptions import UserError
from odoo.tests import tagged

from ..import_.common import ImportCommon
from .common import DEFINITION, define_own_fields

HEADINGS = [
    *("公司名称", "设备编号", "Machines", "Area", "年审", "Contract until"),
    *("Last service", "Plant", "Lines", "Home country"),
]
ROW = [
    *("甲公司", "SN-001", "3", "1,200.5", "是", "2026-03-05"),
    *("2026-03-05 10:00", "North plant", "Milling;Turning", "China"),
]
VALUES = {
    **{"aa": "SN-001", "bb": 3, "cc": 1200.5, "dd": True, "ee": "2026-03-05"},
    **{"ff": "2026-03-05 02:00:00", "gg": "n", "hh": ["x", "y"]},
}


@tagged("post_install", "-at_install")
class TestOwnFieldImport(ImportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        define_own_fields(cls.env)
        cls.user_manager.tz = "Asia/Shanghai"
        cls.china = cls.env.ref("base.cn")

    def _file(self, *rows):
        return self._csv(rows or [ROW], HEADINGS)

    def test_headings_are_recognised_by_the_labels(self):
        job = self._import(self._file())
        fields = job.column_ids.mapped("field_name")
        self.assertEqual(
            fields,
            ["name"]
            + ["own_" + name for name in ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii"]],
        )
        self.assertIn("Own fields", [group for group, _options in job.column_ids[0].options])

    def test_each_type_is_read(self):
        job = self._load(self._file())
        self.assertEqual(job.created_count, 1, job.issue_ids.mapped("reason"))
        values = self._customer("甲公司")._crm_own_values()
        self.assertEqual(values, VALUES | {"ii": self.china.id})

    def test_importing_again_changes_nothing(self):
        self._load(self._file())
        job = self._load(self._file(), policy="update_all")
        self.assertEqual((job.updated_count, job.skipped_count), (0, 1))

    def test_bad_cells_are_named_with_a_suggestion(self):
        row = ["乙公司", "", "many", "x", "perhaps", "soon", "", "Nort plant", "Miling", "Chiina"]
        job = self._check(self._file(row))
        found = {(issue.heading, issue.code, issue.suggestion) for issue in job.issue_ids}
        self.assertEqual(
            found,
            {
                ("Machines", "number_invalid", False),
                ("Area", "number_invalid", False),
                ("年审", "boolean_invalid", False),
                ("Contract until", "date_invalid", False),
                ("Plant", "choice_unknown", "North plant"),
                ("Lines", "choice_unknown", "Milling"),
                ("Home country", "choice_left_out", "China"),
            },
        )
        self.assertEqual(set(job.issue_ids.mapped("number")), {2})

    def test_policies_and_undo(self):
        company = self._create_customer("甲公司", properties={"aa": "Old", "gg": "s"})
        before = company._crm_own_values()
        job = self._check(self._file())
        row = job.row_ids
        self.assertNotIn("properties.aa", row.changes)
        self.assertIn("Machines: – → 3", row.changes_text)
        job = self._load(self._file(), policy="update_all")
        self.assertEqual(company.properties["aa"], "SN-001")
        row = job.row_ids
        self.assertIn("Plant: South plant → North plant", row.changes_text)
        job.action_undo()
        self.env.invalidate_all()
        self.assertEqual(company._crm_own_values(), before)
        self.assertFalse(job.kept_count)

    def test_undo_leaves_an_empty_column_as_it_was(self):
        company = self._create_customer("甲公司")
        self.env.flush_all()
        self._load(self._file()).action_undo()
        self.env.cr.execute("SELECT properties FROM res_partner WHERE id = %s", (company.id,))
        self.assertEqual(self.env.cr.fetchone(), (None,))

    def test_undo_keeps_what_was_edited_since(self):
        company = self._create_customer("甲公司")
        job = self._load(self._file())
        company.properties = company._crm_own_values() | {"aa": "By hand"}
        job.action_undo()
        self.env.invalidate_all()
        self.assertEqual(company._crm_own_values(), {"aa": "By hand"})
        self.assertIn("设备编号", job.change_ids.reason)

    def test_undo_keeps_a_new_customer_whose_own_field_was_edited(self):
        job = self._load(self._file())
        company = self._customer("甲公司")
        company.properties = company._crm_own_values() | {"aa": "By hand"}
        self.env.flush_all()
        job.action_undo()
        self.assertTrue(company.exists())

    def test_rows_of_one_customer_fill_each_others_gaps(self):
        other = ["甲公司", "SN-002", "", "", "", "", "", "", "", ""]
        self._load(self._file(other, ROW))
        values = self._customer("甲公司")._crm_own_values()
        self.assertEqual((values["aa"], values["bb"]), ("SN-002", 3))

    def test_a_deleted_own_field_is_named_before_checking(self):
        job = self._import(self._file())
        define_own_fields(self.env, DEFINITION[1:])
        with self.assertRaisesRegex(UserError, "设备编号"):
            job.action_check()

    def test_other_systems_send_them_by_key_or_label(self):
        self.env["crm.customer.external.system"].create({"name": "ERP", "code": "TESTERP"})
        record = {"key": "1", "name": "甲公司", "设备编号": "SN-9", "own_bb": 4, "年审": False}
        upsert = self.env["crm.customer.import"].upsert
        result = upsert("TESTERP", [record])[0]
        self.assertEqual((result["action"], result["issues"]), ("created", []))
        partner = self.env["res.partner"].browse(result["id"])
        self.assertEqual(partner._crm_own_values(), {"aa": "SN-9", "bb": 4, "dd": False})
        self.assertEqual(upsert("TESTERP", [record])[0]["action"], "unchanged")
        self.assertEqual(
            upsert("TESTERP", [record | {"own_bb": 5, "年审": True}])[0]["action"], "updated"
        )
        self.assertEqual(partner.properties["bb"], 5)

    def test_records_of_another_company_are_not_pointed_at(self):
        partners = self.env["res.partner"].sudo()
        hidden = partners.create({"name": "Hidden Ltd", "company_id": self.company_b.id})
        define_own_fields(
            self.env,
            [{"name": "kk", "string": "Parent", "type": "many2one", "comodel": "res.partner"}],
        )
        job = self._check(self._csv([["丙公司", hidden.name]], ["公司名称", "Parent"]))
        self.assertEqual(job.issue_ids.code, "choice_left_out")
