from odoo import fields, models


class MailCannedResponse(models.Model):
    """Canned responses of a service team."""

    _inherit = "mail.canned.response"

    crm_team_ids = fields.Many2many(
        "crm.service.team",
        string="Service Teams",
        groups="crm_service.group_service_own",
        help="Only people of these teams are offered it; empty: everybody it is shared with.",
    )
