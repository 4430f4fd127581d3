from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_journey_cap = fields.Integer(related="company_id.crm_journey_cap", readonly=False)
    crm_journey_cap_days = fields.Integer(related="company_id.crm_journey_cap_days", readonly=False)
    crm_sales_journey_days = fields.Integer(
        "Ended Participants Kept For",
        config_parameter="crm_sales.journey_days",
        default=1095,
        help="In days; 0 keeps them for good. Who is forgotten may enter again.",
    )
