from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command, Domain

from ..assignment.crm_service_team import METHODS

DAYS = 90


class CrmServiceReplay(models.Model):
    """What the last months would have looked like under other promises or another assignment.

    Nothing is written to tickets, clocks, policies or teams: only the figures are kept.
    """

    _name = "crm.service.replay"
    _description = "What-If Replay"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(required=True, default=lambda self: self._default_name())
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    # which tickets
    date_from = fields.Date("From", required=True, default=lambda self: self._default_date_from())
    date_to = fields.Date(
        "To",
        required=True,
        default=lambda self: fields.Date.context_today(self),
        help="Tickets that were opened from the first to the last day, both included.",
    )
    team_ids = fields.Many2many(
        "crm.service.team", string="Service Teams", check_company=True, help="Empty: all teams."
    )
    # what would be different
    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        "Other Working Hours",
        check_company=True,
        help="Everything that counts by the working hours of a team would count by these; "
        "policies with hours of their own stay with them. Empty: as it was.",
    )
    policy_ids = fields.One2many(
        "crm.service.replay.policy",
        "replay_id",
        "Policies",
        default=lambda self: self._default_policy_ids(),
        copy=True,
    )
    assignment_method = fields.Selection(
        [method for method in METHODS if method[0] != "manual"],
        "Assignment",
        help="Empty: the assignment is not replayed. What is assumed: tickets came in, waited "
        "and were solved when they were, whoever has them; skills, capacities, working hours and "
        "absences are those known today; everybody begins the period without any ticket; nobody "
        "takes tickets or passes them on by hand.",
    )
    only_skilled = fields.Boolean(
        "Only the Skilled",
        help="A ticket waits until somebody with all the skills it asks for is there.",
    )
    # what came of it
    date_replayed = fields.Datetime("Replayed On", readonly=True, copy=False)
    clock_count = fields.Integer("Promises", readonly=True, copy=False)
    figure_ids = fields.One2many(
        "crm.service.replay.figure", "replay_id", "Figures", readonly=True, copy=False
    )
    ticket_ids = fields.One2many(
        "crm.service.replay.ticket", "replay_id", "Other Verdicts", readonly=True, copy=False
    )
    changed_count = fields.Integer("Verdicts That Change", compute="_compute_changed_count")
    person_ids = fields.One2many(
        "crm.service.replay.person", "replay_id", "People", readonly=True, copy=False
    )
    spread = fields.Float(
        "Spread of Load",
        readonly=True,
        copy=False,
        help="Standard deviation of what the members of a team got, counted by priority, as a "
        "share of the average; 0: everybody got the same.",
    )
    new_spread = fields.Float(readonly=True, copy=False)
    skilled_rate = fields.Float(
        "With the Skill",
        readonly=True,
        copy=False,
        help="Of the tickets that ask for a skill: the share of those whose owner has all of them.",
    )
    new_skilled_rate = fields.Float("New With the Skill", readonly=True, copy=False)
    at_work_rate = fields.Float(
        "At Work",
        readonly=True,
        copy=False,
        help="The share of tickets that came in while their owner was at work.",
    )
    new_at_work_rate = fields.Float("New At Work", readonly=True, copy=False)

    _dates_ordered = models.Constraint(
        "CHECK(date_to >= date_from)", "The period ends before it begins."
    )

    @api.model
    def _default_name(self):
        today = fields.Date.context_today(self)
        return self.env._("What-If of %(date)s", date=fields.Date.to_string(today))

    @api.model
    def _default_date_from(self):
        return fields.Date.context_today(self) - timedelta(days=DAYS - 1)

    @api.model
    def _default_policy_ids(self):
        slas = self.env["crm.service.sla"].search([("company_id", "=", self.env.company.id)])
        return [Command.create({"sla_id": sla.id}) for sla in slas]

    @api.depends("ticket_ids")
    def _compute_changed_count(self):
        lines = self.env["crm.service.replay.ticket"]
        counts = dict(
            lines._read_group([("replay_id", "in", self.ids)], ["replay_id"], ["__count"])
        )
        for replay in self:
            replay.changed_count = counts.get(replay._origin, 0)

    @api.constrains("resource_calendar_id")
    def _check_resource_calendar_id(self):
        for replay in self.filtered("resource_calendar_id"):
            self.env["crm.service.clock"]._check_calendar(replay.resource_calendar_id)

    # which tickets
    def _get_zone(self):
        return self.company_id.resource_calendar_id.tz or "UTC"

    def _get_period(self):
        """Return the ``Domain`` of the tickets: opened in the period, archived ones as well."""
        self.ensure_one()
        start, end = (
            self.env["crm.service.member"]._start_of_day_in(self._get_zone(), day)
            for day in (self.date_from, self.date_to + timedelta(days=1))
        )
        period = Domain("date_opened", ">=", start) & Domain("date_opened", "<", end)
        period &= Domain("company_id", "=", self.company_id.id)
        return period & Domain("team_id", "in", self.team_ids.ids) if self.team_ids else period

    # acting
    def _clear(self):
        self.figure_ids.unlink()
        self.ticket_ids.unlink()
        self.person_ids.unlink()
        self.env["crm.service.replay.outcome"]._clear(self)

    def action_view_changed(self):
        """Open the tickets with another verdict."""
        self.ensure_one()
        return self.ticket_ids._view_tickets()
