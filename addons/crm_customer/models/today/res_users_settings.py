from odoo import api, fields, models


class ResUsersSettings(models.Model):
    _inherit = "res.users.settings"

    crm_today_layout = fields.Json(
        "Layout of Today",
        help="Which blocks of the Today page are hidden, and their order: "
        '{"order": [key], "hidden": [key]}.',
    )

    @api.model
    def _get_fields_blacklist(self):
        # the page brings it along; the session of every user need not
        return [*super()._get_fields_blacklist(), "crm_today_layout"]
