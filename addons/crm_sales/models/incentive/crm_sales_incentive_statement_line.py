from odoo import api, fields, models


class CrmSalesIncentiveStatementLine(models.Model):
    """What a tier pays, as it was drawn up."""

    _name = "crm.sales.incentive.statement.line"
    _description = "Line of an Incentive Statement"
    _order = "statement_id, sequence, id"

    statement_id = fields.Many2one(
        "crm.sales.incentive.statement",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(related="statement_id.company_id", store=True)
    currency_id = fields.Many2one(related="statement_id.currency_id")
    sequence = fields.Integer(readonly=True)
    name = fields.Char("What For", compute="_compute_name")
    start = fields.Float("From Attainment (%)", digits=(16, 2), readonly=True)
    is_cap = fields.Boolean("Cut by the Cap", readonly=True)
    is_accelerated = fields.Boolean("Accelerated", readonly=True)
    base = fields.Monetary("On", readonly=True, help="The part of the result that is paid for.")
    rate = fields.Float("Rate (%)", digits=(16, 4), readonly=True, aggregator=None)
    bonus = fields.Monetary(readonly=True)
    payout = fields.Monetary("Incentive", readonly=True)

    @api.depends("start", "is_cap", "is_accelerated", "bonus")
    @api.depends_context("lang")
    def _compute_name(self):
        for line in self:
            start = f"{line.start:g}"
            if line.is_cap:
                line.name = self.env._("Beyond what is paid at most")
            elif line.bonus:
                line.name = self.env._("Bonus for %(start)s %%", start=start)
            elif line.is_accelerated:
                line.name = self.env._("Tier from %(start)s %%, accelerated", start=start)
            else:
                line.name = self.env._("Tier from %(start)s %%", start=start)
