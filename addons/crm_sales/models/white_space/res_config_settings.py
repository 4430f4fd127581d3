from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    crm_white_peers = fields.Integer(related="company_id.crm_white_peers", readonly=False)
    crm_white_share = fields.Float(related="company_id.crm_white_share", readonly=False)
