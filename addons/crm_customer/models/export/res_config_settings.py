from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_export_limit = fields.Integer(related="company_id.crm_export_limit", readonly=False)
