from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_care_messages = fields.Boolean(related="company_id.crm_care_messages", readonly=False)
