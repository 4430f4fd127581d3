from odoo import api, fields, models
from odoo.tools import format_amount

from odoo.addons.crm_customer.tools import consent

LEVEL = "sales_team.group_sale_salesman"


class CrmSalesWhiteGap(models.Model):
    """A product that a customer does not buy and comparable customers do.

    Written by the job of the night alone, see ``_compute_company``. A customer in several
    segments is compared within each of them.
    """

    _name = "crm.sales.white.gap"
    _description = "White Space"
    _order = "expected_amount desc, id"
    _rec_name = "product_id"
    _rec_names_search = ["product_id", "partner_id"]
    _log_access = False

    # who does not buy what
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, ondelete="cascade"
    )
    user_id = fields.Many2one(related="partner_id.user_id", string="Owner")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="cascade", index=True
    )
    categ_id = fields.Many2one(
        "product.category", "Product Category", readonly=True, ondelete="set null"
    )
    # compared with whom
    segment_id = fields.Many2one(
        "crm.customer.segment", required=True, readonly=True, ondelete="cascade", index=True
    )
    level_id = fields.Many2one("crm.customer.level", readonly=True, ondelete="set null")
    industry_id = fields.Many2one("res.partner.industry", readonly=True, ondelete="set null")
    grain = fields.Selection(
        [
            ("3", "Segment, Level and Industry"),
            ("2", "Segment and Level"),
            ("1", "Segment"),
        ],
        "Comparable By",
        required=True,
        readonly=True,
        help="Customers of the same segment, level and industry who bought anything; where these "
        "are too few, of the same segment and level, else of the same segment.",
    )
    peer_count = fields.Integer(
        "Comparable Customers", required=True, readonly=True, aggregator=None
    )
    buyer_count = fields.Integer("Of Them Buy It", required=True, readonly=True, aggregator=None)
    share = fields.Float(
        "Bought By (%)",
        required=True,
        readonly=True,
        aggregator="avg",
        digits=(16, 1),
        help="Part of the comparable customers who buy it.",
    )
    expected_amount = fields.Monetary(
        "Expected Value",
        readonly=True,
        help="Median of what the comparable customers who buy it spend on it in a year: their "
        "quantity at the last price, spread over the years since they first bought it.",
    )
    note = fields.Char("Why", compute="_compute_note")
    # what was done
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups=LEVEL,
    )
    date_called = fields.Date("Call Planned For", readonly=True)
    is_taken = fields.Boolean("Taken Up", readonly=True, help="An opportunity or call was made.")
    is_opted_out = fields.Boolean(
        "Opted Out",
        compute="_compute_is_opted_out",
        help="Refused or withdrew consent to marketing: own customers may be called about "
        "business, but are not to be mailed.",
    )

    _gap_uniq = models.UniqueIndex("(company_id, partner_id, segment_id, product_id)")
    _order_idx = models.Index("(expected_amount DESC, id)")
    _open_idx = models.Index("(expected_amount DESC, id) WHERE is_taken IS NOT TRUE")

    @api.depends("partner_id", "product_id")
    def _compute_display_name(self):
        for gap in self:
            # sudo: names alone, of what the user sees missing
            product = gap.product_id.sudo().display_name or ""
            gap.display_name = f"{gap.partner_id.name or ''} · {product}"

    @api.depends("peer_count", "buyer_count", "grain", "expected_amount")
    @api.depends_context("lang")
    def _compute_note(self):
        grains = dict(self._fields["grain"]._description_selection(self.env))
        for gap in self:
            gap.note = self.env._(
                "%(buyers)s of %(peers)s comparable customers (same: %(grain)s) buy it, "
                "for %(amount)s a year.",
                buyers=gap.buyer_count,
                peers=gap.peer_count,
                grain=grains.get(gap.grain, ""),
                amount=format_amount(self.env, gap.expected_amount, gap.currency_id),
            )

    @api.depends("partner_id")
    @api.depends_context("company")
    def _compute_is_opted_out(self):
        # sudo: a yes or no, of customers whom the user sees
        consents = self.env["crm.consent"].sudo()
        purpose = consents.env["crm.consent.purpose"]._by_code("marketing")
        refused = {
            partner_id
            for partner_id, _purpose, _channel, word in consents._verdicts(
                self.partner_id, ("email", "phone", "sms"), purpose
            )
            if word in (consent.REFUSED, consent.WITHDRAWN, consent.BLACKLISTED)
        }
        for gap in self:
            gap.is_opted_out = gap.partner_id.id in refused

    def action_make_leads(self):
        """Open the dialog that makes opportunities, or calls, of these."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make Leads"),
            "res_model": "crm.sales.white.lead",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_gap_ids": self.ids},
        }

    def action_open_customer(self):
        return self.partner_id._get_records_action()

    def action_open_lead(self):
        return self.lead_id._get_records_action()
