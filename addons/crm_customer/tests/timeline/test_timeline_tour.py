from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import TimelineCommon


@tagged("post_install", "-at_install")
class TestTimelineTour(TimelineCommon, HttpCase):
    def _create_talk(self):
        """Create a customer of the seller with 39 messages, three hours apart."""
        customer = self._create_customer(
            "Northwind Tour", crm_code="TOUR-1", user_id=self.seller.id
        )
        now = fields.Datetime.now()
        for number in range(1, 40):
            date = now - timedelta(hours=3 * number)
            self._create_message(customer, body=f"<p>Hello {number}.</p>", date=date)
        return customer

    def test_a_seller_asks_for_more_and_records_a_message_of_the_chatter(self):
        customer = self._create_talk()
        self.start_tour("/odoo", "crm_customer_timeline_more", login="customer_seller")
        interactions = self.env["crm.customer.interaction"].search(
            [("commercial_partner_id", "=", customer.id)]
        )
        self.assertEqual(len(interactions), 1)
        self.assertIn("Hello 20.", interactions.note)

    def test_a_seller_reads_the_timeline_of_a_customer(self):
        customer = self._create_talk()
        self._create_message(customer, message_type="notification", body="Renamed by somebody")
        self.env["crm.lead"].create(
            {
                "name": "Ten pumps",
                "type": "opportunity",
                "partner_id": customer.id,
                "user_id": self.seller.id,
            }
        )
        customer.activity_schedule(
            "mail.mail_activity_data_call", summary="Ask for the plan", user_id=self.seller.id
        )
        self.start_tour("/odoo", "crm_customer_timeline", login="customer_seller")
        self.assertIn("They called back", str(customer.message_ids.mapped("body")))
