from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import format_date


class CrmSalesPurchaseRecord(models.Model):
    """What a customer buys of a product: how often, at which price, when again.

    Written by the refresh alone; what imports brought of the past counts. A past product
    that nobody knows is kept by its name.
    """

    _name = "crm.sales.purchase.record"
    _description = "Purchase Record"
    _order = "date_last desc, id desc"
    _log_access = False
    _rec_names_search = ["product_id", "product_name", "partner_id"]

    # whose, of what
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", readonly=True, ondelete="cascade", index=True)
    product_name = fields.Char(
        "Past Product", readonly=True, help="Name in the other system of a product unknown here."
    )
    user_id = fields.Many2one(related="partner_id.user_id", string="Owner")
    # how much
    order_count = fields.Integer("Times Bought", readonly=True)
    quantity = fields.Float(digits="Product Unit", readonly=True)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    last_price = fields.Monetary(readonly=True, aggregator=None, help="Unit price without taxes.")
    currency_id = fields.Many2one("res.currency", readonly=True, ondelete="restrict")
    # when
    date_first = fields.Date("First Bought", readonly=True)
    date_last = fields.Date("Last Bought", readonly=True)
    interval = fields.Float(
        "Usual Interval",
        digits=(16, 1),
        readonly=True,
        aggregator="avg",
        help="Days: the median between purchases, of three at least.",
    )
    interval_average = fields.Float(
        "Average Interval", digits=(16, 1), readonly=True, aggregator="avg", help="Days."
    )
    date_next = fields.Date("Next Order Expected", readonly=True)
    date_lapsed = fields.Date("Lapses On", readonly=True)
    is_lapsed = fields.Boolean(
        "Lapsed",
        compute="_compute_is_lapsed",
        search="_search_is_lapsed",
        help="Not bought for twice the usual interval.",
    )
    note = fields.Char("Why", compute="_compute_is_lapsed")

    _key_uniq = models.UniqueIndex(
        "(partner_id, company_id, COALESCE(product_id, 0), COALESCE(product_name, ''))"
    )
    _last_idx = models.Index("(date_last DESC, id DESC)")
    _next_idx = models.Index("(date_next) WHERE date_next IS NOT NULL")
    _lapsed_idx = models.Index("(date_lapsed) WHERE date_lapsed IS NOT NULL")

    @api.depends("product_id", "product_name", "partner_id")
    def _compute_display_name(self):
        for record in self:
            # sudo: names alone, of what the user sees bought
            product = record.product_id.sudo().display_name or record.product_name or ""
            record.display_name = f"{record.partner_id.name or ''} · {product}"

    @api.depends("date_lapsed", "date_last", "interval", "order_count")
    @api.depends_context("lang", "tz")
    def _compute_is_lapsed(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.is_lapsed = bool(record.date_lapsed and record.date_lapsed < today)
            record.note = record._explain(today)

    def _explain(self, today):
        """Say in words what the expectation rests on."""
        if not self.date_last:
            return False
        if not self.date_next:
            return self.env._("Bought on fewer than three days: nothing is expected yet.")
        return self.env._(
            "Bought every %(interval)g days as a rule, last %(days)s days ago, on %(day)s.",
            interval=self.interval,
            days=(today - self.date_last).days,
            day=format_date(self.env, self.date_last),
        )

    def _search_is_lapsed(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("date_lapsed", "<", fields.Date.context_today(self))

    # what one does with it
    def action_make_quotation(self):
        """Make a quotation of these products for their customer, as much as usual of each.

        :raise UserError: several customers, or products that are not known here
        """
        self.check_access("read")
        if len(self.partner_id) != 1:
            raise UserError(self.env._("Choose the products of one customer."))
        known = self.filtered("product_id")
        if not known:
            raise UserError(
                self.env._("The product is known by its old name only: add it by hand.")
            )
        order = self.env["sale.order"].create(
            {
                "partner_id": self.partner_id.id,
                "company_id": self.company_id[:1].id,
                "order_line": [Command.create(record._prepare_line()) for record in known],
            }
        )
        return order._get_records_action()

    def _prepare_line(self):
        usual = self.quantity / self.order_count if self.order_count else 1.0
        return {
            "product_id": self.product_id.id,
            "product_uom_qty": max(self.product_id.uom_id.round(usual), 1.0),
        }

    def action_make_opportunity(self):
        """Make an opportunity out of what is expected, or was given up.

        :raise UserError: several customers
        """
        self.check_access("read")
        if len(self.partner_id) != 1:
            raise UserError(self.env._("Choose the products of one customer."))
        names = ", ".join(record.product_id.display_name or record.product_name for record in self)
        days = [day for day in self.mapped("date_next") if day]
        lead = self.env["crm.lead"].create(
            {
                "name": self.env._("Reorder: %(products)s", products=names),
                "type": "opportunity",
                "partner_id": self.partner_id.id,
                "company_id": self.company_id[:1].id,
                "description": "\n".join(filter(None, self.mapped("note"))),
                "date_deadline": min(days, default=False),
            }
        )
        return lead._get_records_action()
