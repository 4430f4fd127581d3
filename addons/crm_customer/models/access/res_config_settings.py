from odoo import fields, models

from .crm_access_log_mixin import DEFAULT_DAYS, PARAMETER


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_reveal_limit = fields.Integer(related="company_id.crm_reveal_limit", readonly=False)
    crm_access_review = fields.Boolean(related="company_id.crm_access_review", readonly=False)
    crm_access_reviewer_ids = fields.Many2many(
        related="company_id.crm_access_reviewer_ids", readonly=False
    )
    crm_access_log_days = fields.Integer(
        "Access Logs Kept For",
        config_parameter=PARAMETER,
        default=DEFAULT_DAYS,
        help="In days; 0 keeps them for good.",
    )
