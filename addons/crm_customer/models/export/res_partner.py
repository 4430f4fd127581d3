from odoo import models


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "crm.export.mixin"]

    _crm_export_of_customers = True
