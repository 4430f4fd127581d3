from datetime import timedelta

from odoo.tests import HttpCase, tagged
from odoo.tools import SQL

from ..common import SalesCommon


@tagged("post_install", "-at_install")
class TestAttributionTour(SalesCommon, HttpCase):
    browser_size = "1400x900"

    def test_marketing_opens_the_deals_behind_a_figure(self):
        marketing = self._create_user("marketer", "crm_customer.role_marketing")
        for table in ("attribution_credit", "attribution_journey", "touchpoint"):
            self.env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(f"crm_sales_{table}")))
        fair = self.env["utm.campaign"].create({"name": "Tour Fair", "title": "Tour Fair"})
        customer = self._create_customer()
        lead = self._create_lead(
            "Tour cell",
            partner_id=customer.id,
            company_id=self.env.company.id,
            expected_revenue=1600,
        )
        now = self.env.cr.now().replace(microsecond=0)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET won_status = 'won', date_closed = %s WHERE id = %s", [now, lead.id]
        )
        lead.invalidate_recordset()
        values = {"origin": "tour", "customer_id": customer.id}
        for number, (kind, channel, campaign) in enumerate(
            (("attendance", "event", fair.id), ("call", "call", False))
        ):
            self.env["crm.sales.touchpoint"].create(
                values
                | {
                    "res_id": number,
                    "kind": kind,
                    "channel": channel,
                    "campaign_id": campaign,
                    "date": now - timedelta(days=2 - number),
                }
            )
        self.env["crm.sales.attribution.journey"]._attribute(lead.ids)
        self.start_tour("/odoo", "crm_sales_attribution_tour", login=marketing.login)
