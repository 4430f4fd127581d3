from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_attribution_days = fields.Integer(related="company_id.crm_attribution_days", readonly=False)
    crm_attribution_half_life = fields.Integer(
        related="company_id.crm_attribution_half_life", readonly=False
    )
    crm_attribution_revenue = fields.Selection(
        related="company_id.crm_attribution_revenue", readonly=False
    )

    def set_values(self):
        """Attribute all over again when the rules have changed."""
        names = ("crm_attribution_days", "crm_attribution_half_life", "crm_attribution_revenue")
        company = self.company_id
        before = [company[name] for name in names]
        result = super().set_values()
        if before != [company[name] for name in names]:
            # sudo: who may change the rules lets the job apply them
            self.env["crm.sales.attribution.journey"].sudo()._ask_for_all()
        return result
