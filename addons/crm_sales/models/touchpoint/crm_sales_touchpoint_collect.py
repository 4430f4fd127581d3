from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

LOCK_KEY = 2017_2026  # advisory lock: one collector at a time
BATCH = 20_000
OVERLAP = timedelta(hours=1)  # a transaction that took longer is met by the full collection
FULL_EVERY = timedelta(hours=20)
FACTS = (
    "date",
    "kind",
    "channel",
    "partner_id",
    "customer_id",
    "lead_id",
    "campaign_id",
    "source_id",
    "medium_id",
    "company_id",
)
# who was found once stays found: merged contacts and leads are moved here, not in their origins
KEPT = ("partner_id", "customer_id", "lead_id")
_WRITE = """
INSERT INTO crm_sales_touchpoint AS known (origin, res_id, changed_on, %(facts)s)
SELECT found.origin, found.res_id, %(now)s, found.date, found.kind, found.channel,
       partner.id, partner.commercial_partner_id, found.lead_id, found.campaign_id,
       found.source_id, found.medium_id, COALESCE(found.company_id, partner.company_id)
  FROM (%(select)s) found
  LEFT JOIN res_partner partner
    ON partner.id = found.partner_id AND partner.crm_erasure_id IS NULL
 WHERE found.date >= %(limit)s
    ON CONFLICT (origin, res_id) DO UPDATE
   SET changed_on = EXCLUDED.changed_on, %(updates)s
 WHERE known.is_erased IS NOT TRUE AND (%(before)s) IS DISTINCT FROM (%(after)s)
"""
# a click that came late may show that one which counted was not the first of its visit
_DROP = """
DELETE FROM crm_sales_touchpoint touch USING (%(visits)s) visit
 WHERE touch.origin = 'click' AND touch.res_id = visit.id AND NOT visit.is_first
"""


def _after(name):
    new, old = SQL.identifier("excluded", name), SQL.identifier("known", name)
    return SQL("COALESCE(%s, %s)", new, old) if name in KEPT else new


class CrmSalesTouchpoint(models.Model):
    """The collecting: one statement per source and batch, twice is as good as once.

    Each run takes what is new by the indexes of the host, with an overlap. Once a day all of a
    source is gone through in ranges of ids: what came late, was put right or is known by now
    (the contact of an address) comes in with that.
    """

    _inherit = "crm.sales.touchpoint"

    @api.model
    def _cron_collect(self):
        """Collect what is new of all sources, then go on with the full collection.

        Each batch is committed; a worker that is killed leaves whole batches and marks.
        """
        commit = self.env["ir.cron"]._commit_progress
        names = list(self._sources())
        left = len(names)
        commit(remaining=left)
        for name in names:
            self._collect_fresh(name)
            left -= 1
            if not commit(1, remaining=left + 1):
                return
        for name in names:
            while self._collect_next(name):
                if not commit(1, remaining=1):
                    return
        commit(remaining=0)

    @api.model
    def _lock_collecting(self):
        """Return whether nobody else is collecting; held until the end of the transaction."""
        query = SQL("SELECT pg_try_advisory_xact_lock(%s)", LOCK_KEY)
        return self.env.execute_query(query)[0][0]

    @api.model
    def _collect_fresh(self, name):
        """Collect what is new of a source; its first collection is a full one.

        :return: how many touchpoints are new or otherwise, None when another one collects
        """
        if not self._lock_collecting():
            return None
        mark = self.env["crm.sales.touchpoint.source"].sudo()._get(name)
        now, count = self.env.cr.now().replace(microsecond=0), 0
        if mark.date_fresh:
            fresh = self._sources()[name][1]
            count = self._collect(name, fresh(mark.date_fresh - OVERLAP), now)
        mark.write({"date_fresh": now, "count": count})
        return count

    @api.model
    def _collect_next(self, name):
        """Collect the next batch of the full collection of a source, if it is due.

        :return: whether there is more to do
        """
        if not self._lock_collecting():
            return False
        mark = self.env["crm.sales.touchpoint.source"].sudo()._get(name)
        now = self.env.cr.now().replace(microsecond=0)
        is_over = mark.position >= mark.last_id
        if is_over and mark.date_full and mark.date_full > now - FULL_EVERY:
            return False
        if is_over:
            mark.write({"position": 0, "last_id": self._get_last_id(name)})
        start, stop = mark.position, min(mark.position + BATCH, mark.last_id)
        if stop > start:
            where = SQL("o.id > %s AND o.id <= %s", start, stop)
            mark.count += self._collect(name, where, now)
        mark.position = stop
        if stop >= mark.last_id:
            mark.date_full = now
            return False
        return True

    def _get_last_id(self, name):
        table = SQL.identifier(self._sources()[name][0])
        return self.env.execute_query(SQL("SELECT COALESCE(max(id), 0) FROM %s", table))[0][0]

    @api.model
    def _collect(self, name, where, now):
        """Write the touchpoints of a source for which ``where`` holds on its table ``o``.

        :return: how many are new or otherwise than before
        """
        self.env.flush_all()
        if name == "click":
            self.env.cr.execute(SQL(_DROP, visits=self._select_visits(where)))
        days = self._kept_days()
        self.env.cr.execute(
            SQL(
                _WRITE,
                select=self._sources()[name][2](where),
                now=now,
                limit=now - timedelta(days=days)
                if days > 0
                else fields.Datetime.to_datetime("1970-01-01"),
                facts=SQL(", ").join(map(SQL.identifier, FACTS)),
                updates=SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(name), _after(name)) for name in FACTS
                ),
                before=SQL(", ").join(SQL.identifier("known", name) for name in FACTS),
                after=SQL(", ").join(map(_after, FACTS)),
            )
        )
        count = self.env.cr.rowcount
        self.invalidate_model(flush=False)
        return count

    @api.model
    def _collect_all(self):
        """Collect all of all sources at once, in this transaction."""
        now = self.env.cr.now().replace(microsecond=0)
        return sum(self._collect(name, SQL("TRUE"), now) for name in self._sources())
