from odoo import models


class ProductPricelist(models.Model):
    """Prices from the cost are for everybody, the rules that they come from are not."""

    _inherit = "product.pricelist"

    def _get_applicable_rules(self, products, date, **kwargs):
        if not self._crm_hides_costs():
            return super()._get_applicable_rules(products, date, **kwargs)
        # sudo: what a product costs the customer is told, not how it was counted
        system = super(ProductPricelist, self.sudo())
        return system._get_applicable_rules(products, date, **kwargs)
