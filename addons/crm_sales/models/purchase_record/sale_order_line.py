from odoo import models

BOUGHT = {"product_id", "product_uom_id", "product_uom_qty", "price_unit", "discount"}


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _write_multi(self, vals_list):
        """Another product, quantity or price of a confirmed order marks its customer.

        A change that moves the total marks it anyway; not every change does.
        """
        result = super()._write_multi(vals_list)
        if BOUGHT & {name for vals in vals_list for name in vals}:
            self.order_id.filtered(lambda order: order.state == "sale")._profile_note()
        return result
