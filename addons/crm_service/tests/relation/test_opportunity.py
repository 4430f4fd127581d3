from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RelationCommon


@tagged("post_install", "-at_install")
class TestOpportunity(RelationCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._create_user(
            "service_seller", "crm_service.group_service_own", "sales_team.group_sale_salesman"
        )
        cls.team.member_ids |= cls.seller
        cls.ticket = cls._create_ticket(channel="email", description="<p>Wants two more</p>")

    def test_an_opportunity_keeps_customer_words_and_source(self):
        action = self.ticket.with_user(self.seller).action_create_opportunity()
        lead = self.env["crm.lead"].browse(action["res_id"])
        self.assertEqual(lead.type, "opportunity")
        self.assertEqual(lead.partner_id, self.contact)
        self.assertIn("Wants two more", lead.description)
        self.assertEqual(lead.crm_ticket_id, self.ticket)
        self.assertEqual(lead.source_id.name, "Customer Service")
        self.assertEqual(lead.medium_id, self.env.ref("utm.utm_medium_email"))
        self.assertEqual(self.ticket.with_user(self.seller).lead_count, 1)
        self.assertEqual(
            lead.with_user(self.seller).action_view_crm_ticket()["res_id"], self.ticket.id
        )

    def test_who_does_not_sell_makes_none(self):
        with self.assertRaisesRegex(AccessError, "sales team"):
            self.ticket.with_user(self.agent).action_create_opportunity()
        names = self.env["crm.service.ticket"].with_user(self.agent).fields_get()
        self.assertNotIn("lead_count", names)

    def test_who_does_not_serve_sees_no_ticket_on_the_opportunity(self):
        seller = self._create_user("mere_seller", "sales_team.group_sale_salesman")
        self.assertNotIn("crm_ticket_id", self.env["crm.lead"].with_user(seller).fields_get())
