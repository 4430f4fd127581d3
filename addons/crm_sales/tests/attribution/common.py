from datetime import timedelta

from odoo.tools import SQL

from ..common import MONDAY, SalesCommon

DECIDED = MONDAY + timedelta(days=90)


class AttributionCommon(SalesCommon):
    """Touches that are written where the collector writes them, before deals that are won."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.journeys = cls.env["crm.sales.attribution.journey"]
        cls.credits = cls.env["crm.sales.attribution.credit"]
        cls.touches = cls.env["crm.sales.touchpoint"]
        for table in ("attribution_credit", "attribution_journey", "touchpoint"):
            cls.env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(f"crm_sales_{table}")))
        cls.company = cls.env["res.company"].create(
            {"name": "Attributing", "currency_id": cls.env.ref("base.EUR").id}
        )
        cls.env["res.users"].browse(
            [
                cls.env.uid,
                *(user.id for user in (cls.seller, cls.leader, cls.head, cls.sales_manager)),
            ]
        ).company_ids |= cls.company
        cls.env = cls.env(context=dict(cls.env.context, allowed_company_ids=cls.company.ids))
        cls.journeys, cls.credits, cls.touches = (
            model.with_env(cls.env) for model in (cls.journeys, cls.credits, cls.touches)
        )
        cls.fair, cls.spring = cls.env["utm.campaign"].create(
            [{"name": name, "title": name} for name in ("Fair", "Spring")]
        )
        cls.customer = cls._create_customer()
        cls.number = 0

    def _touch(self, days, channel="mailing", campaign=None, lead=None, customer=None, **values):
        """Write that something touched a customer so many days before the decision."""
        type(self).number += 1
        kinds = {"mailing": "open", "link": "click", "source": "lead", "event": "attendance"}
        return self.touches.create(
            {
                "origin": "test",
                "res_id": self.number,
                "date": DECIDED - timedelta(days=days),
                "kind": kinds.get(channel, channel),
                "channel": channel,
                "campaign_id": campaign and campaign.id,
                "lead_id": lead and lead.id,
                "customer_id": (customer or self.customer).id if not lead else False,
                **values,
            }
        )

    def _deal(self, revenue=1000, status="won", days=0, **values):
        """Create an opportunity that was decided so many days after the usual day."""
        lead = self._create_lead(
            **{
                "company_id": self.company.id,
                "partner_id": self.customer.id,
                "team_id": False,
                "user_id": False,
            }
            | values
            | {"expected_revenue": revenue}
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE crm_lead SET won_status = %s, date_closed = %s WHERE id = %s",
                status,
                DECIDED + timedelta(days=days),
                lead.id,
            )
        )
        lead.invalidate_recordset()
        return lead

    def _earned(self, deal, model):
        """Attribute a deal and return ``{campaign or channel: amount}`` of what is not 0."""
        self.journeys._attribute(deal.ids)
        rows = self.credits.search([("lead_id", "=", deal.id)])
        earned = {}
        for row in rows:
            name = row.campaign_id.title or row.channel
            earned[name] = round(earned.get(name, 0) + row[f"amount_{model}"], 2)
        return {name: amount for name, amount in earned.items() if amount}

    def _bounds(self):
        return DECIDED - timedelta(days=1), DECIDED + timedelta(days=1)
