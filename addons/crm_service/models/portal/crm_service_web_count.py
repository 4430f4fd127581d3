from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import hmac

KEPT = timedelta(hours=2)


class CrmServiceWebCount(models.Model):
    """How often the public form was sent within an hour, by address.

    Addresses are kept as a keyed digest, for two hours. A row is counted up by one statement, so
    that several workers never let more through than one would.
    """

    _name = "crm.service.web.count"
    _description = "Entries of the Public Form"
    _log_access = False
    _rec_name = "key"

    key = fields.Char(required=True, readonly=True)
    date = fields.Datetime("Hour", required=True, readonly=True)
    count = fields.Integer(readonly=True)

    _key_uniq = models.UniqueIndex("(key, date)")
    _date_idx = models.Index("(date)")

    @api.model
    def _take(self, kind, address, limit):
        """Count one entry from ``address``; say whether it is within ``limit`` an hour."""
        key = hmac(self.env(su=True), "crm_service_web_count", f"{kind}:{address}")
        hour = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        [[count]] = self.env.execute_query(
            SQL(
                """
                INSERT INTO crm_service_web_count AS entry (key, date, count)
                     VALUES (%s, %s, 1)
                ON CONFLICT (key, date) DO UPDATE SET count = entry.count + 1
                  RETURNING entry.count
                """,
                key,
                hour,
            )
        )
        return count <= limit

    @api.model
    def _cron_forget(self):
        """Delete what is older than two hours."""
        self.env.execute_query(
            SQL(
                "DELETE FROM crm_service_web_count WHERE date < %s RETURNING id",
                fields.Datetime.now() - KEPT,
            )
        )
        self.invalidate_model()
