from odoo import api, fields, models

METHODS = [
    ("manual", "By Hand"),
    ("round_robin", "In Turn"),
    ("least_open", "Least Open Work"),
    ("skill", "Skill and Language"),
]


class CrmServiceTeam(models.Model):
    """How a team assigns its tickets."""

    _inherit = "crm.service.team"

    assignment_method = fields.Selection(
        METHODS,
        "Assignment",
        required=True,
        default="manual",
        tracking=True,
        help="By hand: people take tickets. In turn: whoever waited longest gets the next one. "
        "Least open work: whoever has the least, counted by priority. Skill and language: "
        "whoever has what the ticket asks for, of them the one with the least open work. "
        "Nobody gets a ticket while absent, outside of working hours, or above the capacity.",
    )
    capacity = fields.Integer(
        "Capacity per Person",
        help="How many open tickets a person has at most, those that wait for somebody left "
        "out; 0: any number. A member may have another one.",
    )
    only_skilled = fields.Boolean(
        "Only the Skilled",
        help="A ticket waits until somebody with all the skills it asks for is there. Else "
        "whoever has most of them takes it.",
    )
    passes_on = fields.Boolean(
        "Passes On Tickets of the Absent",
        help="When an owner is on leave for the rest of the day or longer, the open tickets "
        "go to a colleague, except those that wait for somebody.",
    )
    member_line_ids = fields.One2many("crm.service.member", "team_id", "Capacity and Skills")

    _capacity_valid = models.Constraint(
        "CHECK(capacity >= 0)", "A person cannot have fewer tickets than none."
    )

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        teams._sync_members()
        return teams

    def write(self, vals):
        result = super().write(vals)
        if "member_ids" in vals:
            self._sync_members()
        return result

    @api.model
    def _sync_all_members(self):
        staffed = self.with_context(active_test=False).search([("member_ids", "!=", False)])
        staffed._sync_members()

    def _sync_members(self):
        """Give each member a line, and take away those of who left."""
        # sudo: the lines follow the members, whoever changes them
        lines = self.env["crm.service.member"].sudo()
        missing = []
        for team in self.sudo():
            team.member_line_ids.filtered(
                lambda line, team=team: line.user_id not in team.member_ids
            ).unlink()
            missing += [
                {"team_id": team.id, "user_id": user.id}
                for user in team.member_ids - team.member_line_ids.user_id
            ]
        lines.create(missing)

    def _get_assignees(self):
        """Return the lines of the members who work here still; called in sudo."""
        return self.member_line_ids.filtered(lambda line: line.user_id.active)

    def action_assign(self):
        """Assign what waits in the team, and say what came of it."""
        self.ensure_one()
        self.check_access("write")
        # sudo: the rule looks at all tickets of the team
        done, waiting = self.sudo()._assign_waiting(lambda assigned: True)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if done else "info",
                "message": self.env._(
                    "%(done)s tickets assigned, %(waiting)s wait.", done=done, waiting=waiting
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_next(self):
        """Take the ticket of the team that is to be looked at first, and open it."""
        self.ensure_one()
        return self.env["crm.service.ticket"]._take_next(self)
