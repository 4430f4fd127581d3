import json
from collections import defaultdict

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

# one worker gives positions, until its transaction ends
LOCK_KEY = 0x43524D4F
BATCH = 500


class CrmOutboxEvent(models.Model):
    """How events get their position and become deliveries, once."""

    _inherit = "crm.outbox.event"

    @api.model
    def _spread(self):
        """Give the next events their positions and make the deliveries, in this transaction.

        Events that commit late get later positions. A worker that ends before its commit
        leaves nothing; two at once are kept apart by a lock, and a worker whose snapshot is
        older than what another one did gets a SerializationFailure.

        :return: the number of events
        """
        if not self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s)", LOCK_KEY))[0][0]:
            return 0
        events = self._take_new()
        if not events:
            return 0
        lines = self._get_lines()
        pairs = [
            (event["id"], endpoint_id)
            for event in events
            for endpoint_id in self._get_receivers(event, lines.get(event["model"], ()))
        ]
        pairs = self._drop_unwanted(events, pairs)
        if pairs:
            self.env["crm.outbox.delivery"]._insert(pairs)
        return len(events)

    @api.model
    def _take_new(self):
        rows = self.env.execute_query_dict(
            SQL(
                """
                UPDATE crm_outbox_event event
                   SET position = numbered.position
                  FROM (SELECT id, nextval('crm_outbox_event_position_seq') AS position
                          FROM (SELECT id FROM crm_outbox_event WHERE position IS NULL
                                 ORDER BY id LIMIT %s) AS new) AS numbered
                 WHERE event.id = numbered.id
                RETURNING event.id, event.model, event.res_id, event.kind, event.company_id,
                          event.field_names
                """,
                BATCH,
            )
        )
        self.invalidate_model(["position"], flush=False)
        for row in rows:
            names = row["field_names"]
            row["field_names"] = set(json.loads(names) if isinstance(names, str) else names or ())
        return sorted(rows, key=lambda row: row["id"])

    @api.model
    def _get_lines(self):
        """Return the subscriptions of endpoints that are sent to: ``{model: lines}``."""
        lines = self.env["crm.outbox.subscription"].sudo()  # sudo: a worker serves everybody
        lines = lines.search(
            Domain("endpoint_id.active", "=", True) & Domain("endpoint_id.kind", "!=", "poll")
        )
        return lines.grouped("model")

    @api.model
    def _get_receivers(self, event, lines):
        """Return the ids of the endpoints that want ``event``, their condition aside."""
        return [
            line.endpoint_id.id
            for line in lines
            if event["kind"] in line._get_kinds()
            and event["company_id"] in (None, line.company_id.id)
            and (event["kind"] != "updated" or event["field_names"] & line._get_watched_names())
        ]

    @api.model
    def _drop_unwanted(self, events, pairs):
        """Leave out records that are gone, not to be read by who set the endpoint up, or do not
        meet the condition: one search per subscription.
        """
        by_id = {event["id"]: event for event in events}
        asked = defaultdict(set)
        for event_id, endpoint_id in pairs:
            event = by_id[event_id]
            if event["kind"] in ("created", "updated"):
                asked[event["model"], endpoint_id].add(event["res_id"])
        wanted = {
            (model, endpoint_id): self._search_wanted(model, endpoint_id, ids)
            for (model, endpoint_id), ids in asked.items()
        }
        return [
            (event_id, endpoint_id)
            for event_id, endpoint_id in pairs
            if by_id[event_id]["kind"] not in ("created", "updated")
            or by_id[event_id]["res_id"] in wanted[by_id[event_id]["model"], endpoint_id]
        ]

    @api.model
    def _search_wanted(self, model, endpoint_id, ids):
        endpoint = self.env["crm.outbox.endpoint"].sudo().browse(endpoint_id)
        line = endpoint.subscription_ids.filtered(lambda line: line.model == model)
        records = endpoint._as_reader(model)
        try:
            return set(records.search(line._get_condition() & Domain("id", "in", list(ids))).ids)
        except AccessError:
            return ids  # sending stops over the same, says so, and nothing is lost
