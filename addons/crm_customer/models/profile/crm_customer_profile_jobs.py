from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

# one refresher at a time, whichever worker it runs in
LOCK_KEY = 0x43524D50
BATCH_PARTNERS = 2000
BATCH_RANGE = 10000
NOTES = "crm_customer_profile"
CRON = "crm_customer_profile_cron_refresh"


class CrmCustomerProfile(models.Model):
    """When the rows are refreshed: touched customers at once, all of them nightly."""

    _inherit = "crm.customer.profile"

    # marking

    @api.model
    def _touch(self, partner_ids):
        """Mark the customers of ``partner_ids`` (contacts too) as changed.

        Costs one INSERT per transaction; the cron refreshes within a minute.
        """
        if partner_ids:
            self._get_notes()["res.partner"].update(partner_ids)

    @api.model
    def _note(self, model_name, record_ids):
        """Mark the customers that records of a source have when the transaction ends."""
        if record_ids:
            self._get_notes()[model_name].update(record_ids)

    @api.model
    def _get_notes(self):
        precommit = self.env.cr.precommit
        if NOTES not in precommit.data:
            precommit.data[NOTES] = defaultdict(set)
            precommit.add(self._flush_notes)
        return precommit.data[NOTES]

    @api.model
    def _flush_notes(self):
        """Put into the queue what this transaction marked, and wake the cron: one statement.

        Every transaction that touches a customer pays for it, so the trigger is written here
        and not by the host's ``_trigger``, which takes three queries more.
        """
        notes = self.env.cr.precommit.data.pop(NOTES, {})
        touched = SQL("SELECT unnest(%s::int[])", sorted(notes.pop("res.partner", ())))
        sources = [self._partner_query(name, ids) for name, ids in notes.items()]
        woken = self.env.execute_query(
            SQL(
                """
                WITH noted AS (
                    INSERT INTO crm_customer_profile_queue (partner_id) %(partners)s RETURNING 1)
                INSERT INTO ir_cron_trigger
                       (cron_id, call_at, create_uid, create_date, write_uid, write_date)
                SELECT cron.id, %(now)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM ir_model_data data
                  JOIN ir_cron cron ON cron.id = data.res_id AND cron.active
                 WHERE data.module = 'crm_customer' AND data.name = %(cron)s
                   AND EXISTS (SELECT FROM noted)
                RETURNING cron_id
                """,
                partners=SQL(" UNION ").join([touched, *sources]),
                now=fields.Datetime.now(),
                uid=self.env.uid,
                cron=CRON,
            )
        )
        if woken:
            self.env.cr.postcommit.add(self.env["ir.cron"]._notifydb)

    @api.model
    def _partner_ids_of(self, model_name, record_ids):
        """Return the partners that records have in the database."""
        rows = self.env.execute_query(self._partner_query(model_name, record_ids))
        return {row[0] for row in rows}

    @api.model
    def _partner_query(self, model_name, record_ids):
        model = self.env[model_name]
        column = SQL.identifier(model._profile_partner_field)
        return SQL(
            "SELECT DISTINCT %s FROM %s WHERE id = ANY(%s) AND %s IS NOT NULL",
            column,
            SQL.identifier(model._table),
            list(record_ids),
            column,
        )

    @api.model
    def _queue_all(self):
        """Put all customers into the queue, as ranges of ids, once."""
        self.env.execute_query(
            SQL(
                """
                INSERT INTO crm_customer_profile_queue (partner_id, partner_to)
                SELECT start, start + %(size)s - 1
                  FROM (SELECT DISTINCT id / %(size)s * %(size)s AS start
                          FROM res_partner) AS ranges
                 WHERE NOT EXISTS (
                       SELECT FROM crm_customer_profile_queue queued
                        WHERE queued.partner_id = start AND queued.partner_to IS NOT NULL)
                RETURNING 1
                """,
                size=BATCH_RANGE,
            )
        )
        self._trigger_refresh()

    @api.model
    def _trigger_refresh(self, at=None):
        cron_id = self.env["ir.model.data"]._xmlid_to_res_id(f"crm_customer.{CRON}")
        if cron_id:
            # sudo: users have no access to crons, and this one takes no input of theirs
            self.env["ir.cron"].sudo().browse(cron_id)._trigger(at)

    # refreshing

    @api.model
    def _refresh(self, partner_ids):
        """Refresh the customers of ``partner_ids`` now, in this transaction.

        Left to the cron while another refresher is at work.
        """
        if not partner_ids:
            return
        if not self._lock():
            self._touch(partner_ids)
            return
        self.env.flush_all()
        self._refresh_partners(partner_ids)

    @api.model
    def _refresh_partners(self, partner_ids):
        ids = self._commercial_ids(partner_ids)
        return self._refresh_scope(lambda column: SQL("%s = ANY(%s)", column, ids))

    @api.model
    def _refresh_range(self, start, end):
        self._refresh_scope(lambda column: SQL("%s BETWEEN %s AND %s", column, start, end))

    @api.model
    def _lock(self):
        """Take the refresher's lock until the transaction ends, if it is free."""
        return self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s)", LOCK_KEY))[0][0]

    @api.model
    def _cron_queue_all(self):
        """Days pass: what was a customer yesterday may be dormant today."""
        self._queue_all()

    @api.model
    def _cron_refresh(self):
        """Work off the queue in committed batches; a killed worker loses only its own."""
        while self._lock():
            done = self._refresh_batch()
            left = self._count_queue() if done else 0
            if not self.env["ir.cron"]._commit_progress(done, remaining=left) or not left:
                return
        self._trigger_refresh(fields.Datetime.now() + timedelta(minutes=1))

    @api.model
    def _refresh_batch(self):
        """Refresh the touched customers that wait longest, or else one range.

        :return: the number of queue rows taken
        """
        partner_ids = [row[0] for row in self._take("partner_to IS NULL", BATCH_PARTNERS)]
        if partner_ids:
            changed_ids = self._refresh_partners(set(partner_ids))
            # who has a fact for the first time becomes a customer now, not within the hour
            self.env["res.partner"]._crm_assign_code_by_facts(changed_ids)
            return len(partner_ids)
        ranges = self._take("partner_to IS NOT NULL", 1)
        for start, end in ranges:
            self._refresh_range(start, end)
        return len(ranges)

    @api.model
    def _take(self, condition, limit):
        """Take rows out of the queue, oldest first, passing over those being taken."""
        return self.env.execute_query(
            SQL(
                """
                DELETE FROM crm_customer_profile_queue WHERE id IN (
                    SELECT id FROM crm_customer_profile_queue WHERE %s
                     ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)
                RETURNING partner_id, partner_to
                """,
                SQL(condition),
                limit,
            )
        )

    @api.model
    def _count_queue(self):
        return self.env.execute_query(SQL("SELECT COUNT(*) FROM crm_customer_profile_queue"))[0][0]

    # reading what is still in the queue

    @api.model
    def _get_values(self, partner_ids):
        """Return the facts of commercial partners in the current company.

        Those that wait in the queue are computed from the sources, so that a form
        never shows yesterday's figures.

        :return: ``{partner_id: {column: value}}``, only partners that have facts
        """
        names = [*self._facts_columns(), "lifecycle"]
        columns = SQL(", ").join(SQL.identifier(name) for name in ["partner_id", *names])
        stale = self._get_waiting(partner_ids)
        queries = [
            SQL(
                "SELECT %s FROM crm_customer_profile"
                " WHERE partner_id = ANY(%s) AND company_id = %s",
                columns,
                [partner_id for partner_id in partner_ids if partner_id not in stale],
                self.env.company.id,
            )
        ]
        if stale:
            fresh = self._sql_fresh(lambda column: SQL("%s = ANY(%s)", column, sorted(stale)))
            queries.append(
                SQL(
                    "WITH %s SELECT %s FROM fresh WHERE company_id = %s",
                    fresh,
                    columns,
                    self.env.company.id,
                )
            )
        return {
            row["partner_id"]: row
            for query in queries
            for row in self.env.execute_query_dict(query)
        }

    @api.model
    def _get_waiting(self, partner_ids):
        """Return which of the commercial partners have changes in the queue."""
        if self.env.cr.precommit.data.get(NOTES):
            self.env.flush_all()
            self._flush_notes()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT partner.commercial_partner_id
                  FROM crm_customer_profile_queue queued
                  JOIN res_partner partner ON partner.id = queued.partner_id
                 WHERE queued.partner_to IS NULL
                   AND partner.commercial_partner_id = ANY(%s)
                """,
                list(partner_ids),
            )
        )
        return {row[0] for row in rows}
