from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_code_prefix = fields.Char(
        related="company_id.crm_code_sequence_id.prefix",
        readonly=False,
        string="Customer Code Prefix",
    )
    crm_code_padding = fields.Integer(
        related="company_id.crm_code_sequence_id.padding",
        readonly=False,
        string="Customer Code Digits",
    )
    crm_code_next = fields.Integer(
        related="company_id.crm_code_sequence_id.number_next_actual",
        readonly=False,
        string="Next Customer Number",
    )
    crm_code_automatic = fields.Boolean(related="company_id.crm_code_automatic", readonly=False)
    crm_check_uscc = fields.Boolean(related="company_id.crm_check_uscc", readonly=False)
