from odoo import api, fields, models

from ...tools.assignment import Candidate

# how much work an open ticket is, by its priority
WEIGHTS = {"0": 1, "1": 2, "2": 3, "3": 4}


class CrmServiceMember(models.Model):
    """How a member of a team takes part in the assignment.

    Who is a member is said by the team's ``member_ids``; the lines follow it.
    """

    _name = "crm.service.member"
    _description = "Member of a Service Team"
    _inherit = ["crm.sealed.mixin"]
    _rec_name = "user_id"
    _order = "team_id, id"
    _sealed_fields = frozenset({"team_id", "turn", "user_id"})

    team_id = fields.Many2one(
        "crm.service.team", "Service Team", required=True, ondelete="cascade", readonly=True
    )
    user_id = fields.Many2one(
        "res.users", "Member", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="team_id.company_id", store=True)
    capacity = fields.Integer(
        help="How many open tickets the person has at most, those of other teams included and "
        "those that wait for somebody left out; 0: as the team."
    )
    skill_ids = fields.One2many("crm.service.member.skill", "member_id", "Skills")
    turn = fields.Integer(readonly=True, help="The number of the last decision for the person.")
    open_count = fields.Integer("Open", compute="_compute_open_count")

    _team_user_uniq = models.UniqueIndex("(team_id, user_id)")
    _capacity_valid = models.Constraint(
        "CHECK(capacity >= 0)", "A person cannot have fewer tickets than none."
    )

    def _compute_open_count(self):
        loads = self._get_loads(self.user_id)
        for member in self:
            member.open_count = loads.get(member.user_id.id, (0, 0))[0]

    @api.model
    def _get_loads(self, users):
        """Return ``{user id: (number, weight)}`` of the open tickets that wait for nobody."""
        # sudo: what a person has to do in other teams counts as well
        groups = (
            self.env["crm.service.ticket"]
            .sudo()
            ._read_group(
                [
                    ("user_id", "in", users.ids),
                    ("is_closed", "=", False),
                    ("is_waiting", "=", False),
                ],
                ["user_id", "priority"],
                ["__count"],
            )
        )
        loads = {}
        for user, priority, count in groups:
            number, weight = loads.get(user.id, (0, 0))
            loads[user.id] = (number + count, weight + count * WEIGHTS[priority])
        return loads

    def _get_capacity(self):
        """Return how many open tickets the member has at most, None for any number."""
        return self.capacity or self.team_id.capacity or None

    def _to_candidates(self, now):
        """Return the ``Candidate`` of each member at ``now``, in a constant number of queries."""
        loads = self._get_loads(self.user_id)
        presences = self._get_presences(now)
        candidates = []
        for member in self:
            number, weight = loads.get(member.user_id.id, (0, 0))
            candidates.append(
                Candidate(
                    member.user_id.id,
                    open=number,
                    load=weight,
                    capacity=member._get_capacity(),
                    turn=member.turn,
                    skills={line.skill_id.id: int(line.level) for line in member.skill_ids},
                    presence=presences[member],
                )
            )
        return candidates
