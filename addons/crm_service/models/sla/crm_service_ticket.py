from odoo import api, fields, models

from ...tools.sla import Entry

# what the log calls it, and what the engine does
KINDS = {"archived": "ended"}
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
        for ticket in tickets:
            ticket._apply_policies(ticket.date_opened)
        return tickets

    def write(self, vals):
        result = super().write(vals)
        if CONDITIONS & vals.keys():
            for ticket in self:
                ticket._apply_policies()
        return result

    def _apply_policies(self, date=None):
        """Start the clocks of the policies that apply now, and end those that do not.

        A policy that applies later counts from the opening of the ticket.

        :param date: since when they apply, by default now
        """
        # sudo: nobody writes clocks and log by hand
        ticket = self.sudo()
        slas = ticket._find_policies()
        known = ticket.clock_ids.sla_id
        self.env["crm.service.clock"].sudo().create(
            [{"ticket_id": ticket.id, "sla_id": sla.id} for sla in slas - known]
        )
        for clock in ticket.clock_ids:
            applies = clock.sla_id in slas
            if not clock.reached_at and ticket._is_under(clock.sla_id) != applies:
                ticket._log_policy(clock.sla_id, applies, date)
        ticket.clock_ids._refresh()

    def _find_policies(self):
        """Return the policies that apply to the ticket; called in sudo."""
        return self.env["crm.service.sla"]._find_for(self)

    def _get_log(self, sla=None):
        """Return what happened, ``tools.sla.Entry`` in their order.

        :param sla: the policy whose changes are told; None: those of no policy
        """
        events = self.event_ids.sorted(lambda event: (event.date, event.id))
        return [
            Entry(
                event.date,
                KINDS.get(event.kind, event.kind),
                stage=event.stage_id.id,
                is_waiting=event.is_waiting,
                is_closed=event.is_closed,
                policy=event.sla_id.id or None,
                seconds=event.seconds or None,
            )
            for event in events
            if event.kind != "policy" or (sla and event.sla_id == sla)
        ]

    def _is_under(self, sla):
        """Say whether the log has the ticket under ``sla`` at present."""
        events = self.event_ids.filtered(lambda event: event.sla_id == sla)
        return bool(events.sorted(lambda event: (event.date, event.id))[-1:].seconds)

    def _log_policy(self, sla, applies, date=None):
        """Log that ``sla`` applies from ``date`` (now) on, or no longer."""
        event = self._prepare_event("policy", date or fields.Datetime.now())
        seconds = sla._get_seconds() if applies else 0
        self.env["crm.service.event"].create(event | {"sla_id": sla.id, "seconds": seconds})

    def _log_event(self, kind, message=None):
        events = super()._log_event(kind, message)
        # sudo: nobody writes clocks by hand
        self.sudo().clock_ids._refresh()
        return events
