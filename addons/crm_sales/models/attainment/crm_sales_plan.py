from datetime import timedelta

from odoo import api, fields, models

# so long the figures that are shown may be old, in minutes
STALE = 10


class CrmSalesPlan(models.Model):
    _inherit = "crm.sales.plan"

    attainment_ids = fields.One2many("crm.sales.attainment", "plan_id")

    def _get_part(self):
        """Return by what the figures of the KPI can be told apart as the plan does, or None."""
        kpi = self.kpi_id
        can_part = kpi.measure == "provider" and kpi.provider in kpi._credit_values()
        return self.dimension if self.dimension != "none" and can_part else None

    def _approve(self):
        result = super()._approve()
        # sudo: the figures are those of the scopes, see the class
        attainment = self.env["crm.sales.attainment"].sudo()
        attainment.search([("plan_id", "in", self.previous_id.ids)]).unlink()
        attainment._refresh(self.sudo())
        return result

    @api.model
    def _refresh_stale(self):
        """Bring the figures of the plans that the user may read up to date, if they are old."""
        plans = self.search([("state", "=", "approved")])
        groups = (
            self.env["crm.sales.attainment"]
            .sudo()
            ._read_group([("plan_id", "in", plans.ids)], ["plan_id"], ["date_refreshed:max"])
        )
        fresh = fields.Datetime.now() - timedelta(minutes=STALE)
        known = {plan.id for plan, moment in groups if moment and moment >= fresh}
        for plan in plans.filtered(lambda plan: plan.id not in known):
            # sudo: the figures are those of the scopes; the plan itself may be read
            self.env["crm.sales.attainment"].sudo()._refresh(plan.sudo())

    def action_open_attainment(self):
        """Open where those of the plan stand."""
        self.ensure_one()
        action = self.env["crm.sales.attainment"].open_page()
        return action | {"domain": [("plan_id", "=", self.id)]}
