from odoo import models


class CrmCustomerLevel(models.Model):
    _inherit = "crm.customer.level"

    def write(self, vals):
        result = super().write(vals)
        if "is_key" in vals:
            # a level may have a million customers: ranges, not partners
            self.env["crm.customer.profile"]._queue_all()
        return result
