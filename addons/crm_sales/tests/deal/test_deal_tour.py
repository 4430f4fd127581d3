from odoo.tests import HttpCase, tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealTour(DealCommon, HttpCase):
    browser_size = "1400x900"

    def test_a_salesperson_adds_a_stakeholder_and_sees_the_map(self):
        self.start_tour(f"/odoo/crm/{self.lead.id}", "crm_sales_deal_tour", login="sales_own")
        person = self.lead.crm_stakeholder_ids
        self.assertEqual(
            (person.partner_id, person.role, person.stance),
            (self.anna, "decision_maker", "supporter"),
        )
