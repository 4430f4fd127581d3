from odoo import api, fields, models


class CrmSalesIncentiveTier(models.Model):
    """From an attainment on: a rate of the result, a bonus, or both."""

    _name = "crm.sales.incentive.tier"
    _description = "Incentive Tier"
    _order = "scheme_id, start, id"

    scheme_id = fields.Many2one(
        "crm.sales.incentive.scheme", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="scheme_id.company_id", store=True)
    currency_id = fields.Many2one(related="scheme_id.currency_id")
    start = fields.Float("From Attainment (%)", digits=(16, 2), required=True)
    rate = fields.Float(
        "Rate (%)", digits=(16, 4), help="Of the result that lies in the tier, or of all."
    )
    bonus = fields.Monetary(help="Paid once when the tier is reached.")

    _start_uniq = models.UniqueIndex("(scheme_id, start)", "Tiers begin one above the other.")

    @api.depends("start")
    def _compute_display_name(self):
        for tier in self:
            tier.display_name = self.env._("From %(start)s %%", start=f"{tier.start:g}")

    def _get_numbers(self):
        return self.start, self.rate, self.bonus
