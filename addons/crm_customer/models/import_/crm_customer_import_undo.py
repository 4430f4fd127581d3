from psycopg2 import DataError, IntegrityError, OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

BATCH = 500
#: tables that hold what is computed from a record, or belongs to the import itself
DERIVED_TABLES = ("crm_customer_import", "crm_customer_profile", "crm_customer_touch")
#: (table, column with the model) of what hangs on any record by ``res_id``
LOOSE_REFERENCES = (
    ("mail_message", "model"),
    ("mail_activity", "res_model"),
    ("ir_attachment", "res_model"),
    ("calendar_event", "res_model"),
)


class CrmCustomerImport(models.Model):
    """Undoing: the journal backwards, except what somebody touched since."""

    _inherit = "crm.customer.import"

    undo_user_id = fields.Many2one("res.users", string="Undone by", readonly=True)

    def _user_env(self):
        env = super()._user_env()
        if self.task == "undo" and self.undo_user_id:
            return env(user=self.undo_user_id.id)
        return env

    def action_undo(self):
        """Remove what this import created and restore what it changed."""
        self.ensure_one()
        self.check_access("write")
        if not self.can_undo:
            raise UserError(self.env._("There is nothing to undo."))
        self.env.cr.execute(
            """
            UPDATE crm_customer_import_change SET state = 'done', reason = NULL
             WHERE import_id = %s AND state = 'kept'
            """,
            (self.id,),
        )
        self.env["crm.customer.import.change"].invalidate_model()
        total = self.env["crm.customer.import.change"].search_count(
            [("import_id", "=", self.id), ("state", "=", "done")]
        )
        self._start("undo", "changes", work_total=total, undo_user_id=self.env.uid, kept_count=0)
        return True

    def _task_undo(self):
        changes = self.env["crm.customer.import.change"]
        domain = [("import_id", "=", self.id), ("state", "=", "done")]
        while batch := changes.search(domain, order="id desc", limit=BATCH):
            for (model, kind), group in self._consecutive(batch):
                if model not in self.env:  # its addon was uninstalled
                    self._settle(group, "kept", self.env._("Its addon is not installed."))
                elif kind == "created":
                    self._undo_created(model, group)
                else:
                    self._undo_updated(model, group)
            self._advance(len(batch))
            yield len(batch)
        message = self.env._(
            "%(undone)s taken back, %(kept)s kept: the changes say why.",
            undone=self.undone_count,
            kept=self.kept_count,
        )
        self._finish("undone", message)

    def _consecutive(self, changes):
        """Return ``[((model, kind), changes)]`` without changing the order."""
        groups = []
        for change in changes:
            key = (change.model, change.kind)
            if groups and groups[-1][0] == key:
                groups[-1][1].append(change.id)
            else:
                groups.append((key, [change.id]))
        return [(key, changes.browse(ids)) for key, ids in groups]

    def _settle(self, changes, state, reason=None):
        """Note the outcome of undoing ``changes``."""
        if not changes:
            return
        self.env.cr.execute(
            "UPDATE crm_customer_import_change SET state = %s, reason = %s WHERE id = ANY(%s)",
            (state, reason, changes.ids),
        )
        changes.invalidate_recordset(["state", "reason"], flush=False)
        name = f"{state}_count"
        self[name] += len(changes)

    # created records

    def _undo_created(self, model, changes):
        states = self._table_states(model, changes.mapped("res_id"))
        used = self._find_uses(model, list(states))
        used |= self._target()._get_used_by(self, model, list(states))
        removable, done = changes.browse(), changes.browse()
        for change in changes:
            if change.res_id not in states:
                done |= change
            elif states[change.res_id] != change.after:
                self._settle(change, "kept", self._edited_reason(model, states, change))
            elif change.res_id in used:
                self._settle(change, "kept", used[change.res_id])
            else:
                removable |= change
        self._settle(done, "undone", self.env._("Was deleted already."))
        self._remove(model, self._without_inner_uses(model, removable))

    def _without_inner_uses(self, model, changes):
        """Keep what a record of the same model refers to that stays, as a company does
        when one of its contacts was edited; return the rest.
        """
        table = self.env[model]._table
        columns = [column for child, column in self._find_references(table) if child == table]
        while changes:
            ids = changes.mapped("res_id")
            conditions = [
                SQL(
                    "SELECT %(column)s FROM %(table)s"
                    " WHERE %(column)s = ANY(%(ids)s) AND NOT id = ANY(%(ids)s)",
                    column=SQL.identifier(column),
                    table=SQL.identifier(table),
                    ids=ids,
                )
                for column in columns
            ]
            if not conditions:
                return changes
            used = {row[0] for row in self.env.execute_query(SQL(" UNION ").join(conditions))}
            kept = changes.filtered(lambda change, used=used: change.res_id in used)
            if not kept:
                return changes
            self._settle(kept, "kept", self._use_reason(table))
            changes -= kept
        return changes

    def _edited_reason(self, model, states, change):
        now, then = states[change.res_id], change.after or {}
        names = sorted(key for key in {*now, *then} if now.get(key) != then.get(key))
        labels = [self._field_label(model, name) for name in names]
        return self.env._("Edited since: %(fields)s", fields=", ".join(labels)[:200])

    def _field_label(self, model, name):
        return self._target()._get_field_label(model, name)

    def _remove(self, model, changes):
        """Delete the records of ``changes``; one that cannot be is found by halving."""
        if not changes:
            return
        records = self._target()._get_writable(self, model)
        records = records.browse(changes.mapped("res_id"))
        try:
            with self.env.cr.savepoint():
                if (
                    model == self.system_id._name and self.system_id.id in records.ids
                ):  # made by this job for its keys
                    self.system_id = False
                self._target()._delete_created(records)
                self.env.flush_all()
        except OperationalError:
            raise
        except (DataError, IntegrityError, UserError) as error:
            if len(changes) == 1:
                self._settle(changes, "kept", str(error).strip()[:300])
                return
            half = len(changes) // 2
            self._remove(model, changes[:half])
            self._remove(model, changes[half:])
        else:
            self._settle(changes, "undone")

    def _find_uses(self, model, ids):
        """Return ``{id: reason}`` of records that other records refer to."""
        uses = {}
        if not ids:
            return uses
        for table, column in self._find_references(self.env[model]._table):
            if table == self.env[model]._table:
                continue  # see _without_inner_uses
            query = SQL(
                "SELECT DISTINCT %(column)s FROM %(table)s WHERE %(column)s = ANY(%(ids)s)",
                column=SQL.identifier(column),
                table=SQL.identifier(table),
                ids=ids,
            )
            for (record_id,) in self.env.execute_query(query):
                uses.setdefault(record_id, self._use_reason(table))
        for table, name in LOOSE_REFERENCES:
            query = SQL(
                "SELECT DISTINCT loose.res_id FROM %s loose JOIN %s made ON made.id = loose.res_id"
                " WHERE loose.%s = %s AND loose.res_id = ANY(%s) AND %s",
                SQL.identifier(table),
                SQL.identifier(self.env[model]._table),
                SQL.identifier(name),
                model,
                ids,
                # what the host noted while the record was made goes with it
                SQL("loose.create_date > made.create_date")
                if table == "mail_message"
                else SQL("TRUE"),
            )
            for (record_id,) in self.env.execute_query(query):
                uses.setdefault(record_id, self._use_reason(table))
        return uses

    def _use_reason(self, table):
        names = {other._table: other._description for other in self.env.registry.values()}
        return self.env._("Used by: %(model)s", model=names.get(table, table))

    def _find_references(self, table):
        """Return ``[(table, column)]`` of foreign keys to ``table`` that mean use.

        Keys that are deleted along with the record and were written with it, such as
        its external keys, are in ``_own_tables``.
        """
        self.env.cr.execute(
            """
            SELECT child.relname, attribute.attname
              FROM pg_constraint
              JOIN pg_class child ON child.oid = conrelid
              JOIN pg_attribute attribute
                ON attribute.attrelid = conrelid AND attribute.attnum = conkey[1]
             WHERE contype = 'f' AND confrelid = %s::regclass
               AND child.relnamespace = current_schema::regnamespace
             ORDER BY 1, 2
            """,
            (table,),
        )
        own = self._target()._get_own_tables(table)
        return [
            (child, column)
            for child, column in self.env.cr.fetchall()
            if not child.startswith(DERIVED_TABLES) and child not in own
        ]

    # updated records

    def _undo_updated(self, model, changes):
        records = self._target()._get_writable(self, model)
        records = records.browse(changes.mapped("res_id")).exists()
        by_id = {record.id: record for record in records}
        for change in changes:
            record = by_id.get(change.res_id)
            if record is None:
                self._settle(change, "kept", self.env._("Was deleted since."))
                continue
            self._undo_update(change, record)

    def _undo_update(self, change, record):
        before, after = change.before or {}, change.after or {}
        now = self._snapshot(record, after)
        same = [name for name in after if name in now and now[name] == after[name]]
        touched = [name for name in after if name not in same]
        try:
            with self.env.cr.savepoint():
                values = {name: before.get(name, False) for name in same}
                self._target()._restore(record, self._write_values(record, values))
                self.env.flush_all()
        except OperationalError:
            raise
        except (DataError, IntegrityError, UserError) as error:
            self._settle(change, "kept", str(error).strip()[:300])
            return
        if touched:
            labels = [self._field_label(change.model, name) for name in touched]
            reason = self.env._("Edited since: %(fields)s", fields=", ".join(labels)[:200])
            self._settle(change, "kept", reason)
        else:
            self._settle(change, "undone")

    def _write_values(self, record, values):
        """Return ``values`` of the journal as values to write."""
        return {
            name: [Command.set(value or [])] if self._is_list(record, name) else value
            for name, value in values.items()
        }

    @api.model
    def _is_list(self, record, name):
        field = record._fields.get(name)
        return field is not None and field.type in ("many2many", "one2many")
