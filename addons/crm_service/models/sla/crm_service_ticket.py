from odoo import api, fields, models

from ...tools.sla import in_force, tell_hours

# what decides which policies apply
CONDITIONS = {
    "category_id",
    "company_id",
    "impact",
    "kind",
    "partner_id",
    "priority",
    "tag_ids",
    "team_id",
    "urgency",
}


def _at(stretches, moment):
    """Return what held at ``moment``: of pairs (since when, what), ordered."""
    return in_force([(what, since) for since, what in stretches], moment)


class CrmServiceTicket(models.Model):
    """The clocks of a ticket, and its next deadline."""

    _inherit = "crm.service.ticket"

    clock_ids = fields.One2many("crm.service.clock", "ticket_id", "Clocks", readonly=True)
    deadline = fields.Datetime(
        compute="_compute_sla",
        store=True,
        help="The first deadline of the clocks that run.",
    )
    is_breached = fields.Boolean("Breached", compute="_compute_sla", store=True)

    _deadline_idx = models.Index("(deadline, id) WHERE active IS TRUE AND is_closed IS NOT TRUE")
    _breached_idx = models.Index("(deadline, id) WHERE active IS TRUE AND is_breached IS TRUE")

    @api.depends("clock_ids.deadline", "clock_ids.state", "clock_ids.is_breached")
    def _compute_sla(self):
        for ticket in self:
            running = ticket.clock_ids.filtered(lambda clock: clock.state == "running")
            deadlines = [clock.deadline for clock in running if clock.deadline]
            ticket.deadline = min(deadlines, default=False)
            ticket.is_breached = any(ticket.clock_ids.mapped("is_breached"))

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        # sudo: nobody writes clocks by hand
        tickets.sudo()._start_clocks()
        return tickets

    def _prepare_log(self):
        """What applies to a new ticket is in its log from the opening on."""
        # sudo: what is promised does not depend on who enters the ticket
        found = self.sudo()._find_policies()
        return super()._prepare_log() + [
            ticket._prepare_event("policy", ticket.date_opened) | sla._prepare_promise(True)
            for ticket, slas in found.items()
            for sla in slas
        ]

    def _start_clocks(self):
        """Start the clocks of the policies that the log of these new tickets names."""
        self.env["crm.service.clock"]._start(
            [(ticket, sla) for ticket in self for sla in ticket.event_ids.sla_id]
        )

    def write(self, vals):
        teams = {ticket: ticket.team_id for ticket in self}
        result = super().write(vals)
        if CONDITIONS & vals.keys():
            self._log_team(teams)
            self._apply_policies()
        return result

    def _log_team(self, teams):
        """Log which tickets have gone to another team: its hours count from now on.

        :param teams: ``{ticket: team before}``
        """
        moved = self.filtered(lambda ticket: ticket.team_id != teams[ticket])
        now = fields.Datetime.now()
        # sudo: nobody writes the log by hand
        self.env["crm.service.event"].sudo().create(
            [ticket._prepare_event("team", now) for ticket in moved]
        )

    def _prepare_event(self, kind, date, message=None):
        return super()._prepare_event(kind, date, message) | {"team_id": self.team_id.id}

    def _apply_policies(self):
        """Start the clocks of the policies that apply now, and end those that do not.

        A policy that applies later counts from the opening of the ticket.
        """
        # sudo: nobody writes clocks and log by hand
        tickets = self.sudo()
        found = tickets._find_policies()
        started, changes, now = [], [], fields.Datetime.now()
        for ticket, slas in found.items():
            started += [(ticket, sla) for sla in slas - ticket.clock_ids.sla_id]
            changes += [
                (ticket, sla, sla in slas, now) for sla in ticket._get_changed_policies(slas)
            ]
        known = tickets.clock_ids
        tickets._log_policies(changes)
        known._refresh()
        known._start(started)

    def _get_changed_policies(self, slas):
        """Return the policies that begin or end to apply, if ``slas`` do from now on."""
        reached = self.clock_ids.filtered("reached_at").sla_id
        changed = (slas | self.clock_ids.sla_id) - reached
        return changed.filtered(lambda sla: self._is_under(sla) != (sla in slas))

    def _find_policies(self):
        """Return ``{ticket: its policies}``; called in sudo."""
        return self.env["crm.service.sla"]._find_for(self)

    def _get_log(self, sla=None):
        """Return what happened, ``tools.sla.Entry`` in their order, with the hours that counted.

        :param sla: the policy whose changes are told; None: those of no policy
        """
        events = self.event_ids.sorted(lambda event: (event.date, event.id))
        log = [
            event._to_entry()
            for event in events
            if event.kind != "team" and (event.kind != "policy" or (sla and event.sla_id == sla))
        ]
        stretches = self._get_stretches(events, sla)
        chains = {owner: [part[:2] for part in owner._get_chain()] for _date, owner in stretches}
        return tell_hours(log, stretches, chains)

    def _get_stretches(self, events, sla):
        """Return [(since when, team or policy)]: whose working hours counted.

        Events without a team are from before it was kept.
        """
        teams = [
            (event.date, event.team_id or self.team_id)
            for event in events
            if event.kind in ("created", "team")
        ]
        own = [(since, is_own) for _key, since, is_own in sla._get_chain()] if sla else []
        if not any(is_own for _since, is_own in own):
            return teams
        start = teams[0][0]
        moments = {start, *(date for date, _team in teams)}
        moments |= {since for since, _is_own in own if since > start}
        return [
            (moment, sla if _at(own, moment) else _at(teams, moment)) for moment in sorted(moments)
        ]

    def _get_calendars(self, entries):
        """Return ``{key: WorkCalendar}`` of each key that the log names."""
        keys = {entry.calendar for entry in entries if entry.kind in ("created", "calendar")}
        return self.team_id._get_calendars(keys, entries[0].moment)

    def _is_under(self, sla):
        """Say whether the log has the ticket under ``sla`` at present."""
        events = self.event_ids.filtered(lambda event: event.sla_id == sla)
        return bool(events.sorted(lambda event: (event.date, event.id))[-1:].seconds)

    def _log_policies(self, changes):
        """Log what policies promise, or that they do so no longer.

        :param changes: [(ticket, policy, whether it applies, since when)]
        """
        self.env["crm.service.event"].create(
            [
                ticket._prepare_event("policy", date) | sla._prepare_promise(applies)
                for ticket, sla, applies, date in changes
            ]
        )

    def _log_event(self, kind, message=None):
        events = super()._log_event(kind, message)
        # sudo: nobody writes clocks by hand
        self.sudo().clock_ids._refresh()
        return events
