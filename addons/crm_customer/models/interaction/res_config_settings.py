from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_follow_up_daily_max = fields.Integer(
        related="company_id.crm_follow_up_daily_max", readonly=False
    )
    crm_follow_up_absence_days = fields.Integer(
        related="company_id.crm_follow_up_absence_days", readonly=False
    )
