from odoo import models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def action_crm_view_product_figures(self):
        """Open demand, won and lost of the variants."""
        products = self.with_context(active_test=False).product_variant_ids
        return products.action_crm_view_product_figures()
