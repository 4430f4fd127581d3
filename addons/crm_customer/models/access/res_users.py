from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    crm_backup_id = fields.Many2one(
        "res.users",
        "Back-Up Person",
        domain="[('share', '=', False)]",
        help="Steps in when this person is away, and is proposed when they hand over.",
    )
