from odoo import fields, models

from .crm_approval import DAYS, DAYS_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_approval_days = fields.Integer(
        "Closed Approvals", default=DAYS, config_parameter=DAYS_PARAMETER
    )
