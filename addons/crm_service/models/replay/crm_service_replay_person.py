from odoo import fields, models


class CrmServiceReplayPerson(models.Model):
    """What a member of a team has, and what another rule of assignment would have given."""

    _name = "crm.service.replay.person"
    _description = "Person in a What-If Replay"
    _order = "team_id, new_ticket_count desc, id"
    _log_access = False

    replay_id = fields.Many2one(
        "crm.service.replay", required=True, ondelete="cascade", readonly=True, index=True
    )
    team_id = fields.Many2one(
        "crm.service.team", "Service Team", required=True, ondelete="cascade", readonly=True
    )
    user_id = fields.Many2one(
        "res.users", "Person", ondelete="cascade", readonly=True, help="Empty: nobody."
    )
    is_member = fields.Boolean("Member", readonly=True)
    # as it is
    ticket_count = fields.Integer("Tickets", readonly=True)
    load = fields.Integer(readonly=True, help="Tickets, counted by priority: low 1 to urgent 4.")
    skilled_count = fields.Integer(
        "With the Skill",
        readonly=True,
        help="Tickets that ask for a skill, of a person who has all of what they ask for.",
    )
    asked_count = fields.Integer("Asking for a Skill", readonly=True)
    at_work_count = fields.Integer(
        "At Work", readonly=True, help="Tickets that came in while the person was at work."
    )
    # as it would be
    new_ticket_count = fields.Integer("New Tickets", readonly=True)
    new_load = fields.Integer(readonly=True)
    new_skilled_count = fields.Integer("New With the Skill", readonly=True)
    new_asked_count = fields.Integer("New Asking for a Skill", readonly=True)
    new_at_work_count = fields.Integer("New At Work", readonly=True)
