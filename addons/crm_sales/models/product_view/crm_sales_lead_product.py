from odoo import api, fields, models


class CrmSalesLeadProduct(models.Model):
    """A product that an opportunity is about, before there is a quotation."""

    _name = "crm.sales.lead.product"
    _description = "Product of Interest"
    _inherit = ["crm.sales.deal.part.mixin"]
    _order = "sequence, id"
    _rec_name = "product_id"

    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        "product.product",
        required=True,
        ondelete="cascade",
        index=True,
        domain="[('sale_ok', '=', True)]",
    )
    quantity = fields.Float(digits="Product Unit", default=1.0)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    price_unit = fields.Monetary(
        "Unit Price",
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        aggregator=None,
        help="Without taxes, in the currency of the company; the public price at first.",
    )
    amount = fields.Monetary(compute="_compute_amount", store=True)
    company_id = fields.Many2one("res.company", compute="_compute_company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")

    _quantity_positive = models.Constraint(
        "CHECK(quantity > 0)", "The quantity of a product of interest is more than 0."
    )

    @api.depends("lead_id")
    def _compute_company_id(self):
        for interest in self:
            # sudo: what is one's own to read may have an opportunity that is not
            lead = interest.sudo().lead_id
            interest.company_id = lead.company_id or interest.company_id or self.env.company

    @api.depends("product_id", "company_id")
    def _compute_price_unit(self):
        for interest in self:
            product = interest.product_id
            company = interest.company_id or self.env.company
            interest.price_unit = product.currency_id._convert(
                product.lst_price, company.currency_id or product.currency_id, company
            )

    @api.depends("quantity", "price_unit")
    def _compute_amount(self):
        for interest in self:
            interest.amount = interest.quantity * interest.price_unit

    def _prepare_order_line(self):
        return {
            "product_id": self.product_id.id,
            "product_uom_qty": self.quantity,
            "price_unit": self.price_unit,
        }
