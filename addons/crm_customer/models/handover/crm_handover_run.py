import logging

from psycopg2 import Error as DatabaseError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from ...tools.handover.handover import split

_logger = logging.getLogger(__name__)

BATCH = 200
# so much is moved while who started it waits
AT_ONCE = 400
# one mail per successor, not one per record
QUIET = {
    "mail_auto_subscribe_no_notify": True,
    "mail_activity_quick_update": True,
    "dont_notify": True,
    "mail_notify_author": False,
}


class CrmHandover(models.Model):
    """Moves what was chosen, in batches, each item once."""

    _inherit = "crm.handover"

    def _begin(self):
        """Note everything that is to move, then move it, or let the cron do so."""
        self.ensure_one()
        self._plan()
        self.sudo().state = "running"
        self._go_on()

    def _go_on(self):
        if self.planned_count + (self.state == "undoing") * self.moved_count > AT_ONCE:
            self.env.ref("crm_customer.crm_handover_cron")._trigger()
            return
        while self._run_batch():
            pass

    # planning

    def _plan(self):
        """Write a planned item for each record, with its successor."""
        chosen = set(self.source_ids.filtered("is_moved").mapped("key"))
        sources = [source for source in self._sources() if source.key in chosen]
        found = {}
        for source in sources:
            found[source] = self._found(source, found)
        owners = self._owners(found)
        for source, rows in found.items():
            self._insert_items(source, [(res_id, owners.get(key)) for res_id, key in rows])
        self.item_ids.invalidate_recordset()
        self.invalidate_recordset()

    def _owners(self, found):
        """Return ``{key: successor}``; customers and other work are shared out each."""
        keys = {key for source, rows in found.items() if not source.end for _id, key in rows}
        weights = {share.user_id.id: share.weight for share in self.share_ids if share.weight}
        owners = {}
        for kind in sorted({key[0] for key in keys}):
            owners |= split([key for key in keys if key[0] == kind], weights)
        return owners

    def _found(self, source, found):
        """Return ``[(id, key)]`` of the open work; one key goes to one successor.

        The key is (0, commercial partner) of work for a customer, (1, source, id) of
        other work.

        :param found: what was found of the sources before
        """
        records = self._source_records(source)
        query = records._search(self._source_domain(source), order="id")
        if source.model == "mail.activity":
            return self._found_activities(source, records.browse(query), found)
        if not source.partner:
            return [(res_id, (1, source.key, res_id)) for res_id in query.get_result_ids()]
        alias = query.make_alias(records._table, "customer")
        partner = SQL.identifier(records._table, source.partner)
        customer = SQL.identifier(alias, "id")
        query.add_join("LEFT JOIN", alias, "res_partner", SQL("%s = %s", customer, partner))
        rows = self.env.execute_query(
            query.select(
                SQL.identifier(records._table, "id"),
                SQL.identifier(alias, "commercial_partner_id"),
            )
        )
        return [(res_id, (0, key) if key else (1, source.key, res_id)) for res_id, key in rows]

    def _found_activities(self, source, activities, found):
        """An activity goes where the record goes that it stands on."""
        keys = {(other.model, res_id): key for other, rows in found.items() for res_id, key in rows}
        return [
            (
                activity.id,
                keys.get((activity.res_model, activity.res_id), (1, source.key, activity.id)),
            )
            for activity in activities
        ]

    def _insert_items(self, source, rows):
        """Insert an item per row in one statement; those that are there stay."""
        if not rows:
            return
        ids, owners = zip(*rows, strict=True)
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO crm_handover_item (
                    handover_id, source, res_model, res_id, field_name, old_value, new_value,
                    user_id, state, create_uid, create_date, write_uid, write_date)
                SELECT %(handover)s, %(key)s, %(model)s, found.id, %(field)s, %(old)s,
                       COALESCE(found.owner, 0), found.owner, 'planned',
                       %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM unnest(%(ids)s, %(owners)s::int[]) AS found (id, owner)
                ON CONFLICT DO NOTHING
                """,
                handover=self.id,
                key=source.key,
                model=source.model,
                field=source.field,
                old=1 if source.end else self.user_id.id,
                uid=self.env.uid,
                now=now,
                ids=list(ids),
                owners=list(owners),
            )
        )

    # moving

    @api.model
    def _cron_run(self):
        """Start what is due, and go on with what is running, until nothing is left.

        Each batch is committed; killed and started again it goes on where it was.
        """
        commit = self.env["ir.cron"]._commit_progress
        due = self.search([("state", "=", "scheduled"), ("date", "<=", self._today())])
        for handover in due.try_lock_for_update():
            handover._begin_scheduled()
            commit()
        waiting = self.search([("state", "in", ("running", "undoing"))])
        left = sum(waiting.mapped("planned_count")) + sum(
            handover.moved_count for handover in waiting if handover.state == "undoing"
        )
        commit(remaining=left)
        for handover in waiting:
            more = True
            while more:
                more = handover.try_lock_for_update() and handover._run_batch()
                left = max(0, left - BATCH)
                if not commit(BATCH if more else 0, remaining=left):
                    return

    def _begin_scheduled(self):
        """Begin what was scheduled, if it still may; else leave it as a draft that says why."""
        acting = self.start_user_id
        try:
            with self.env.cr.savepoint():
                self.action_count()
                self.with_user(acting)._check_ready()
                self._plan()
                self.sudo().state = "running"
        except DatabaseError:
            raise
        except Exception as error:  # somebody's rights changed since
            self.sudo().write({"state": "draft", "note": str(error)})

    def _run_batch(self):
        """Move, or give back, the next items; finish when there is none.

        :return: whether there may be more
        """
        self.ensure_one()
        undo = self.state == "undoing"
        if self.state not in ("running", "undoing"):
            return False
        wanted = "moved" if undo else "planned"
        items = self.env["crm.handover.item"].sudo()
        items = items.search(
            [("handover_id", "=", self.id), ("state", "=", wanted)], limit=BATCH, order="id"
        )
        if not items:
            self._finish_undo() if undo else self._finish()
            return False
        for (model, field_name), group in items.grouped(
            lambda item: (item.res_model, item.field_name)
        ).items():
            self._move_group(model, field_name, group, undo)
        self.invalidate_recordset()
        return True

    def _move_group(self, model, field_name, items, undo):
        """Write the new value to those that still have the old one."""
        if model not in self.env:
            return items.write({"state": "kept", "reason": self.env._("The app is gone.")})
        # in the name of who started it, sudo: the whole work of the person moves
        acting = self.env(user=self.start_user_id or self.env.user)
        records = acting[model].sudo().with_context(active_test=False, **QUIET)
        records = records.browse(items.mapped("res_id")).exists()
        by_id = {record.id: record for record in records}
        ready = {}
        for item in items:
            before, after = item._values(undo)
            record = by_id.get(item.res_id)
            current = item._current(record) if record else None
            if record and current == after:
                # went along with another record
                item.state = "returned" if undo else "moved"
            elif not record or current != before:
                item._keep(self._reason_kept(record))
            else:
                ready.setdefault((before, after), []).append((item, record))
        for (before, after), pairs in ready.items():
            self._write_pairs(pairs, field_name, before, after, undo)
        return None

    def _reason_kept(self, record):
        if record:
            return self.env._("Changed since")
        return self.env._("Deleted since")

    def _write_pairs(self, pairs, field_name, before, after, undo):
        """Write to all at once; where that fails, to each, so that one stops no other."""
        items = self.env["crm.handover.item"].sudo().union(*(item for item, _record in pairs))
        records = pairs[0][1].union(*(record for _item, record in pairs[1:]))
        try:
            with self.env.cr.savepoint():
                self._write_value(records, field_name, before, after)
                records.env.flush_all()
            items.write({"state": "returned" if undo else "moved", "reason": False})
        except DatabaseError as error:
            if not error.pgcode or error.pgcode.startswith("40"):
                raise  # two transactions met: the whole batch is tried again
            self._write_each(pairs, field_name, before, after, undo, error)
        except Exception as error:  # whatever other apps refuse
            self._write_each(pairs, field_name, before, after, undo, error)

    def _write_each(self, pairs, field_name, before, after, undo, error):
        if len(pairs) == 1:
            pairs[0][0]._keep(str(error).strip().splitlines()[0])
            return
        for pair in pairs:
            self._write_pairs([pair], field_name, before, after, undo)

    @api.model
    def _write_value(self, records, field_name, before, after):
        """Write ``after`` (an id, 0, or 1) to a field of one model; a hook for other rooms."""
        values = {field_name: self._prepare_value(records._fields[field_name], before, after)}
        if records._name == "calendar.event" and before and after:
            # who organises a meeting is invited, who left is not
            people = self.env["res.users"].sudo().browse([before, after]).partner_id
            values["partner_ids"] = [
                Command.unlink(people[:1].id),
                Command.link(people[-1:].id),
            ]
        # its contacts are items of their own
        records.with_context(crm_contacts_apart=True).write(values)

    @api.model
    def _prepare_value(self, field, before, after):
        """Return what to write to ``field``; on a list of people one takes the other's place."""
        if field.type == "many2many":
            left = [Command.unlink(before)] if before else []
            return left + ([Command.link(after)] if after else [])
        return bool(after) if field.type == "boolean" else after or False

    # the end

    def _finish(self):
        """Let the person leave, and tell the successors."""
        if self.is_leaving and self.user_id.sudo().active:
            try:
                self._check_may_leave(self.start_user_id or self.env.user)
                self._let_leave()
            except UserError as error:  # rights changed since it began
                self.note = str(error)
        self.sudo().state = "done"
        self._tell_successors()

    def _let_leave(self):
        user = self.user_id.sudo()
        self.sudo().previous_group_ids = user.group_ids
        only = [Command.set(self.env.ref("base.group_user").ids)]
        # sudo: that they may let this person leave was checked
        user.with_context(crm_grant_reason=self.name).write({"active": False, "group_ids": only})

    def _tell_successors(self):
        """Send each successor one message with what came, kind by kind."""
        groups = self.env["crm.handover.item"]._read_group(
            [("handover_id", "=", self.id), ("state", "=", "moved"), ("user_id", "!=", False)],
            ["user_id", "source"],
            ["__count"],
        )
        for user in {user for user, _source, _count in groups}:
            lines = [
                f"{self._title_of(source)}: {count}"
                for receiver, source, count in groups
                if receiver == user
            ]
            # sudo: everybody may be told
            user.sudo().partner_id.message_notify(
                partner_ids=user.partner_id.ids,
                subject=self.env._("You take over from %(name)s", name=self.user_id.name),
                body=self.env._("You take over: %(work)s", work="; ".join(lines)),
                author_id=(self.start_user_id or self.env.user).partner_id.id,
            )

    @api.model
    def _title_of(self, key):
        source = self._source(key)
        return source.title if source else key

    def _begin_undo(self):
        """Bring the person back first, since nothing can go to who is archived."""
        user = self.user_id.sudo()
        if self.is_leaving and not user.active:
            # sudo: that they may bring this person back was checked
            groups = [Command.set(self.sudo().previous_group_ids.ids)]
            reason = self.env._("Undone: %(name)s", name=self.name)
            user.with_context(crm_grant_reason=reason).write({"active": True, "group_ids": groups})
        self.sudo().state = "undoing"
        self._go_on()

    def _finish_undo(self):
        self.sudo().state = "undone"
