from odoo import api, fields, models


class CrmLead(models.Model):
    """A masked value that comes back is no new one."""

    _inherit = "crm.lead"

    crm_is_masked = fields.Boolean("Masked", compute="_compute_crm_is_masked")

    @api.depends_context("uid")
    def _compute_crm_is_masked(self):
        self.crm_is_masked = self.env["crm.masking"]._is_masked_user()

    @api.private
    def copy_data(self, default=None):
        """For the system: it holds every value in full."""
        return super().copy_data(default)

    def crm_reveal(self, field_name, reason=None):
        """Return ``{"value", "left"}`` of a masked field, logged; see ``crm.access.reveal``."""
        return self.env["crm.access.reveal"]._reveal(self, field_name, reason)

    @api.model_create_multi
    def create(self, vals_list):
        masking = self.env["crm.masking"]
        return super().create([masking._unmasked_vals(self.browse(), vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self.env["crm.masking"]._unmasked_vals(self, vals))
