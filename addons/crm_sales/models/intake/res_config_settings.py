from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_sales_arrival_days = fields.Integer(
        "Content of Enquiries Kept For",
        config_parameter="crm_sales.arrival_days",
        default=180,
        help="In days; 0 keeps it for good. That there was an enquiry stays.",
    )
