from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_service_mail_days = fields.Integer(
        "Incoming Service Mails Kept For",
        config_parameter="crm_service.mail_days",
        default=180,
        help="In days; 0 keeps them for good.",
    )
    crm_service_hours_at_once = fields.Boolean(
        "Apply Changed Working Hours at Once",
        config_parameter="crm_service.hours_at_once",
        help="Off: a manager of the service looks first at the deadlines that would move.",
    )
