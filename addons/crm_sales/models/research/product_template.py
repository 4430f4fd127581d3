from odoo import models


class ProductTemplate(models.Model):
    _name = "product.template"
    _inherit = ["product.template", "crm.sales.finding.host"]

    _finding_field = "product_tmpl_ids"
