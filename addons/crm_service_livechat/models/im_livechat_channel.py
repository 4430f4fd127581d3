from odoo import fields, models


class ImLivechatChannel(models.Model):
    """Where tickets out of its chats go."""

    _inherit = "im_livechat.channel"

    crm_team_id = fields.Many2one(
        "crm.service.team",
        "Service Team",
        ondelete="set null",
        index="btree_not_null",
        help="Gets the tickets out of chats of this channel; empty: the default team.",
    )
    crm_is_ticket_unanswered = fields.Boolean(
        "Tickets of Unanswered Chats",
        help="A chat that ends before an agent answered becomes a ticket of nobody.",
    )
