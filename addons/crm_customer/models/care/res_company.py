from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_care_messages = fields.Boolean(
        "Care Messages",
        help="Whether care rules send e-mails to contacts who agreed to them. While this is "
        "off, they only remind your own people.",
    )
