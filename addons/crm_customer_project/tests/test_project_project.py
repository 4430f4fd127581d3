from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestProjectProject(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        project = "project.group_project_manager"
        cls.leader = new_test_user(
            cls.env, "project_rep", f"crm_customer.role_project_manager,{project}"
        )
        cls.boss = new_test_user(cls.env, "project_boss", f"crm_customer.role_management,{project}")
        cls.plain = new_test_user(cls.env, "project_plain", project)
        account = cls.env["account.analytic.account"].create(
            {"name": "Line", "plan_id": cls.env["account.analytic.plan"].search([], limit=1).id}
        )
        values = {"name": "Line", "account_id": account.id}
        if "allow_billable" in cls.env["project.project"]._fields:
            values["allow_billable"] = True
        cls.project = cls.env["project.project"].create(values)

    def _panel(self, user):
        return self.project.with_user(user).get_panel_data()

    def test_the_panel_tells_costs_to_who_may_see_them(self):
        self.assertNotIn("profitability_items", self._panel(self.leader))
        for user in (self.boss, self.plain):
            self.assertIn("profitability_items", self._panel(user))

    def test_an_update_is_drafted_without_costs(self):
        update = self.env["project.update"].with_context(default_project_id=self.project.id)
        drafted = update.with_user(self.leader).create({"name": "March", "status": "on_track"})
        self.assertTrue(drafted)
        self.assertFalse(self.project.with_user(self.leader)._get_profitability_values()[1])
