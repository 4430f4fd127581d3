from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.replay import Change
from ...tools.sla import ROUND_THE_CLOCK

# what a policy promises, and what a line may change
PROMISE = (
    "hours",
    "warn_minutes",
    "pauses_while_waiting",
    "around_the_clock",
    "resource_calendar_id",
)


class CrmServiceReplayPolicy(models.Model):
    """What a policy would have promised. What is as in the policy stays as it was then."""

    _name = "crm.service.replay.policy"
    _description = "Policy in a What-If Replay"
    _order = "id"
    _check_company_auto = True

    replay_id = fields.Many2one("crm.service.replay", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="replay_id.company_id", store=True)
    sla_id = fields.Many2one(
        "crm.service.sla",
        "Policy",
        required=True,
        ondelete="cascade",
        check_company=True,
        index=True,
    )
    target = fields.Selection(related="sla_id.target")
    hours = fields.Float("Within", compute="_compute_promise", store=True, readonly=False)
    warn_minutes = fields.Integer(
        "Warn Before", compute="_compute_promise", store=True, readonly=False
    )
    pauses_while_waiting = fields.Boolean(
        "Pauses", compute="_compute_promise", store=True, readonly=False
    )
    stage_ids = fields.Many2many(
        "crm.service.stage",
        string="Pause Stages",
        help="The stages that count as waiting; empty: those that did.",
    )
    around_the_clock = fields.Boolean(
        "24×7", compute="_compute_promise", store=True, readonly=False
    )
    resource_calendar_id = fields.Many2one(
        "resource.calendar",
        "Working Hours",
        compute="_compute_promise",
        store=True,
        readonly=False,
        check_company=True,
        help="Empty: those of the team, or what the replay has in their place.",
    )
    is_changed = fields.Boolean("Changed", compute="_compute_is_changed")

    _once_uniq = models.UniqueIndex("(replay_id, sla_id)", "The policy stands here already.")
    _hours_valid = models.Constraint(
        "CHECK(hours > 0 AND hours <= 10000)", "The time is more than 0 and up to 10,000 hours."
    )
    _warn_valid = models.Constraint(
        "CHECK(warn_minutes >= 0)", "A warning comes before, not after."
    )

    @api.depends("sla_id")
    def _compute_promise(self):
        for line in self:
            for name in PROMISE:
                line[name] = line.sla_id[name]

    @api.depends(
        "hours",
        "warn_minutes",
        "pauses_while_waiting",
        "stage_ids",
        "around_the_clock",
        "resource_calendar_id",
        "replay_id.resource_calendar_id",
    )
    def _compute_is_changed(self):
        for line in self:
            line.is_changed = line._get_change() != Change() or line._has_other_hours()

    @api.constrains("resource_calendar_id", "around_the_clock")
    def _check_resource_calendar_id(self):
        for line in self:
            if line.resource_calendar_id and not line.around_the_clock:
                self.env["crm.service.clock"]._check_calendar(line.resource_calendar_id)

    @api.constrains("sla_id", "stage_ids", *PROMISE)
    def _check_not_running(self):
        self.replay_id._check_not_running()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        self.replay_id._check_not_running()

    @api.model_create_multi
    def create(self, vals_list):
        """What is not said is as in the policy: one field that is given stops the compute."""
        return super().create([self._read_promise(vals) | vals for vals in vals_list])

    @api.model
    def _read_promise(self, vals):
        sla = self.env["crm.service.sla"].browse(vals.get("sla_id"))
        return {name: self._fields[name].convert_to_write(sla[name], sla) for name in PROMISE}

    # what the engine asks
    def _get_change(self):
        """Return the ``tools.replay.Change``, without its working hours."""
        self.ensure_one()
        sla, pauses = self.sla_id, self.pauses_while_waiting
        return Change(
            seconds=round(self.hours * 3600) if self.hours != sla.hours else None,
            pauses=pauses if pauses != sla.pauses_while_waiting else None,
            waiting=frozenset(self.stage_ids.ids) if self.stage_ids else None,
            warn=self.warn_minutes * 60 if self.warn_minutes != sla.warn_minutes else None,
        )

    def _get_own_hours(self):
        """Return by what it would count in place of the hours of the team.

        :return: ROUND_THE_CLOCK, the id of a calendar, or None
        """
        return ROUND_THE_CLOCK if self.around_the_clock else (self.resource_calendar_id.id or None)

    def _has_other_hours(self):
        sla = self.sla_id
        own = ROUND_THE_CLOCK if sla.around_the_clock else (sla.resource_calendar_id.id or None)
        asked = self._get_own_hours()
        return asked != own or bool(not asked and self.replay_id.resource_calendar_id)

    def _get_other_calendar(self):
        """As ``_get_own_hours``, with what the replay has in place of the hours of the teams."""
        return self._get_own_hours() or self.replay_id.resource_calendar_id.id or None

    def _get_domain(self):
        """Return the ``Domain`` of the clocks of the policies on the tickets of the period."""
        if not self:
            return Domain.FALSE
        tickets = self.replay_id._get_period()
        return Domain("sla_id", "in", self.sla_id.ids) & Domain("ticket_id", "any", tickets)

    def _get_clocks(self, more=(), limit=None):
        """Return these clocks, those of the domain ``more`` alone."""
        clocks = self.env["crm.service.clock"].with_context(active_test=False)
        return clocks.search(self._get_domain() & Domain(more), order="id", limit=limit)
