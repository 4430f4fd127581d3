from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealRights(DealCommon):
    def test_each_level_reaches_the_rooms_of_its_opportunities(self):
        own = self._create_stakeholder()
        foreign = self._create_stakeholder(
            lead=self._create_deal("Foreign", user_id=self.head.id, team_id=False)
        )
        people = self.env["crm.sales.stakeholder"]
        domain = [("id", "in", (own + foreign).ids)]
        self.assertEqual(people.with_user(self.seller).search(domain), own)
        self.assertEqual(people.with_user(self.leader).search(domain), own)
        self.assertEqual(people.with_user(self.head).search(domain), own + foreign)
        with self.assertRaises(AccessError):
            foreign.with_user(self.seller).note = "Not mine"

    def test_nobody_puts_anything_into_a_room_of_others(self):
        own = self._create_stakeholder()
        foreign = self._create_deal("Foreign", user_id=self.head.id, team_id=False)
        with self.assertRaises(AccessError):
            own.with_user(self.seller).lead_id = foreign
        with self.assertRaises(AccessError):
            self.env["crm.sales.need"].with_user(self.seller).create(
                {"name": "Speed", "lead_id": foreign.id}
            )

    def test_without_sales_figures_there_is_no_room(self):
        plain = self._create_user("deal_plain", "sales_team.group_sale_salesman")
        lead = self._create_deal("Plain", user_id=plain.id).with_user(plain)
        with self.assertRaises(AccessError):
            lead.read(["crm_stakeholder_ids"])
        with self.assertRaises(AccessError):
            lead.search([("crm_risk_level", "=", "high")])
        names = lead.get_view(view_type="form")["arch"]
        self.assertNotIn("action_crm_open_deal", names)

    def test_without_sales_figures_the_hosts_own_acts_go_on(self):
        plain = self._create_user("deal_plain", "sales_team.group_sale_salesman")
        leads = self._create_deal("One", user_id=plain.id, crm_budget=900)
        leads = (leads + self._create_deal("Two", user_id=plain.id)).with_user(plain)
        copy = leads[0].copy()
        self.assertFalse(copy.sudo().crm_budget)
        leads[0].date_deadline = "2026-05-01"
        leads[0].date_deadline = "2026-06-01"
        self.assertEqual(leads[0].sudo().crm_push_count, 1)
        merged = leads.merge_opportunity()
        merged.action_set_won()
        self.assertEqual(merged.won_status, "won")

    def test_another_company_sees_no_room(self):
        person = self._create_stakeholder(
            lead=self._create_deal("A", company_id=self.env.company.id)
        )
        stranger = self._create_user(
            "deal_stranger",
            "crm_sales.group_sales_all,sales_team.group_sale_salesman",
            company_id=self.company_b.id,
            company_ids=[(6, 0, self.company_b.ids)],
        )
        found = person.with_user(stranger).search([("id", "=", person.id)])
        self.assertFalse(found)
