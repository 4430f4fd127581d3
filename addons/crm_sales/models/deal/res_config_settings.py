from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_has_risks = fields.Boolean(related="company_id.crm_has_risks", readonly=False)
    crm_risk_people_days = fields.Integer(related="company_id.crm_risk_people_days", readonly=False)
    crm_risk_silent_days = fields.Integer(related="company_id.crm_risk_silent_days", readonly=False)
    crm_risk_push_count = fields.Integer(related="company_id.crm_risk_push_count", readonly=False)
    crm_risk_stage_factor = fields.Float(related="company_id.crm_risk_stage_factor", readonly=False)
    crm_risk_value_factor = fields.Float(related="company_id.crm_risk_value_factor", readonly=False)
    crm_risk_influence = fields.Integer(related="company_id.crm_risk_influence", readonly=False)
    crm_risk_value_min = fields.Float(related="company_id.crm_risk_value_min", readonly=False)
