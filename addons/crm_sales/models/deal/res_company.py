from odoo import fields, models

from ...tools.deal.risk import Limits


class ResCompany(models.Model):
    """From where on something puts an opportunity at risk; 0 switches a sign off."""

    _inherit = "res.company"

    crm_has_risks = fields.Boolean(
        "Signs of Risk", help="Open opportunities show what puts them at risk."
    )
    crm_risk_people_days = fields.Integer(
        "Stakeholders Known After (Days)", default=Limits.people_days
    )
    crm_risk_silent_days = fields.Integer("Silent For (Days)", default=Limits.silent_days)
    crm_risk_push_count = fields.Integer("Closing Put Off (Times)", default=Limits.push_count)
    crm_risk_stage_factor = fields.Float("Times the Usual Stay", default=Limits.stage_factor)
    crm_risk_value_factor = fields.Float("Times the Usual Value", default=Limits.value_factor)
    crm_risk_influence = fields.Integer("Strong From Influence", default=Limits.influence)
    crm_risk_value_min = fields.Float("Only From Value", default=Limits.value_min)

    _crm_risk_limits_positive = models.Constraint(
        "CHECK(LEAST(crm_risk_people_days, crm_risk_silent_days, crm_risk_push_count, "
        "crm_risk_stage_factor, crm_risk_value_factor, crm_risk_influence, "
        "crm_risk_value_min) >= 0)",
        "Limits of risks are not negative; 0 switches a sign off.",
    )

    def _crm_risk_limits(self):
        """Return the limits of the company, as the engine takes them."""
        self.ensure_one()
        return Limits(
            people_days=self.crm_risk_people_days,
            silent_days=self.crm_risk_silent_days,
            push_count=self.crm_risk_push_count,
            stage_factor=self.crm_risk_stage_factor,
            value_factor=self.crm_risk_value_factor,
            influence=self.crm_risk_influence,
            value_min=self.crm_risk_value_min,
        )
