from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_rfm_source = fields.Selection(
        related="company_id.crm_rfm_source", readonly=False, required=True
    )
    crm_rfm_months = fields.Integer(related="company_id.crm_rfm_months", readonly=False)
    crm_rfm_scheme = fields.Selection(
        related="company_id.crm_rfm_scheme", readonly=False, required=True
    )
    crm_rfm_scoring = fields.Selection(
        related="company_id.crm_rfm_scoring", readonly=False, required=True
    )
    crm_rfm_recency_limits = fields.Char(
        related="company_id.crm_rfm_recency_limits", readonly=False
    )
    crm_rfm_frequency_limits = fields.Char(
        related="company_id.crm_rfm_frequency_limits", readonly=False
    )
    crm_rfm_monetary_limits = fields.Char(
        related="company_id.crm_rfm_monetary_limits", readonly=False
    )
