from odoo import api, models

from ...tools.cash.discount import given_percent

PRICED = {
    "discount",
    "order_id",
    "price_unit",
    "product_id",
    "product_uom_id",
    "product_uom_qty",
}


class SaleOrderLine(models.Model):
    """What a line gives away, and that a change of it starts the approval anew."""

    _inherit = "sale.order.line"

    def _crm_is_discountable(self):
        """Say whether the line sells something at a price of ours that can be compared."""
        self.ensure_one()
        return bool(
            self.product_id
            and not self.display_type
            and not self.is_downpayment
            and not self.is_expense
            and self.product_type != "combo"
            and self.price_unit >= 0
            and not self._is_global_discount()
            and not self._is_discount_line()
            and not self._is_delivery()
        )

    def _crm_get_base_price(self, base):
        """Return the unit price that the line is compared with, in the order's currency.

        :param base: ``list`` or ``pricelist``
        """
        line = self.with_company(self.company_id)
        if line.combo_item_id:
            price = line._get_combo_item_display_price()
        elif base == "pricelist":
            price = line._get_pricelist_price()
        else:
            # no rule at all gives the public price
            price = self.env["product.pricelist.item"]._compute_price(
                product=line.product_id.with_context(**line._get_product_price_context()),
                **line._get_pricelist_kwargs(),
            )
        # as the host makes a unit price of it, or included taxes would count as discounts
        return line.product_id._get_tax_included_unit_price_from_price(
            price,
            product_taxes=line.product_id.taxes_id._filter_taxes_by_company(line.company_id),
            fiscal_position=line.order_id.fiscal_position_id,
        )

    def _crm_get_given_percent(self, base, rate):
        """Return what the line gives away, in percent of ``base``."""
        net = self.price_unit * (1 - (self.discount or 0.0) / 100)
        return given_percent(self._crm_get_base_price(base), net, rate)

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        # an order that is made right now has no approval yet
        now = self.env.cr.now()
        lines.order_id.filtered(lambda order: order.create_date != now)._crm_recheck_discount()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if PRICED & vals.keys():
            self.order_id._crm_recheck_discount()
        return result

    def unlink(self):
        orders = self.order_id
        result = super().unlink()
        orders.exists()._crm_recheck_discount()
        return result
