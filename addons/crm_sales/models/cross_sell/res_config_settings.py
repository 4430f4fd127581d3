from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_cross_months = fields.Integer(related="company_id.crm_cross_months", readonly=False)
    crm_cross_support = fields.Integer(related="company_id.crm_cross_support", readonly=False)
    crm_cross_lift = fields.Float(related="company_id.crm_cross_lift", readonly=False)
