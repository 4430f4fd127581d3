from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...tools.outbox.values import to_json
from .crm_outbox_event_spread import BATCH

READERS = "crm_customer.group_customer_manager,crm_customer.group_outbox_reader"
MOST = 5000


class CrmOutboxEvent(models.Model):
    """The feed of changes for receivers that ask."""

    _inherit = "crm.outbox.event"

    @api.model
    def changes_since(self, cursor=0, model=None, limit=1000):
        """Return the changes after ``cursor``, the oldest first.

        Over JSON-2::

            POST /json/2/crm.outbox.event/changes_since
            Authorization: bearer <API key>
            {"cursor": 0, "model": "sale.order", "limit": 1000}

        Ask with 0 first, then with the ``cursor`` of the answer, which holds: it never
        passes a change that becomes visible later, however long its transaction took. Ask
        again at once while ``more`` is true. Only models are told that an active endpoint
        subscribes to (kind "Polled by the Receiver", if nothing is to be sent).

        Records that the caller may not read are left out. Fields that the caller may not read
        are left out of ``fields`` and ``values``. Values are those of now, not those of the
        time of the change. Deleted records, and people that were erased, come with id and key
        alone.

        :param int cursor: position after which to begin
        :param str model: technical name, to ask for one model alone
        :param int limit: up to 5,000 changes are looked at
        :return: ``{"cursor": int, "more": bool, "expired": bool, "changes": [...]}``, a change
            being ``{"id": event id, "event": "created" | "updated" | "deleted" | "erased",
            "model", "res_id", "key", "at": ISO 8601 in UTC, "fields": [names],
            "values": {name: value}}``. ``expired`` says that changes after ``cursor`` were
            deleted meanwhile by the days of the settings: read the records anew.
        :raise AccessError: the user is neither manager of customers nor reader of changes
        :raise UserError: cursor, model or limit make no sense
        """
        self._check_reader()
        cursor, limit = self._check_arguments(cursor, model, limit)
        # sudo: giving positions is our own work; who asks was checked above
        feed = self.sudo()
        for _batch in range(limit // BATCH + 1):
            if feed._spread() < BATCH:
                break
        domain = Domain("position", ">", cursor) & Domain(
            "company_id", "in", [False, *self.env.companies.ids]
        )
        if model:
            domain &= Domain("model", "=", model)
        events = feed.search(domain, order="position", limit=limit + 1)
        more, events = len(events) > limit, events[:limit]
        last = (
            events
            if more
            else feed.search([("position", "!=", False)], order="position desc", limit=1)
        )
        return {
            # past what others alone may see, so that it is not looked through again
            "cursor": max(cursor, last[-1:].position),
            "more": more,
            "expired": cursor < self._get_purged() and cursor > 0,
            "changes": events.sudo(False)._get_changes(events),
        }

    @api.model
    def _check_reader(self):
        if not (self.env.su or self.env.user.has_groups(READERS)):
            raise AccessError(
                self.env._("Only managers of customers and readers of changes may ask for these.")
            )

    @api.model
    def _check_arguments(self, cursor, model, limit):
        try:
            cursor, limit = int(cursor or 0), int(limit)
        except (TypeError, ValueError) as error:
            raise UserError(self.env._("Cursor and limit are whole numbers.")) from error
        if cursor < 0 or limit < 1:
            raise UserError(self.env._("The cursor is 0 or more, the limit 1 or more."))
        if model and model not in self._outbox_models():
            raise UserError(
                self.env._("Changes of %(model)s are not told to other systems.", model=model)
            )
        return cursor, min(limit, MOST)

    def _get_changes(self, events):
        """Return ``events`` (in sudo) as the caller may see them; a few queries per model."""
        watched = self._get_watched()
        changes = {}
        for model, some in events.grouped("model").items():
            if model in self.env and self.env[model].has_access("read"):
                fallback = sorted(watched[model].fields) if model in watched else []
                changes |= self._get_changes_of(self.env[model], some, fallback)
        return [changes[event] for event in events if event in changes]

    def _get_changes_of(self, records, events, fallback):
        alive = events.filtered(lambda event: event.kind in ("created", "updated"))
        records = records.with_context(active_test=False)
        found = records.search([("id", "in", alive.mapped("res_id"))])
        readable = {
            name
            for name, field in records._fields.items()
            if records._has_field_access(field, "read")
        }
        names = {event: event.field_names or fallback for event in alive}
        wanted = readable.intersection(*[set().union(*names.values())]) if names else set()
        rows = {row["id"]: row for row in found.read(sorted(wanted), load=None)}
        changes = {}
        for event in events:
            told = [name for name in names.get(event, ()) if name in wanted]
            row = rows.get(event.res_id)
            if row is None and event in alive:
                continue
            changes[event] = event._get_heading() | {
                "fields": told,
                "values": {name: to_json(row[name]) for name in told} if row else {},
            }
        return changes

    def _get_heading(self):
        """Return what every message about the event says, personal data aside."""
        return {
            "id": self.uuid,
            "event": self.kind,
            "model": self.model,
            "res_id": self.res_id,
            "key": self.key or None,
            "at": f"{self.date.isoformat(timespec='seconds')}Z",
        }
