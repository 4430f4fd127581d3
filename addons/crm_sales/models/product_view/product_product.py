from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def action_crm_view_product_figures(self):
        """Open demand, won and lost of these products."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_product_figure_action"
        )
        return action | {"domain": [("product_id", "in", self.ids)]}
