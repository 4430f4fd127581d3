from odoo import api, models
from odoo.exceptions import AccessError


class ProductPricelistItem(models.Model):
    """A price made from the cost would tell the cost."""

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
