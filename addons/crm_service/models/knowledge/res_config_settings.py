from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_service_article_days = fields.Integer(
        "Views and Searches of Articles Kept For",
        config_parameter="crm_service.article_days",
        default=730,
        help="In days; 0 keeps them for good.",
    )
