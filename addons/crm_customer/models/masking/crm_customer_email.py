from odoo import api, models


class CrmCustomerEmail(models.Model):
    """A masked value that comes back is no new one."""

    _inherit = "crm.customer.email"

    @api.model_create_multi
    def create(self, vals_list):
        masking = self.env["crm.masking"]
        return super().create([masking._unmasked_vals(self.browse(), vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self.env["crm.masking"]._unmasked_vals(self, vals))
