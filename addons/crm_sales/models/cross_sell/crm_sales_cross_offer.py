from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

_WON = """
UPDATE crm_sales_cross_offer offer SET won_amount = fresh.amount
  FROM (SELECT known.id, COALESCE(ROUND(line.price_subtotal::numeric
                   / COALESCE(NULLIF(o.currency_rate, 0), 1)::numeric, 2), 0) AS amount
          FROM crm_sales_cross_offer known
          LEFT JOIN sale_order_line line ON line.id = known.line_id AND line.state = 'sale'
          LEFT JOIN sale_order o ON o.id = line.order_id
         WHERE known.company_id = %s AND known.state = 'accepted') fresh
 WHERE fresh.id = offer.id AND offer.won_amount IS DISTINCT FROM fresh.amount
"""


class CrmSalesCrossOffer(models.Model):
    """A product that was proposed on a quotation, and what became of the proposal."""

    _name = "crm.sales.cross.offer"
    _description = "Cross-Sell Proposal"
    _order = "id desc"
    _rec_name = "product_id"

    order_id = fields.Many2one(
        "sale.order",
        "Quotation",
        readonly=True,
        ondelete="cascade",
        groups="sales_team.group_sale_salesman",
    )
    line_id = fields.Many2one(
        "sale.order.line",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups="sales_team.group_sale_salesman",
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", readonly=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(
        "product.product",
        "Proposed Product",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    because_id = fields.Many2one(
        "product.product", "Because Of", readonly=True, ondelete="cascade", index="btree_not_null"
    )
    note = fields.Char("Why", readonly=True, help="As it was said when it was proposed.")
    state = fields.Selection(
        [("shown", "Shown"), ("accepted", "Added"), ("dismissed", "Dismissed")],
        required=True,
        default="shown",
        readonly=True,
    )
    is_accepted = fields.Float(
        "Added (%)", compute="_compute_is_accepted", store=True, aggregator="avg"
    )
    won_amount = fields.Monetary(
        "Sold",
        readonly=True,
        help="What was confirmed of it, without taxes; counted every night.",
    )

    _known = models.Constraint("CHECK(order_id IS NOT NULL)", "Say on which quotation it was.")
    _order_uniq = models.UniqueIndex("(order_id, product_id)", "It is proposed there already.")
    _state_idx = models.Index("(company_id, state)")

    @api.depends("state")
    def _compute_is_accepted(self):
        for offer in self:
            offer.is_accepted = 100.0 * (offer.state == "accepted")

    @api.model
    def _refresh_won(self, company):
        """Count what was sold of the proposals of ``company``."""
        self.env.flush_all()
        self.env.cr.execute(SQL(_WON, company.id))
        self.invalidate_model(["won_amount"], flush=False)

    def action_accept(self):
        """Add the product to the quotation.

        :raise UserError: it was added already, or the order is no quotation any more
        """
        self.ensure_one()
        order = self._get_writable_order()
        if self.state == "accepted":
            raise UserError(self.env._("It was added already."))
        line = self.env["sale.order.line"].create(
            {"order_id": order.id, "product_id": self.product_id.id}
        )
        # sudo: the quotation is the user's to change, as was checked
        self.sudo().write({"state": "accepted", "line_id": line.id})
        return True

    def action_dismiss(self):
        """Remember that the customer does not want it: twice refused it is proposed no more."""
        self.ensure_one()
        self._get_writable_order()
        # sudo: the quotation is the user's to change, as was checked
        self.sudo().state = "dismissed"
        return True

    def _get_writable_order(self):
        """Return the quotation of the proposal, which the user may change.

        :raise UserError: it is none any more
        """
        self.check_access("read")
        order = self.order_id
        order.check_access("write")
        if order.state not in ("draft", "sent"):
            raise UserError(self.env._("Nothing is proposed on orders that are confirmed."))
        return order

    def action_open_order(self):
        return self.order_id._get_records_action()
