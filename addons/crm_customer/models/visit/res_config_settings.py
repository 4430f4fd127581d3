from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_visit_position = fields.Boolean(related="company_id.crm_visit_position", readonly=False)
    crm_visit_away_distance = fields.Integer(
        related="company_id.crm_visit_away_distance", readonly=False
    )
    crm_visit_position_days = fields.Integer(
        related="company_id.crm_visit_position_days", readonly=False
    )
