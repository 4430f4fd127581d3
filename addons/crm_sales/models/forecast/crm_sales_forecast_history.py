from collections import defaultdict
from datetime import datetime, time, timedelta

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.crm_customer.tools.kpi.period import Period, day_at, period_at, utc_bounds

from ...tools.forecast.learn import Sight, prepare_facts

# so far back opportunities are looked at
MONTHS = 36
SIGHTS = """
    SELECT day.date, lead.id, stay.stage_id,
           EXTRACT(EPOCH FROM day.moment - stay.date_from)::float / 86400,
           stay.owner_id, partner.commercial_partner_id,
           COALESCE(stay.value_from, lead.expected_revenue, 0)::float,
           %(score)s, lead.won_status, COALESCE(lead.date_closed, last.date_from)
      FROM (VALUES %(days)s) day (date, moment)
      JOIN crm_sales_stage_log stay
        ON stay.date_from < day.moment AND (stay.date_to IS NULL OR stay.date_to >= day.moment)
       AND stay.status = 'open' AND stay.lead_type = 'opportunity' AND stay.merged_id IS NULL
      JOIN crm_lead lead ON lead.id = stay.lead_id AND lead.type = 'opportunity'
       AND (lead.company_id = %(company)s OR %(is_first)s AND lead.company_id IS NULL)
      LEFT JOIN res_partner partner ON partner.id = lead.partner_id
      LEFT JOIN crm_sales_stage_log last
        ON last.lead_id = lead.id AND last.date_to IS NULL AND last.merged_id IS NULL
      %(join)s
     WHERE %(scope)s
"""
SNAPSHOT = """
      LEFT JOIN crm_sales_pipeline_snapshot shot
        ON shot.lead_id = lead.id AND shot.company_id = %(company)s
       AND shot.date_from <= day.date AND (shot.date_to IS NULL OR shot.date_to >= day.date)
"""
# what each customer bought first
FIRST = """
    SELECT bought.partner, MIN(bought.moment)
      FROM (SELECT partner.commercial_partner_id AS partner, lead.date_closed AS moment
              FROM crm_lead lead JOIN res_partner partner ON partner.id = lead.partner_id
             WHERE lead.won_status = 'won' AND lead.date_closed IS NOT NULL AND %(scope)s
             UNION ALL
            SELECT partner.commercial_partner_id, placed.date_order
              FROM sale_order placed JOIN res_partner partner ON partner.id = placed.partner_id
             WHERE placed.state = 'sale' AND placed.company_id = %(company)s
               AND %(scope)s) bought
     GROUP BY 1
"""
WON = """
    SELECT lead.id, lead.date_closed, COALESCE(lead.expected_revenue, 0)::float, lead.team_id
      FROM crm_lead lead
     WHERE lead.type = 'opportunity' AND lead.won_status = 'won' AND lead.date_closed >= %(since)s
       AND (lead.company_id = %(company)s OR %(is_first)s AND lead.company_id IS NULL)
"""


class CrmSalesForecastModel(models.Model):
    """What the model is fitted on: the past as it was, never as it is now."""

    _inherit = "crm.sales.forecast.model"

    @api.model
    def _get_months(self, company):
        """Return the first days of the months that are looked at, the oldest first."""
        day = company._crm_today().replace(day=1)
        days = []
        for _month in range(MONTHS):
            days.append(day)
            day = period_at("month", day - timedelta(days=1)).start
        return days[::-1]

    @api.model
    def _get_sights(self, company, days, leads=None):
        """Return the :class:`Sight` of each deal that was open at the beginning of ``days``.

        :param leads: ids; only these, with the host's probability of the present day
        """
        for name in ("crm.lead", "crm.sales.stage.log", "crm.sales.pipeline.snapshot"):
            self.env[name].flush_model()
        tz = company._crm_tz()
        now = leads is not None
        score = SQL("lead.automated_probability::float") if now else SQL("shot.probability::float")
        values = SQL(", ").join(
            SQL("(%s::date, %s::timestamp)", day, self._get_moment(day, tz, now)) for day in days
        )
        rows = self.env.execute_query(
            SQL(
                SIGHTS,
                score=score,
                days=values,
                company=company.id,
                is_first=self.env["crm.sales.forecast"]._is_first(company),
                join=SQL() if now else SQL(SNAPSHOT, company=company.id),
                scope=SQL("lead.id = ANY(%s)", list(leads)) if now else SQL("TRUE"),
            )
        )
        first = self._get_first_days(company, tz, {row[5] for row in rows} if now else None)
        return [self._prepare_sight(row, first, tz) for row in rows]

    def _get_moment(self, day, tz, now):
        if now:
            return datetime.combine(day + timedelta(days=1), time.min)
        return utc_bounds(Period(day, day), tz)[0]

    def _prepare_sight(self, row, first, tz):
        day, lead, stage, days, owner, partner, value, score, status, closed = row
        bought = first.get(partner)
        facts = prepare_facts(stage, days, owner, bool(bought and bought < day), day, score)
        is_decided = status in ("won", "lost") and closed
        decided = day_at(closed, tz) if is_decided else None
        return Sight(lead, day, facts, value, decided, status == "won")

    def _get_first_days(self, company, tz, partners=None):
        """Return ``{customer: the day on which it bought first}``, by commercial partners."""
        self.env["sale.order"].flush_model()
        scope = SQL("TRUE")
        if partners is not None:
            known = [partner for partner in partners if partner]
            scope = SQL("partner.commercial_partner_id = ANY(%s)", known)
        rows = self.env.execute_query(SQL(FIRST, company=company.id, scope=scope))
        return {partner: day_at(moment, tz) for partner, moment in rows}

    @api.model
    def _get_won(self, company, since):
        """Return ``[(opportunity, day, revenue, team)]`` of what was won since a day."""
        self.env["crm.lead"].flush_model()
        tz = company._crm_tz()
        rows = self.env.execute_query(
            SQL(
                WON,
                since=utc_bounds(Period(since, since), tz)[0],
                company=company.id,
                is_first=self.env["crm.sales.forecast"]._is_first(company),
            )
        )
        return [(lead, day_at(moment, tz), value, team) for lead, moment, value, team in rows]

    @api.model
    def _get_rivals(self, company, spans):
        """Return ``{"committed"|"host": {period: amount}}`` of the periods of which it is known."""
        said = {"committed": self._get_committed(company, spans), "host": {}}
        days = self.env["crm.sales.pipeline.day"]
        for span in spans:
            taken = days._get_taken(company, span.start)
            if not taken or (span.start - taken.date).days > 7:
                continue
            rows = self.env["crm.sales.pipeline.snapshot"]._read_group(
                [
                    ("company_id", "=", company.id),
                    ("status", "=", "open"),
                    ("date_deadline", "<=", span.stop),
                    ("date_from", "<=", taken.date),
                    "|",
                    ("date_to", "=", False),
                    ("date_to", ">=", taken.date),
                ],
                [],
                ["weighted:sum"],
            )
            said["host"][span] = rows[0][0] or 0.0
        return said

    def _get_committed(self, company, spans):
        """Return ``{period: sum of what persons committed to first}``."""
        groups = self.env["crm.sales.forecast.line"]._read_group(
            [
                ("company_id", "=", company.id),
                ("breakdown", "=", "user"),
                ("submission_count", ">", 0),
                ("date_start", "in", [span.start for span in spans]),
            ],
            ["date_start:day", "date_stop:day"],
            ["first_commit:sum"],
        )
        sums = defaultdict(float)
        for start, stop, amount in groups:
            sums[start, stop] += amount
        return {span: sums[span.start, span.stop] for span in spans if tuple(span) in sums}
