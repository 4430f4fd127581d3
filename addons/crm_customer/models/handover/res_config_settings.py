from odoo import fields, models

from .crm_handover import DAYS, DAYS_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_handover_days = fields.Integer(
        "Hand-Over Journals", default=DAYS, config_parameter=DAYS_PARAMETER
    )
