from odoo import api, fields, models


class CrmServiceTicket(models.Model):
    """The log of a ticket, and the dates that are read from it."""

    _inherit = "crm.service.ticket"

    event_ids = fields.One2many("crm.service.event", "ticket_id", "Events", readonly=True)
    date_opened = fields.Datetime(
        "Opened On", required=True, readonly=True, copy=False, default=fields.Datetime.now
    )
    date_assigned = fields.Datetime("Assigned On", readonly=True, copy=False)
    date_first_response = fields.Datetime("First Response On", readonly=True, copy=False)
    date_last_response = fields.Datetime("Last Response On", readonly=True, copy=False)
    date_last_message = fields.Datetime("Last Word of the Customer", readonly=True, copy=False)
    date_closed = fields.Datetime("Closed On", readonly=True, copy=False)
    reopen_count = fields.Integer("Times Reopened", readonly=True, copy=False)

    _opened_idx = models.Index("(date_opened DESC, id DESC) WHERE active IS TRUE")
    _closed_idx = models.Index("(date_closed DESC, id DESC) WHERE date_closed IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        """A ticket of the past brings its dates; they go into its log.

        Over RPC nobody can set them, see ``_sealed_fields``.
        """
        tickets = super().create(vals_list)
        # sudo: the log is the system's
        self.env["crm.service.event"].sudo().create(tickets._prepare_log())
        return tickets

    @api.model
    def _prepare_create_values(self, vals_list):
        """A ticket that begins with an owner, or closed, has the date of it."""
        prepared = super()._prepare_create_values(vals_list)
        for vals in prepared:
            opened = fields.Datetime.to_datetime(vals["date_opened"])
            if vals.get("user_id") and not vals.get("date_assigned"):
                vals["date_assigned"] = opened
            if vals.get("is_closed") and not vals.get("date_closed"):
                vals["date_closed"] = max(fields.Datetime.now(), opened)
        return prepared

    def _prepare_log(self):
        """Return the values of the events that new tickets bring."""
        return [line for ticket in self for line in ticket._prepare_history()]

    def _prepare_history(self):
        """Return the values of the events that a new ticket brings, in their order."""
        created = self._prepare_event("created", self.date_opened)
        if not self.is_closed:
            return self._prepare_answers(created)
        first = self.team_id._get_stages().filtered(lambda stage: not stage.is_closed)[:1]
        if first:
            created |= {"stage_id": first.id, "is_waiting": first.is_waiting, "is_closed": False}
        closed = self._prepare_event("stage", self.date_closed)
        return [*self._prepare_answers(created), closed] if first else [created]

    def _prepare_answers(self, created):
        if not self.date_first_response:
            return [created]
        date = self.date_first_response.replace(microsecond=0)
        return [created, created | {"kind": "response", "date": date}]

    def write(self, vals):
        before = {
            ticket: (ticket.stage_id, ticket.is_closed, ticket.user_id, ticket.active)
            for ticket in self
        }
        result = super().write(vals)
        if vals.keys() & {"stage_id", "team_id", "category_id", "user_id", "active"}:
            for ticket, facts in before.items():
                ticket._note_change(*facts)
        return result

    def _note_change(self, stage, was_closed, user, was_active):
        """Log what a write has changed, and date it."""
        now = fields.Datetime.now()
        # sudo: these dates are the system's
        ticket = self.sudo()
        if self.is_closed != was_closed:
            ticket.date_closed = now if self.is_closed else False
            ticket.reopen_count += not self.is_closed
        if self.user_id != user:
            ticket.date_assigned = now if self.user_id else False
        if self.stage_id != stage:
            self._log_event("stage")
        if self.active != was_active:
            self._log_event("restored" if self.active else "archived")

    def _log_event(self, kind, message=None):
        """Add a line for each ticket, and return them.

        :param message: the ``mail.message`` that it is about
        """
        now = fields.Datetime.now()
        # sudo: nobody writes the log by hand
        return (
            self.env["crm.service.event"]
            .sudo()
            .create([ticket._prepare_event(kind, now, message) for ticket in self])
        )

    def _prepare_event(self, kind, date, message=None):
        """Return the values of an event; clocks count whole seconds."""
        return {
            "ticket_id": self.id,
            "date": date.replace(microsecond=0),
            "kind": kind,
            "stage_id": self.stage_id.id,
            "is_waiting": self.is_waiting,
            "is_closed": self.is_closed,
            "user_id": self.env.uid,
            "message_id": message.id if message else False,
        }

    # what is said
    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        if kind := self._kind_of_message(message):
            self._log_event(kind, message)
            self._date_message(kind)
        return result

    def _kind_of_message(self, message):
        """Return "response" of staff, "message" of the customer, None for all other words.

        Internal notes and what the system says are neither.
        """
        if message.message_type not in ("comment", "email") or message.is_internal:
            return None
        if not message.subtype_id or message.subtype_id.internal:
            return None
        # sudo: whether the author works here, whoever posts
        is_staff = any(not user.share for user in message.author_id.sudo().user_ids)
        return "response" if is_staff else "message"

    def _date_message(self, kind):
        now = fields.Datetime.now()
        # sudo: these dates are the system's
        ticket = self.sudo()
        if kind == "message":
            ticket.date_last_message = now
            return
        ticket.date_last_response = now
        if not ticket.date_first_response:
            ticket.date_first_response = now
