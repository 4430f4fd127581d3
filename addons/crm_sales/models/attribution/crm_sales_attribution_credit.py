from odoo import api, fields, models

from ..touchpoint.crm_sales_touchpoint import SELLERS
from .crm_sales_attribution_journey import CREDIT_CHANNELS

# the rules that look at one journey alone, by the names of tools/attribution
MODELS = ("first", "last", "linear", "decay", "position")


class CrmSalesAttributionCredit(models.Model):
    """How much of a won deal the touches of a campaign, source, medium and channel have earned.

    A row per deal and what touched it; by each model the rows of a deal add up to its revenue to
    the cent. A deal that nothing has touched has one row, direct or unknown.
    """

    _name = "crm.sales.attribution.credit"
    _description = "Attributed Revenue"
    _order = "date desc, id desc"
    _log_access = False

    journey_id = fields.Many2one(
        "crm.sales.attribution.journey",
        "Path",
        required=True,
        ondelete="cascade",
        readonly=True,
        index=True,
    )
    lead_id = fields.Many2one(
        "crm.lead", "Opportunity", ondelete="cascade", readonly=True, groups=SELLERS, index=True
    )
    date = fields.Datetime("Won On", required=True, readonly=True)
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    # what has earned it
    campaign_id = fields.Many2one(
        "utm.campaign", ondelete="set null", readonly=True, index="btree_not_null"
    )
    source_id = fields.Many2one("utm.source", ondelete="set null", readonly=True)
    medium_id = fields.Many2one("utm.medium", ondelete="set null", readonly=True)
    channel = fields.Selection(CREDIT_CHANNELS, required=True, readonly=True)
    touch_count = fields.Integer("Touchpoints", readonly=True)
    # how much
    amount_first = fields.Monetary("First Touch", readonly=True)
    amount_last = fields.Monetary("Last Touch", readonly=True)
    amount_linear = fields.Monetary("Linear", readonly=True)
    amount_decay = fields.Monetary("Time Decay", readonly=True)
    amount_position = fields.Monetary("Position", readonly=True)

    _order_idx = models.Index("(date DESC, id DESC)")
    _company_idx = models.Index(
        "(company_id, date) INCLUDE (campaign_id, channel, amount_first, amount_last,"
        " amount_linear, amount_decay, amount_position)"
    )

    @api.depends("campaign_id", "channel")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["channel"]._description_selection(self.env))
        for credit in self:
            # sudo: the name of a campaign is no secret
            name = credit.campaign_id.sudo().title
            credit.display_name = name or labels.get(credit.channel)

    def action_open_lead(self):
        """Open the deal."""
        return self.lead_id._get_records_action()
