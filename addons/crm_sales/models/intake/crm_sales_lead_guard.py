from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import hmac

KEPT = timedelta(hours=2)
# persons are met whenever they come, entries are counted by the hour
ALWAYS = datetime(2000, 1, 1)


class CrmSalesLeadGuard(models.Model):
    """Who is enquiring now, and how often within an hour.

    Addresses are kept as a keyed digest, for two hours. Two transactions that take in the same
    person at once meet at the row: the second waits, and is then told by the database to try
    again, when it sees what the first one made.
    """

    _name = "crm.sales.lead.guard"
    _description = "Entries of an Hour"
    _log_access = False
    _rec_name = "key"

    key = fields.Char(required=True, readonly=True)
    date = fields.Datetime("Hour", required=True, readonly=True)
    date_last = fields.Datetime("Last Entry", required=True, readonly=True)
    count = fields.Integer(readonly=True)

    _key_uniq = models.UniqueIndex("(key, date)")
    _date_idx = models.Index("(date_last)")

    @api.model
    def _digest(self, text):
        return hmac(self.env(su=True), "crm_sales_lead_guard", text)

    @api.model
    def _take(self, kind, address, limit):
        """Count one entry from ``address``; say whether it is within ``limit`` an hour."""
        now = fields.Datetime.now()
        hour = now.replace(minute=0, second=0, microsecond=0)
        return self._count([self._digest(f"{kind}:{address}")], hour, now)[0] <= limit

    @api.model
    def _hold(self, identities):
        """Let no other transaction take in the same persons until this one has ended."""
        digests = sorted({self._digest(f"who:{identity}") for identity in identities})
        if digests:
            self._count(digests, ALWAYS, fields.Datetime.now())

    @api.model
    def _count(self, digests, date, now):
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO crm_sales_lead_guard AS entry (key, date, date_last, count)
                     SELECT digest, %(date)s::timestamp, %(now)s::timestamp, 1
                       FROM unnest(%(digests)s::varchar[]) WITH ORDINALITY AS given (digest, place)
                      ORDER BY place
                ON CONFLICT (key, date)
                  DO UPDATE SET count = entry.count + 1, date_last = EXCLUDED.date_last
                  RETURNING entry.count
                """,
                date=date,
                now=now,
                digests=digests,
            )
        )
        return [row[0] for row in rows]

    @api.autovacuum
    def _gc_past(self):
        """Forget what is older than two hours."""
        self.env.execute_query(
            SQL(
                "DELETE FROM crm_sales_lead_guard WHERE date_last < %s RETURNING id",
                fields.Datetime.now() - KEPT,
            )
        )
        self.invalidate_model()
