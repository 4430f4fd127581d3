from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_week_start = fields.Selection(related="company_id.crm_week_start", readonly=False)
    crm_kpi_tolerance = fields.Float(related="company_id.crm_kpi_tolerance", readonly=False)
