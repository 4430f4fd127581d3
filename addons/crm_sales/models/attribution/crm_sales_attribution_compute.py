from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from .statements import JOURNEYS, WRITE_JOURNEYS, write_credits, write_direct

LOCK_KEY = 2018_2026  # advisory lock: one at a time attributes
BATCH = 5_000
OVERLAP = timedelta(hours=1)
MARK = "attribution"
# what may have changed since: the deal itself, its orders, or what touched its customer
_STALE = """
SELECT id FROM crm_lead
 WHERE write_date >= %(since)s AND (type = 'opportunity' AND won_status IN ('won', 'lost')
       OR EXISTS (SELECT FROM crm_sales_attribution_journey j WHERE j.lead_id = crm_lead.id))
 UNION
SELECT opportunity_id FROM sale_order
 WHERE write_date >= %(since)s AND opportunity_id IS NOT NULL
 UNION
SELECT touch.lead_id FROM crm_sales_touchpoint touch JOIN crm_lead lead ON lead.id = touch.lead_id
 WHERE touch.changed_on >= %(since)s AND lead.won_status IN ('won', 'lost')
 UNION
SELECT lead.id
  FROM (SELECT customer_id, min(date) AS date FROM crm_sales_touchpoint
         WHERE changed_on >= %(since)s AND customer_id IS NOT NULL GROUP BY customer_id) touch
  JOIN res_partner partner ON partner.commercial_partner_id = touch.customer_id
  JOIN crm_lead lead ON lead.partner_id = partner.id
 WHERE lead.won_status IN ('won', 'lost') AND lead.date_closed >= touch.date
"""
# what is too old for its touchpoints to be there stays as it was attributed then
_BATCH = """
SELECT lead.id FROM crm_lead lead
  LEFT JOIN crm_sales_attribution_journey journey ON journey.lead_id = lead.id
  LEFT JOIN res_company company ON company.id = journey.company_id
 WHERE lead.id > %(start)s AND lead.id <= %(stop)s
   AND (journey.id IS NULL AND lead.won_status IN ('won', 'lost')
        OR journey.date >= %(limit)s::timestamp + company.crm_attribution_days * interval '1 day')
"""


class CrmSalesAttributionJourney(models.Model):
    """The computing, a batch of deals at a time, one statement for all rules.

    Each run takes the deals that may have changed since the last one. Twice is as good as once.
    """

    _inherit = "crm.sales.attribution.journey"

    @api.model
    def _cron_attribute(self):
        """Attribute what may have changed, then go on with what was asked for as a whole."""
        commit = self.env["ir.cron"]._commit_progress
        mark = self._get_mark()
        now = self.env.cr.now().replace(microsecond=0)
        stale = self._get_stale(mark.date_fresh - OVERLAP) if mark.date_fresh else []
        left = len(stale) + 1
        commit(remaining=left)
        for start in range(0, len(stale), BATCH):
            leads = stale[start : start + BATCH]
            if not self._lock_attributing():
                return
            self._attribute(leads)
            left -= len(leads)
            if not commit(len(leads), remaining=left):
                return
        if not self._lock_attributing():
            return
        self._get_mark().date_fresh = now
        commit(remaining=1)
        while self._attribute_next():
            if not commit(1, remaining=1):
                return
        commit(remaining=0)

    @api.model
    def _get_mark(self):
        # sudo: the mark is written by the job alone
        return self.env["crm.sales.touchpoint.source"].sudo()._get(MARK)

    @api.model
    def _lock_attributing(self):
        """Return whether nobody else attributes; held until the end of the transaction."""
        query = SQL("SELECT pg_try_advisory_xact_lock(%s)", LOCK_KEY)
        return self.env.execute_query(query)[0][0]

    @api.model
    def _ask_for_all(self):
        """Let the next runs of the job attribute all deals again."""
        self._get_mark().write({"date_full": False, "position": 0, "last_id": 0})
        self.env.ref("crm_sales.crm_sales_attribution_cron")._trigger()

    @api.model
    def _get_stale(self, since):
        """Return the ids of the opportunities that may be attributed otherwise since then."""
        self.env.flush_all()
        rows = self.env.execute_query(SQL(_STALE, since=since))
        return sorted(row[0] for row in rows)

    @api.model
    def _attribute_next(self):
        """Attribute the next batch of all deals, if that was asked for.

        :return: whether there is more to do
        """
        mark = self._get_mark()
        if mark.date_full or not self._lock_attributing():
            return False
        if not mark.last_id:
            query = "SELECT COALESCE(max(id), 0) FROM crm_lead"
            mark.last_id = self.env.execute_query(SQL(query))[0][0]
        start, stop = mark.position, min(mark.position + BATCH, mark.last_id)
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(_BATCH, start=start, stop=stop, limit=self._get_kept_limit())
        )
        self._attribute([row[0] for row in rows])
        mark.position = stop
        if stop >= mark.last_id:
            mark.date_full = self.env.cr.now().replace(microsecond=0)
            return False
        return True

    @api.model
    def _attribute_all(self):
        """Attribute all deals at once, in this transaction."""
        self._get_mark().write({"date_full": False, "position": 0, "last_id": 0})
        while self._attribute_next():
            pass

    def _get_kept_limit(self):
        """Return since when touchpoints are there."""
        days = self.env["crm.sales.touchpoint"]._kept_days()
        return self.env.cr.now() - timedelta(days=days if days > 0 else 36500)

    @api.model
    def _attribute(self, leads):
        """Write the journeys of opportunities, and what their touches have earned.

        What is not decided any more has none.

        :param leads: ids
        """
        self.env.flush_all()
        execute, leads = self.env.cr.execute, list(leads)
        for table in ("crm_sales_attribution_credit", "crm_sales_attribution_journey"):
            execute(SQL("DELETE FROM %s WHERE lead_id = ANY(%s)", SQL.identifier(table), leads))
        # sudo: which company is the first is no secret; what belongs to none counts there
        first = self.env["res.company"].sudo().search([], order="id", limit=1).id
        now = self.env.cr.now().replace(microsecond=0)
        journeys = SQL(JOURNEYS, leads=leads, first=first)
        # what was written a moment ago is in no statistics: journeys would be compared with touches
        # one by one, instead of by hashing
        execute("SET LOCAL enable_nestloop = off")
        execute(SQL("%s %s %s", journeys, SQL(WRITE_JOURNEYS, now=now), write_credits()))
        execute(write_direct(leads))
        execute("SET LOCAL enable_nestloop = on")
        self.env["crm.sales.attribution.credit"].invalidate_model(flush=False)
        self.invalidate_model(flush=False)

    @api.model
    def _attribute_period(self, company, bounds):
        """Attribute the deals of a company that were decided in ``bounds``, now."""
        if not self._lock_attributing():
            return
        # sudo: figures of all deals are computed, whoever asks; what is read has its rules
        leads = self.env["crm.lead"].sudo().with_context(active_test=False)
        found = leads.search(
            [
                ("type", "=", "opportunity"),
                ("won_status", "in", ["won", "lost"]),
                ("company_id", "in", [company.id, False]),
                ("date_closed", ">=", bounds[0]),
                ("date_closed", "<", bounds[1]),
            ]
        )
        self._attribute(found.ids)
