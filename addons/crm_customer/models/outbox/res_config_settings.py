from odoo import fields, models

from .crm_outbox_endpoint_send import PRIVATE_PARAMETER, TIMEOUT, TIMEOUT_PARAMETER
from .crm_outbox_event import DAYS, DAYS_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_outbox_allow_private = fields.Boolean(
        "Receivers in Private Networks", config_parameter=PRIVATE_PARAMETER
    )
    crm_outbox_timeout = fields.Integer(
        "Seconds to Wait for a Receiver", default=TIMEOUT, config_parameter=TIMEOUT_PARAMETER
    )
    crm_outbox_days = fields.Integer(
        "Days to Keep Events", default=DAYS, config_parameter=DAYS_PARAMETER
    )
