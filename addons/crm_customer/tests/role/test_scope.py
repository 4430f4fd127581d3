from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import RoleCommon


@tagged("post_install", "-at_install")
class TestScope(RoleCommon):
    """Which customers a role reads and edits."""

    def test_a_representative_edits_own_customers_and_those_of_nobody(self):
        editable = self._reach(self.customers, self.rep, "write")
        self.assertEqual(editable, self.customer + self.nobodys_customer)

    def test_a_leader_edits_those_of_the_team(self):
        editable = self._reach(self.customers, self.leader, "write")
        self.assertEqual(editable, self.customers - self.strangers_customer)

    def test_a_manager_edits_all(self):
        self.assertEqual(self._reach(self.customers, self.manager, "write"), self.customers)

    def test_the_customers_of_others_are_readable(self):
        self.assertEqual(self._reach(self.customers, self.rep, "read"), self.customers)

    def test_the_setting_hides_the_customers_of_others(self):
        self._hide_others()
        seen = self._reach(self.customers, self.rep, "read")
        self.assertEqual(seen, self.customer + self.nobodys_customer)
        domain = [("id", "in", self.customers.ids)]
        partners = self.env["res.partner"].with_user(self.rep)
        self.assertEqual(partners.search(domain), seen)
        self.assertEqual(partners.search_count(domain), 2)
        self.assertEqual(len(partners.name_search("customer", domain)), 2)

    def test_the_setting_hides_nothing_from_who_reads_all(self):
        self._hide_others()
        analyst = self._create_role("analyst", "data_analyst")
        for user in (self.manager, self.boss, analyst):
            self.assertEqual(self._reach(self.customers, user, "read"), self.customers)

    def test_a_data_analyst_makes_segments_goals_and_reports(self):
        analyst = self._create_role("analyst", "data_analyst")
        for name in ("crm.customer.segment", "crm.kpi.goal", "crm.report.series"):
            with self.subTest(model=name):
                self.assertTrue(self.env[name].with_user(analyst).has_access("create"))
                self.assertFalse(self.env[name].with_user(self.rep).has_access("create"))
                everything = self.env[name].search(
                    [("company_id", "in", (False, self.env.company.id))]
                )
                self.assertEqual(self._reach(everything, analyst, "write"), everything)

    def test_colleagues_are_never_hidden(self):
        self._hide_others()
        colleague = self.stranger.partner_id
        colleague.user_id = self.stranger
        self.assertEqual(self._reach(colleague, self.rep, "read"), colleague)

    def test_members_of_several_teams_reach_them_all(self):
        self.env["ir.config_parameter"].set_param("sales_team.membership_multi", True)
        second = self._create_team("Second", self.stranger, self.leader)
        editable = self._reach(self.customers, self.leader, "write")
        self.assertEqual(editable, self.customers)
        second.active = False
        second.member_ids = [Command.clear()]
        self.env.invalidate_all()
        editable = self._reach(self.customers, self.leader, "write")
        self.assertEqual(editable, self.customers - self.strangers_customer)

    def test_a_change_of_members_holds_at_once(self):
        self.assertFalse(self._reach(self.strangers_customer, self.leader, "write"))
        self.near.member_ids += self.stranger
        self.assertTrue(self._reach(self.strangers_customer, self.leader, "write"))

    def test_a_representative_makes_no_customer_for_a_colleague(self):
        partners = self.env["res.partner"].with_user(self.rep)
        with self.assertRaises(AccessError):
            partners.create({"name": "For the mate", "user_id": self.mate.id})
        self.assertTrue(partners.create({"name": "For me", "user_id": self.rep.id}))

    def test_whom_no_role_binds_edits_as_before(self):
        seller = self._create_user(
            "plain_seller", "sales_team.group_sale_salesman", "base.group_partner_manager"
        )
        self.assertEqual(self._reach(self.customers, seller, "write"), self.customers)

    def test_the_setting_binds_everybody(self):
        seller = self._create_user(
            "plain_seller", "sales_team.group_sale_salesman", "base.group_partner_manager"
        )
        settings = self.env["res.config.settings"].create({"group_crm_bind_everybody": True})
        settings.execute()
        self.assertEqual(self._reach(self.customers, seller, "write"), self.nobodys_customer)

    def test_what_is_told_of_a_hidden_customer_is_hidden_too(self):
        interaction = self.env["crm.customer.interaction"].create(
            {"partner_id": self.strangers_customer.id, "user_id": self.stranger.id}
        )
        self.assertTrue(self._reach(interaction, self.rep, "read"))
        self._hide_others()
        self.assertFalse(self._reach(interaction, self.rep, "read"))
