from odoo import models


class CrmCustomerProfile(models.Model):
    _name = "crm.customer.profile"
    _inherit = ["crm.customer.profile", "crm.export.mixin"]

    _crm_export_of_customers = True

    def _crm_exported_customers(self):
        return self.partner_id
