from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_service_mail_days = fields.Integer(
        "Incoming Service Mails Kept For",
        config_parameter="crm_service.mail_days",
        default=180,
        help="In days; 0 keeps them for good.",
    )
