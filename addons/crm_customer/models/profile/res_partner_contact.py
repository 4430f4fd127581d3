from odoo import api, fields, models

from .res_partner import _proxy


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_last_contact_date = _proxy(fields.Date, "crm_last_contact_date", "Last Contact")

    @api.model
    def _crm_profile_columns(self):
        return super()._crm_profile_columns() | {
            "crm_last_contact_date": "last_contact_date",
        }
