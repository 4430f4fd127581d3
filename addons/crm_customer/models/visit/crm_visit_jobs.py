import logging
from datetime import timedelta

from psycopg2 import Error as DatabaseError

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

BATCH = 500
# who checked in so long ago has forgotten to check out
LONGEST = timedelta(hours=16)


class CrmVisit(models.Model):
    """What happens by itself: missed visits, forgotten check-outs, positions that expire."""

    _inherit = "crm.visit"

    @api.model
    def _cron_close(self):
        """Mark visits that nobody came to as missed, and end forgotten ones.

        Each batch is committed; started again it goes on where it was.
        """
        now = fields.Datetime.now()
        forgotten = Domain("state", "=", "on_site") & Domain("date_check_in", "<", now - LONGEST)
        # when it is no longer that day anywhere on earth
        past = Domain("state", "=", "planned") & Domain("date_stop", "<", now - timedelta(hours=12))
        commit = self.env["ir.cron"]._commit_progress
        left = self.search_count(forgotten | past)
        commit(remaining=left)
        while left:
            visits = self.search(forgotten | past, limit=BATCH, order="id")
            visits._end_past()
            left = max(0, left - BATCH)
            if not commit(len(visits), remaining=left):
                break

    def _end_past(self):
        """End these; where that fails, each, so that one stops no other."""
        try:
            with self.env.cr.savepoint():
                # a forgotten check-out leaves no duration: nobody knows it
                self.filtered(lambda visit: visit.state == "on_site").write({"state": "done"})
                self.filtered(lambda visit: visit.state == "planned").write({"state": "missed"})
        except DatabaseError:
            raise
        except Exception as error:  # whatever other apps do to a meeting
            if len(self) == 1:
                _logger.warning("Visit %s cannot be closed: %s", self.id, error)
                return
            for visit in self:
                visit._end_past()

    @api.model
    def _cron_empty_positions(self):
        """Delete the positions that are older than their company keeps them."""
        commit = self.env["ir.cron"]._commit_progress
        while True:
            deleted = self.env.execute_query(
                SQL(
                    """
                    DELETE FROM crm_visit_position WHERE id IN (
                        SELECT position.id FROM crm_visit_position position
                          JOIN res_company company ON company.id = position.company_id
                         WHERE position.date < %s
                               - company.crm_visit_position_days * INTERVAL '1 day'
                         LIMIT %s)
                    RETURNING id
                    """,
                    fields.Datetime.now(),
                    BATCH,
                )
            )
            self.env["crm.visit.position"].invalidate_model()
            if not commit(len(deleted), remaining=len(deleted)) or not deleted:
                break
