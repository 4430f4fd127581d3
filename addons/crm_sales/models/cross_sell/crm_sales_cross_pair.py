from odoo import api, fields, models

from ...tools.cross_sell.pairs import Counts, measure


class CrmSalesCrossPair(models.Model):
    """Who buys the one product buys the other one too: a rule, and what it rests on.

    Written by the job of the night alone, see ``_compute_company``.
    """

    _name = "crm.sales.cross.pair"
    _description = "Cross-Sell Pair"
    _order = "lift desc, id"
    _rec_name = "product_id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    product_id = fields.Many2one(
        "product.product", "Who Buys", required=True, readonly=True, ondelete="cascade"
    )
    other_id = fields.Many2one(
        "product.product",
        "Buys Too",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    # how many customers
    both_count = fields.Integer("Customers of Both", readonly=True)
    product_count = fields.Integer("Customers of the First", readonly=True, aggregator=None)
    other_count = fields.Integer("Customers of the Other", readonly=True, aggregator=None)
    customer_count = fields.Integer(
        "Customers", readonly=True, aggregator=None, help="Who bought anything in these months."
    )
    # what that says
    support = fields.Float(
        "Support (%)", readonly=True, aggregator=None, help="Part of all customers who buy both."
    )
    confidence = fields.Float(
        "Confidence (%)",
        readonly=True,
        aggregator=None,
        help="Part of the customers of the first product who buy the other one too.",
    )
    confidence_low = fields.Float(
        "Confidence at Least (%)",
        readonly=True,
        aggregator=None,
        help="Lower end of the range that holds the true confidence with a certainty of 95 %.",
    )
    confidence_high = fields.Float(
        "Confidence at Most (%)",
        readonly=True,
        aggregator=None,
        help="Upper end of the range that holds the true confidence with a certainty of 95 %.",
    )
    lift = fields.Float(
        readonly=True,
        aggregator=None,
        help="How much more often than by all customers the other product is bought.",
    )
    chance = fields.Float(
        "By Chance",
        readonly=True,
        aggregator=None,
        digits=(16, 6),
        help="How likely chance alone gives so many customers of both (exact test of Fisher). "
        "Only pairs below 5 %, corrected for all pairs that were possible, are kept.",
    )
    note = fields.Char("In Words", compute="_compute_note")
    # what it brought
    shown_count = fields.Integer("Times Proposed", compute="_compute_offers")
    accepted_count = fields.Integer("Times Added", compute="_compute_offers")

    _pair_uniq = models.UniqueIndex("(company_id, product_id, other_id)")
    _order_idx = models.Index("(lift DESC, id)")

    @api.depends("product_id", "other_id", "both_count", "product_count", "lift")
    @api.depends_context("lang")
    def _compute_note(self):
        for pair in self:
            pair.note = pair._describe()

    def _describe(self):
        """Say what the proposal rests on."""
        return self.env._(
            "Customers who buy %(product)s buy %(other)s too: %(both)s of %(count)s, "
            "lift %(lift).1f.",
            product=self.product_id.name or "",
            other=self.other_id.name or "",
            both=self.both_count,
            count=self.product_count,
            lift=self.lift,
        )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_offers(self):
        counts = {}
        offers = self.env["crm.sales.cross.offer"]._read_group(
            [("product_id", "in", self.other_id.ids), ("because_id", "in", self.product_id.ids)],
            ["company_id", "because_id", "product_id", "state"],
            ["__count"],
        )
        for company, because, product, state, count in offers:
            counts[company, because, product, state] = count
        for pair in self:
            key = (pair.company_id, pair.product_id, pair.other_id)
            states = [counts.get((*key, state), 0) for state in ("shown", "dismissed", "accepted")]
            pair.shown_count, pair.accepted_count = sum(states), states[-1]

    @api.model
    def _get_values(self, counts, likely):
        """Return the figures of a pair in the order of ``FIGURES``."""
        found = measure(Counts(*counts))
        shares = (found.support, found.confidence, found.low, found.high)
        return (*counts, *(100 * share for share in shares), found.lift, likely)

    def action_view_offers(self):
        """Open the proposals that were made because of this pair."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_cross_offer_action"
        )
        domain = [
            ("because_id", "=", self.product_id.id),
            ("product_id", "=", self.other_id.id),
            ("company_id", "=", self.company_id.id),
        ]
        return action | {"domain": domain, "context": {}}

    def action_view_customers(self):
        """Open the purchases of the first product: its customers."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_purchase_record_action"
        )
        domain = [
            ("product_id", "=", self.product_id.id),
            ("company_id", "=", self.company_id.id),
            ("date_last", ">=", self._get_start(self.company_id)),
        ]
        return action | {"domain": domain, "context": {}}
