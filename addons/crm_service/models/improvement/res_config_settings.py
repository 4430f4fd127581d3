from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Whether every employee finds feedback in the menu."""

    _inherit = "res.config.settings"

    group_crm_feedback = fields.Boolean(
        "Feedback of Employees",
        implied_group="crm_service.group_feedback",
        help="Every employee finds “New Feedback” in the service app, and sees what became of it.",
    )
