from odoo import fields

from ..plan.common import PlanCommon


class ForecastCommon(PlanCommon):
    """The house of the plans with opportunities; it is 16 March 2026, the quarter ends on 31."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.house.write({"crm_forecast_period": "quarter", "crm_forecast_weekday": "4"})
        cls.env.user.company_ids += cls.house
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=cls.house.ids, tracking_disable=True)
        )
        cls.forecasts = cls.env["crm.sales.forecast"]

    @classmethod
    def _deal(cls, name, revenue, category=False, user=None, team=None, **values):
        """Create an opportunity that is to close on 25 March."""
        lead = cls.env["crm.lead"].create(
            {
                "name": name,
                "type": "opportunity",
                "company_id": cls.house.id,
                "user_id": (cls.seller if user is None else user).id,
                "team_id": (team or cls.north).id,
                "stage_id": cls.first.id,
                "expected_revenue": revenue,
                "date_deadline": "2026-03-25",
                "partner_id": cls.customer.id,
            }
            | values
        )
        if category:
            lead.crm_forecast_category = category
        return lead

    @classmethod
    def _win(cls, lead, day="2026-03-10"):
        lead.write({"stage_id": cls.signed.id})
        lead.date_closed = fields.Datetime.to_datetime(f"{day} 04:00:00")
        return lead

    def _line(self, user=None, team=None, forecast=None):
        """Return the line of a person, team or the company, read by that person or a manager."""
        self.forecast = forecast or self.forecasts.sudo()._get_current(self.house)
        self.forecast._ensure_lines()
        lines = self.forecast.line_ids.filtered(
            lambda line: (
                line.user_id == (user or self.env["res.users"])
                and (user or line.team_id == (team or self.env["crm.team"]))
            )
        )
        reader = user or self.sales_manager
        return lines[:1].with_user(reader).with_context(allowed_company_ids=self.house.ids)
