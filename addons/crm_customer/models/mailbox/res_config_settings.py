from odoo import fields, models

from .crm_customer_mail import DAYS_PARAMETER, KEEP_DAYS


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_mailbox_days = fields.Integer(
        string="Days to keep mails to assign",
        default=KEEP_DAYS,
        config_parameter=DAYS_PARAMETER,
        help="After so many days an address that nobody assigned is given up and the original"
        " of its mail deleted. 0 keeps them for ever.",
    )
