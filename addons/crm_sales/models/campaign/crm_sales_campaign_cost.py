from odoo import api, fields, models
from odoo.exceptions import AccessError

KINDS = [
    ("advertising", "Advertising"),
    ("event", "Fair or Event"),
    ("agency", "Agency"),
    ("material", "Printed Matter and Gifts"),
    ("tool", "Software and Data"),
    ("travel", "Travel"),
    ("other", "Other"),
]
ORIGINS = [
    ("entered", "Typed In"),
    ("import", "Imported"),
    ("bill", "Vendor Bill"),
]
FINANCE = "crm_customer.group_finance"


class CrmSalesCampaignCost(models.Model):
    """Money that a campaign has cost, on a day: typed in, from a file, or from a vendor bill.

    What comes from a bill is written by the bill alone. Marketing sees the amount, the
    bill behind it is for who sees the books.
    """

    _name = "crm.sales.campaign.cost"
    _description = "Campaign Cost"
    _inherit = "crm.sealed.mixin"
    _order = "date desc, id desc"
    _check_company_auto = True
    _sealed_fields = frozenset({"origin", "move_line_id"})

    campaign_id = fields.Many2one("utm.campaign", required=True, ondelete="restrict")
    date = fields.Date(
        required=True, default=lambda self: self.env.company._crm_today(), help="Of the service."
    )
    name = fields.Char("Description")
    kind = fields.Selection(KINDS, required=True, default="advertising")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount = fields.Monetary(required=True, help="Without taxes. Negative: given back.")
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    amount_company = fields.Monetary(
        "Amount in Company Currency",
        currency_field="company_currency_id",
        compute="_compute_amount_company",
        store=True,
        precompute=True,
        help="By the rate of the day.",
    )
    origin = fields.Selection(ORIGINS, required=True, default="entered", readonly=True)
    # advertising
    platform = fields.Char(help="Where the advertisement ran.")
    impressions = fields.Integer()
    clicks = fields.Integer()
    # the books
    move_line_id = fields.Many2one(
        "account.move.line",
        "Line of the Bill",
        ondelete="cascade",
        readonly=True,
        copy=False,
        groups=FINANCE,
    )

    _counts_positive = models.Constraint(
        "CHECK(COALESCE(impressions, 0) >= 0 AND COALESCE(clicks, 0) >= 0)",
        "Impressions and clicks are not negative.",
    )
    _order_idx = models.Index("(date DESC, id DESC)")
    _campaign_idx = models.Index("(campaign_id, company_id, date) INCLUDE (amount_company)")
    _move_line_uniq = models.UniqueIndex("(move_line_id) WHERE move_line_id IS NOT NULL")
    _import_uniq = models.UniqueIndex(
        "(company_id, campaign_id, date, LOWER(COALESCE(platform, '')), LOWER(COALESCE(name, '')))"
        " WHERE origin = 'import'",
        "There is an imported cost of this campaign, day, platform and advertisement already.",
    )

    @api.depends("amount", "currency_id", "company_id", "date")
    def _compute_amount_company(self):
        for cost in self:
            company, currency = cost.company_id, cost.currency_id
            cost.amount_company = (
                currency._convert(cost.amount, company.currency_id, company, cost.date)
                if company and currency and cost.date
                else 0.0
            )

    @api.depends("campaign_id", "date")
    def _compute_display_name(self):
        for cost in self:
            cost.display_name = f"{cost.campaign_id.display_name or ''} {cost.date or ''}".strip()

    def write(self, vals):
        self._check_entered()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_bill(self):
        self._check_entered()

    def _check_entered(self):
        """:raise AccessError: a cost comes from a bill, and changes there"""
        if not self.env.su and any(cost.origin == "bill" for cost in self):
            raise AccessError(
                self.env._("This cost comes from a vendor bill: it is changed there.")
            )
