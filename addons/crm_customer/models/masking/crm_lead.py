from odoo import api, fields, models

from .masked_writes import MaskedRecords


class CrmLead(MaskedRecords, models.Model):
    """A masked value that comes back is no new one."""

    _inherit = "crm.lead"

    crm_is_masked = fields.Boolean("Masked", compute="_compute_crm_is_masked")

    @api.depends_context("uid")
    def _compute_crm_is_masked(self):
        self.crm_is_masked = self.env["crm.masking"]._is_masked_user()
