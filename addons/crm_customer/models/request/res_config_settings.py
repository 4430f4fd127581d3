from odoo import fields, models

from .crm_request import DAYS, DAYS_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_request_days = fields.Integer(
        "Closed Requests", default=DAYS, config_parameter=DAYS_PARAMETER
    )
