from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_pipeline_days = fields.Integer(related="company_id.crm_pipeline_days", readonly=False)
