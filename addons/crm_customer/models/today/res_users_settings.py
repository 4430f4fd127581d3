from odoo import fields, models


class ResUsersSettings(models.Model):
    _inherit = "res.users.settings"

    crm_today_layout = fields.Json(
        "Layout of Today",
        help="Which blocks of the Today page are hidden, and their order: "
        '{"order": [key], "hidden": [key]}.',
    )
