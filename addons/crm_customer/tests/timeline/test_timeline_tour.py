from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import TimelineCommon


@tagged("post_install", "-at_install")
class TestTimelineTour(TimelineCommon, HttpCase):
    def test_a_seller_reads_the_timeline_of_a_customer(self):
        customer = self._create_customer(
            "Northwind Tour", crm_code="TOUR-1", user_id=self.seller.id
        )
        self.customer = customer
        now = fields.Datetime.now()
        for number in range(1, 40):
            date = now - timedelta(hours=3 * number)
            self._create_message(customer, body=f"<p>Hello {number}.</p>", date=date)
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
