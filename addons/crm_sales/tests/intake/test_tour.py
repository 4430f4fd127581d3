import re
import time
from unittest.mock import patch

from odoo.tests import HttpCase, new_test_user, tagged

from ...controllers import lead_form
from .common import IntakeCommon

PHONE = {
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148",
    "Accept-Language": "en",
}


@tagged("post_install", "-at_install")
class TestTour(IntakeCommon, HttpCase):
    browser_size = "1400x900"

    def test_a_visitor_enquires_marketing_hands_over_and_a_seller_accepts(self):
        self.team.crm_handover_hours = 4
        new_test_user(
            self.env, "tour_marketer", "crm_customer.role_marketing", company_id=self.company.id
        )
        form = self.env["crm.sales.lead.form"].create(
            {
                "name": "Tour",
                "team_id": self.team.id,
                "field_ids": [
                    (0, 0, {"kind": kind}) for kind in ("subject", "contact_name", "phone")
                ],
            }
        )
        self._fill_in(form)
        lead = self.Leads.search([("name", "=", "Tour enquiry")])
        self.assertEqual(lead.crm_handover_state, "new")
        self.start_tour("/odoo", "crm_sales_hand_over_tour", login="tour_marketer")
        self.assertEqual((lead.crm_handover_state, lead.user_id), ("handed", self.seller))
        action = self.env.ref("crm_sales.crm_lead_action_to_accept")
        self.start_tour(f"/odoo/action-{action.id}", "crm_sales_accept_tour", login="sales_own")
        self.assertEqual(lead.crm_handover_state, "accepted")

    def _fill_in(self, form):
        """Open the page on a phone, and send it a while later."""
        path = f"/crm/lead/{form.token}/qr"
        page = self.url_open(path, headers=PHONE).text
        self.assertIn('content="width=device-width, initial-scale=1"', page)
        opened = re.search(r'name="opened"\s+value="([^"]+)"', page)[1]
        data = {
            "opened": opened,
            "subject": "Tour enquiry",
            "contact_name": "Li Wei",
            "phone": "138 0013 8000",
        }
        later = time.time() + 20
        with patch.object(lead_form.time, "time", lambda: later):
            answer = self.url_open(path, data=data, headers=PHONE)
        self.assertIn("Thank you", answer.text)
