from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_work_report_day = fields.Boolean(related="company_id.crm_work_report_day", readonly=False)
    crm_work_report_hour = fields.Float(related="company_id.crm_work_report_hour", readonly=False)
    crm_work_report_reader_id = fields.Many2one(
        related="company_id.crm_work_report_reader_id", readonly=False
    )
