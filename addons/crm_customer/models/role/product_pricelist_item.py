from odoo import api, models
from odoo.exceptions import AccessError


class ProductPricelistItem(models.Model):
    """A price and how it is made from the cost would tell the cost.

    Who sees no costs does not see such items (a record rule); the prices that they make are
    counted by the system.
    """

    _inherit = "product.pricelist.item"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._crm_check_base(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._crm_check_base(vals)
        return super().write(vals)

    @api.model
    def _crm_check_base(self, vals):
        if vals.get("base") == "standard_price" and self._crm_hides_costs():
            raise AccessError(self.env._("Prices from costs are made by who may see costs."))

    def _crm_as_counted(self):
        """Return the items as a price is counted from them."""
        # sudo: a price is told, not the item
        return self.sudo() if self._crm_hides_costs() else self

    def _compute_price(self, product, *args, **kwargs):
        counted = super(ProductPricelistItem, self._crm_as_counted())
        return counted._compute_price(product, *args, **kwargs)

    def _compute_price_before_discount(self, *args, **kwargs):
        counted = super(ProductPricelistItem, self._crm_as_counted())
        return counted._compute_price_before_discount(*args, **kwargs)

    def _show_discount(self):
        return super(ProductPricelistItem, self._crm_as_counted())._show_discount()
