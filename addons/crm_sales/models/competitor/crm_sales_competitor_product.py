from odoo import fields, models


class CrmSalesCompetitorProduct(models.Model):
    """What a competitor offers instead of ours, and for how much."""

    _name = "crm.sales.competitor.product"
    _description = "Product of a Competitor"
    _order = "competitor_id, sequence, id"

    competitor_id = fields.Many2one(
        "crm.sales.competitor", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    product_id = fields.Many2one(
        "product.product",
        "Ours Instead",
        ondelete="set null",
        index="btree_not_null",
        help="What we offer for the same need.",
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.company.currency_id,
    )
    price = fields.Monetary("Last Known Price", aggregator="avg")
    date_price = fields.Date("Price Of")
    strengths = fields.Char()
    weaknesses = fields.Char()

    def _note_price(self, price, date):
        """Keep a price that was seen, unless a later one is known."""
        for product in self:
            if price and (not product.date_price or product.date_price <= date):
                product.write({"price": price, "date_price": date})
