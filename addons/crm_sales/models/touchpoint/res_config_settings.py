from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_sales_touchpoint_days = fields.Integer(
        "Touchpoints Kept For",
        config_parameter="crm_sales.touchpoint_days",
        default=1095,
        help="In days; 0 keeps them for good. What was attributed stays.",
    )
