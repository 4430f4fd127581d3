from odoo import fields, models

from .crm_access_export import DAYS, DAYS_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_export_limit = fields.Integer(related="company_id.crm_export_limit", readonly=False)
    crm_export_log_days = fields.Integer(
        "Export Log", default=DAYS, config_parameter=DAYS_PARAMETER
    )
