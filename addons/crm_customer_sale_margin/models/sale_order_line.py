from odoo import fields, models


class SaleOrderLine(models.Model):
    """Costs are computed after creating, by the system: who creates may not see them."""

    _inherit = "sale.order.line"

    purchase_price = fields.Float(precompute=False)
    margin = fields.Float(precompute=False)
    margin_percent = fields.Float(precompute=False)
