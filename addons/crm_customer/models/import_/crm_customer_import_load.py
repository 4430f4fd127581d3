import logging

from psycopg2 import DataError, IntegrityError, OperationalError

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .staging import copy_rows

_logger = logging.getLogger(__name__)

BATCH = 1_000
ROW_FIELDS = "id, number, part, depth, label, vals, action, res_model, res_id, parent_row_id"
JOURNAL_COLUMNS = (
    *("import_id", "row_id", "number", "model", "res_id", "res_name"),
    *("kind", "before", "after", "state"),
)
#: no mail, no subscription, no tracking: an import is not the news of each record
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "mail_notify_force_send": False,
    "_partners_skip_fields_sync": True,
    "crm_import": True,
}


class CrmCustomerImport(models.Model):
    """Loading: staged rows become records, with a journal that undoing reads."""

    _inherit = "crm.customer.import"

    def _user_env(self):
        """Return the environment of the importing user in the company of the job."""
        self.ensure_one()
        return (
            self.with_user(self.user_id)
            .with_company(self.company_id)
            .with_context(
                **QUIET,
                allowed_company_ids=self.company_id.ids,
                lang=self.user_id.lang,
                tz=self.user_id.tz,
            )
            .env
        )

    def _get_system(self):
        """Return the external system that the keys of this job belong to."""
        if not self.system_id:
            systems = self.env["crm.customer.external.system"].sudo()
            system = systems.search([("code", "=", "FILE")], limit=1)
            if not system:
                system = systems.create({"name": self.env._("Imported files"), "code": "FILE"})
                line = {"id": None, "number": None, "label": system.name}
                self.sudo()._journal_extra(line, system)
            self.sudo().system_id = system
        return self.system_id

    def action_load(self):
        """Write what the preview shows, in the background."""
        self.ensure_one()
        self.check_access("write")
        if self.task or self.state not in ("checked", "cancelled", "failed"):
            raise UserError(self.env._("This import cannot be loaded now."))
        if not self.can_load:
            raise UserError(self.env._("There is nothing to load. Check the file first."))
        total = self.to_create_count + self.to_update_count + self.to_skip_count
        self._start("load", "rows", work_total=total)
        return True

    def _fetch_rows(self, condition, *params, limit=None, depth_first=False):
        """Return up to ``limit`` staged rows as dicts, in the order of loading."""
        order = "depth, id" if depth_first else "id"
        self.env.cr.execute(
            f"""
            SELECT {ROW_FIELDS} FROM crm_customer_import_row
             WHERE import_id = %s AND state = 'staged'
               AND action IN ('create', 'update', 'skip') AND {condition}
             ORDER BY {order} LIMIT %s
            """,
            (self.id, *params, limit or BATCH),
        )
        return self.env.cr.dictfetchall()

    def _task_load(self):
        while rows := self._fetch_rows("TRUE", depth_first=True):
            rows = [row for row in rows if row["depth"] == rows[0]["depth"]]
            self._load_batch(rows)
            self._advance(len(rows))
            yield len(rows)
        self._target()._after_load(self)
        self._finish_load()

    def _load_batch(self, rows):
        """Load ``rows`` of one depth; a bad one is found by halving and set aside."""
        try:
            with self.env.cr.savepoint():
                self._load_rows(rows)
        except OperationalError:
            raise  # a concurrent transaction: the whole batch is tried again
        except (
            DataError,
            IntegrityError,
            UserError,
            ValueError,
            TypeError,
            AssertionError,
        ) as error:
            if len(rows) == 1:
                self._set_failed(rows[0], error)
                return
            half = len(rows) // 2
            self._load_batch(rows[:half])
            self._load_batch(rows[half:])

    def _load_rows(self, rows):
        self._resolve_parents(rows)
        by_action = {"create": {}, "update": {}, "skip": {}}
        for row in rows:
            by_action[row["action"]].setdefault(row["part"], []).append(row)
        for part, group in by_action["create"].items():
            self._create_rows(part, group)
        for group in by_action["update"].values():
            self._update_rows(group)
        self._mark_done(rows)

    def _resolve_parents(self, rows):
        """Put the record of the parent row into ``row["parent_res_id"]``."""
        parents = [row["parent_row_id"] for row in rows if row["parent_row_id"]]
        self.env.cr.execute(
            "SELECT id, res_id FROM crm_customer_import_row WHERE id = ANY(%s)", (parents,)
        )
        found = dict(self.env.cr.fetchall())
        for row in rows:
            row["parent_res_id"] = found.get(row["parent_row_id"])
            if row["parent_row_id"] and not row["parent_res_id"] and row["action"] != "skip":
                raise UserError(self.env._("The company of this row could not be loaded."))

    def _create_rows(self, part, rows):
        records = self._target()._create_batch(self, part, rows)
        records.env.flush_all()
        for row, record in zip(rows, records, strict=True):
            row["res_id"] = record.id
        self._journal_created(records._name, rows)

    def _update_rows(self, rows):
        changed = []
        for row, record, changes in self._update_plan(rows, full=True):
            if not changes:
                row["action"] = "skip"
                continue
            names = {**changes, **dict.fromkeys(self._target()._get_dragged(record, changes))}
            before = self._snapshot(record, names)
            extra = self._target()._write_record(self, row["part"], record, changes)
            record.env.flush_all()
            after = self._snapshot(record, names)
            changed.append((row, record, before, after))
            for other in extra:
                if isinstance(other, tuple):
                    changed.append((row, *other))
                else:
                    self._journal_extra(row, other)
        self._journal_updated(changed)

    def _update_plan(self, rows, full=False):
        """Yield (row, record, changes): what updating would write.

        :param full: values as to be written, else texts ``{field: [now, after]}``
        """
        target = self._target()
        for model, group in _grouped(rows, "res_model").items():
            records = target._get_writable(self, model)
            records = records.browse([row["res_id"] for row in group]).exists()
            by_id = {record.id: record for record in records}
            target._prefetch_update(self, records)
            for row in group:
                record = by_id.get(row["res_id"])
                if record is None:
                    raise UserError(self.env._("The record to update was deleted. Check again."))
                changes = target._prepare_update(self, row["part"], record, row)
                yield row, record, changes if full else target._describe(record, changes)

    def _snapshot(self, record, names):
        """Return ``{field: value}`` of ``record`` as JSON."""
        values = {}
        for name in names:
            field = record._fields.get(name)
            if field is None:
                values |= self._target()._snapshot_extra(record, name)
                continue
            if field.type in ("many2many", "one2many"):
                values[name] = sorted(record[name].ids)
            elif field.type in ("date", "datetime"):
                values[name] = field.to_string(record[name]) if record[name] else False
            else:
                values[name] = field.convert_to_write(record[name], record)
        return values

    # journal

    def _journal_columns(self, model):
        """Return the columns of ``model`` that tell whether someone edited a record.

        Kept on the job: a column that another addon brings later tells nothing.
        """
        known = self.journal_columns or {}
        if model not in known:
            known[model] = self._find_journal_columns(model)
            self.journal_columns = known
        return known[model]

    def _find_journal_columns(self, model):
        skipped = {"id", "create_date", "create_uid", "write_date", "write_uid"}
        skipped |= self._target()._get_volatile_fields(model)
        return [
            name
            for name, field in self.env[model]._fields.items()
            if field.store
            and field.column_type
            and name not in skipped
            and not (field.compute and field.readonly)
        ]

    def _table_states(self, model, ids):
        """Return ``{id: {column: value}}`` as the journal keeps it, without empty ones."""
        columns = ", ".join(f'"{column}"' for column in self._journal_columns(model))
        self.env.cr.execute(
            f"""
            SELECT id, jsonb_strip_nulls(to_jsonb(crm_state)) - 'id'
              FROM (SELECT id, {columns} FROM "{self.env[model]._table}"
                     WHERE id = ANY(%s)) crm_state
            """,
            (ids,),
        )
        states = dict(self.env.cr.fetchall())
        for name in self._target()._get_journal_lists(model):
            self._add_list_states(states, self.env[model]._fields[name])
        return states

    def _add_list_states(self, states, field):
        """Put the ids of a many2many ``field`` into ``states``, where there are any."""
        self.env.cr.execute(
            SQL(
                """
                SELECT %(column)s, jsonb_agg(%(other)s ORDER BY %(other)s) FROM %(table)s
                 WHERE %(column)s = ANY(%(ids)s) GROUP BY 1
                """,
                column=SQL.identifier(field.column1),
                other=SQL.identifier(field.column2),
                table=SQL.identifier(field.relation),
                ids=list(states),
            )
        )
        for record_id, ids in self.env.cr.fetchall():
            states[record_id][field.name] = ids

    def _journal_created(self, model, rows):
        """Note how the new records look, straight from their table."""
        states = self._table_states(model, [row["res_id"] for row in rows])
        self._write_journal(
            (row, model, row["res_id"], "created", None, states[row["res_id"]]) for row in rows
        )

    def _journal_updated(self, changed):
        self._write_journal(
            (row, record._name, record.id, "updated", before, after)
            for row, record, before, after in changed
        )

    def _write_journal(self, lines):
        copy_rows(
            self.env.cr,
            "crm_customer_import_change",
            JOURNAL_COLUMNS,
            (
                (
                    *(self.id, row["id"], row["number"], model, res_id, row["label"]),
                    *(kind, before, after, "done"),
                )
                for row, model, res_id, kind, before, after in lines
            ),
        )

    def _journal_extra(self, row, records):
        """Journal records made beside the main one, for example an external key."""
        lines = [
            {"id": row["id"], "number": row["number"], "res_id": record.id, "label": row["label"]}
            for record in records
        ]
        if lines:
            records.env.flush_all()
            self._journal_created(records._name, lines)

    # outcome

    def _mark_done(self, rows):
        self.env.cr.execute_values(
            """
            UPDATE crm_customer_import_row row
               SET state = 'done', res_id = COALESCE(new.res_id, row.res_id),
                   action = new.action
              FROM (VALUES %s) AS new(id, res_id, action) WHERE row.id = new.id
            """,
            [(row["id"], row["res_id"], row["action"]) for row in rows],
            template="(%s, %s::int, %s)",
            page_size=BATCH,
        )
        counts = {"create": 0, "update": 0, "skip": 0}
        for row in rows:
            counts[row["action"]] += 1
        self.write(
            {
                "created_count": self.created_count + counts["create"],
                "updated_count": self.updated_count + counts["update"],
                "skipped_count": self.skipped_count + counts["skip"],
            }
        )

    def _set_failed(self, row, error):
        text = str(error).strip().splitlines()
        text = (text[0] if text else type(error).__name__)[:300]
        _logger.info("Import %s: row %s refused: %s", self.id, row["number"], text)
        self.env.cr.execute(
            """
            UPDATE crm_customer_import_row SET state = 'failed', problem = %(text)s
             WHERE id = %(row)s;
            INSERT INTO crm_customer_import_issue
                   (import_id, number, position, code, value, params, level)
            VALUES (%(job)s, %(number)s, -1, 'load_failed', %(label)s,
                    jsonb_build_object('error', %(text)s::text), 'error');
            """,
            {
                "text": text,
                "row": row["id"],
                "job": self.id,
                "number": row["number"],
                "label": row["label"],
            },
        )
        self.failed_count += 1

    def _finish_load(self):
        message = self.env._(
            "%(created)s created, %(updated)s updated, %(skipped)s left alone, %(failed)s failed.",
            created=self.created_count,
            updated=self.updated_count,
            skipped=self.skipped_count,
            failed=self.failed_count,
        )
        self._finish("loaded", message)


def _grouped(rows, key):
    groups = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups
