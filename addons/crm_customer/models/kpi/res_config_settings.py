from odoo import fields, models

from .crm_kpi_value import DAYS, DAYS_PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_week_start = fields.Selection(related="company_id.crm_week_start", readonly=False)
    crm_kpi_tolerance = fields.Float(related="company_id.crm_kpi_tolerance", readonly=False)
    crm_kpi_value_days = fields.Integer(
        "KPI Snapshots", default=DAYS, config_parameter=DAYS_PARAMETER
    )
