from collections import defaultdict
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL, ormcache
from odoo.tools.sql import table_exists

NOTES = "crm_outbox"


class Watched(NamedTuple):
    """What all subscriptions together want to know about a model."""

    kinds: frozenset
    fields: frozenset


class Notes:
    """What happened to the records of one model since the last flush."""

    def __init__(self):
        self.kept = {}  # {id: (kind, set of field names)}
        self.gone = {}  # {id: (kind, key, company id)}

    def add(self, record_id, kind, field_names=()):
        before = self.kept.get(record_id)
        if before and before[0] == "created":
            return  # whoever hears that it is new reads it as it is now
        names = set(field_names) | (before[1] if before else set())
        self.kept[record_id] = (kind, names)

    def add_gone(self, record_id, kind, key, company_id):
        before = self.kept.pop(record_id, None)
        if not before or before[0] != "created":
            self.gone[record_id] = (kind, key or None, company_id or None)


class CrmOutboxEvent(models.Model):
    """How changes become rows: noted in memory, stored by one INSERT before the commit."""

    _inherit = "crm.outbox.event"

    @api.model
    @ormcache()
    def _get_watched(self):
        """Return what is subscribed, cached until a subscription changes: ``{model: Watched}``.

        Other workers hear of a change with their next request; transactions that run
        meanwhile go by what was subscribed when they began.
        """
        if not table_exists(self.env.cr, "crm_outbox_subscription"):
            return {}  # while the addon goes away
        kinds, names = defaultdict(set), defaultdict(set)
        # sudo: users change what they may, whoever subscribed to it
        lines = self.env["crm.outbox.subscription"].sudo()
        for line in lines.search([("endpoint_id.active", "=", True)]):
            if line.model in self.env:
                kinds[line.model] |= line._get_kinds()
                names[line.model] |= line._get_watched_names() if line.on_update else set()
        return {model: Watched(frozenset(kinds[model]), frozenset(names[model])) for model in kinds}

    @api.model
    def _forget_watched(self):
        self.env.registry.clear_cache()

    @api.model
    def _get_notes(self, model_name):
        precommit = self.env.cr.precommit
        if NOTES not in precommit.data:
            precommit.data[NOTES] = defaultdict(Notes)
            precommit.add(self._flush_notes)
        return precommit.data[NOTES][model_name]

    @api.model
    def _flush_notes(self):
        """Store what this transaction noted, in one statement."""
        notes = self.env.cr.precommit.data.pop(NOTES, {})
        queries = [
            query
            for model_name, noted in notes.items()
            for query in self._note_queries(self.env[model_name], noted)
        ]
        if not queries:
            return
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO crm_outbox_event (
                    uuid, date, create_uid, create_date, write_uid, write_date,
                    model, res_id, kind, field_names, key, company_id)
                SELECT gen_random_uuid()::text, now.at, %(uid)s, now.at, %(uid)s, now.at, changed.*
                  FROM (%(changed)s) AS changed,
                       (SELECT clock_timestamp() AT TIME ZONE 'UTC' AS at) AS now
                RETURNING 1
                """,
                uid=self.env.uid,
                changed=SQL(" UNION ALL ").join(queries),
            )
        )
        if rows:
            self.env["crm.outbox.delivery"]._trigger()

    @api.model
    def _note_queries(self, model, noted):
        if noted.kept:
            yield self._kept_query(model, noted.kept)
        if noted.gone:
            yield self._gone_query(model, noted.gone)

    @api.model
    def _kept_query(self, model, kept):
        """Select what is still there: a rolled back savepoint leaves notes of nothing."""
        field_names = ["{" + ",".join(sorted(names)) + "}" for _kind, names in kept.values()]
        columns = {
            name: SQL.identifier("record", name) if name else SQL("NULL")
            for name in (model._outbox_key_field, model._outbox_scope_field)
        }
        company = model._fields.get("company_id")
        has_company = company is not None and company.store
        scope = model._outbox_scope_field
        return SQL(
            """
            SELECT %s::varchar, record.id, noted.kind,
                   to_jsonb(noted.field_names::text[]), %s::varchar, %s::int
              FROM unnest(%s::int[], %s::varchar[], %s::text[]) AS noted(id, kind, field_names)
              JOIN %s AS record ON record.id = noted.id
             WHERE %s
            """,
            model._name,
            columns[model._outbox_key_field],
            SQL.identifier("record", "company_id") if has_company else SQL("NULL"),
            list(kept),
            [kind for kind, _names in kept.values()],
            field_names,
            SQL.identifier(model._table),
            SQL("%s IS NOT NULL", columns[scope]) if scope else SQL("TRUE"),
        )

    @api.model
    def _gone_query(self, model, gone):
        return SQL(
            """
            SELECT %s::varchar, noted.id, noted.kind, '[]'::jsonb, noted.key, noted.company_id
              FROM unnest(%s::int[], %s::varchar[], %s::varchar[], %s::int[])
                AS noted(id, kind, key, company_id)
             WHERE noted.kind = 'erased'
                OR NOT EXISTS (SELECT FROM %s AS record WHERE record.id = noted.id)
            """,
            model._name,
            list(gone),
            [kind for kind, _key, _company in gone.values()],
            [key for _kind, key, _company in gone.values()],
            [company for _kind, _key, company in gone.values()],
            SQL.identifier(model._table),
        )
