from odoo import fields, models

from .crm_report_copy import DAYS, DAYS_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_report_days = fields.Integer("Report Copies", default=DAYS, config_parameter=DAYS_PARAMETER)
