import logging
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import api, fields, models, tools
from odoo.tools import SQL

from ...tools.journey.engine import Clock

_logger = logging.getLogger(__name__)

BATCH = 500
LOCK_KEY = 0x43524A40
MEMBERS = """
SELECT member.partner_id
  FROM crm_customer_segment_member member
  JOIN res_partner partner ON partner.id = member.partner_id AND partner.active
 WHERE member.segment_id = %(segment)s AND member.company_id = %(company)s
   AND member.date_to IS NULL AND member.partner_id > %(last)s
   AND NOT EXISTS (
       SELECT FROM crm_sales_journey_run run
        WHERE run.journey_id = %(journey)s AND run.partner_id = member.partner_id
          AND (run.state = 'waiting' OR %(again)s))
 ORDER BY member.partner_id LIMIT %(limit)s
"""
#: which runs of the past keep somebody out
AGAIN = {
    "never": "TRUE",
    "days": "run.date_end > %(since)s",
    "always": "run.date_entered::date >= member.date_from",
}
GOALS = {
    "order": """
        SELECT run.id, MIN(sale.date_order) AS date
          FROM crm_sales_journey_run run
          JOIN res_partner partner ON partner.id = run.partner_id
          JOIN res_partner buyer
            ON buyer.commercial_partner_id = partner.commercial_partner_id
          JOIN sale_order sale ON sale.partner_id = buyer.id AND sale.state = 'sale'
           AND sale.company_id = run.company_id
           AND sale.date_order > run.date_entered
           AND sale.date_order <= run.date_entered + make_interval(days => %(days)s)
         WHERE run.journey_id = %(journey)s AND run.date_goal IS NULL
           AND run.date_entered > %(since)s
         GROUP BY run.id""",
    "won": """
        SELECT run.id, MIN(lead.date_closed) AS date
          FROM crm_sales_journey_run run
          LEFT JOIN res_partner partner ON partner.id = run.partner_id
          LEFT JOIN res_partner buyer
            ON buyer.commercial_partner_id = partner.commercial_partner_id
          JOIN crm_lead lead ON (lead.id = run.lead_id OR lead.partner_id = buyer.id)
           AND lead.won_status = 'won'
           AND lead.date_closed > run.date_entered
           AND lead.date_closed <= run.date_entered + make_interval(days => %(days)s)
         WHERE run.journey_id = %(journey)s AND run.date_goal IS NULL
           AND run.date_entered > %(since)s
         GROUP BY run.id""",
}


class CrmSalesJourney(models.Model):
    """Who enters, by a segment or by what happens; and whether the goal was reached."""

    _inherit = "crm.sales.journey"

    # by a segment
    @api.model
    def _enter_due(self):
        """Let the members of segments enter, in committed batches."""
        commit = self.env["ir.cron"]._commit_progress
        journeys = self.search([("state", "=", "running"), ("entry", "=", "segment")])
        for journey in journeys:
            last_id = 0
            while self._lock_entry() and (ids := journey._get_members(last_id)):
                journey._enter([{"partner_id": partner_id} for partner_id in ids])
                last_id = ids[-1]
                if not commit(len(ids)):
                    return

    @api.model
    def _lock_entry(self):
        """Take the lock of entering until the transaction ends, if it is free."""
        return self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s)", LOCK_KEY))[0][0]

    def _get_members(self, last_id):
        """Return the ids of some customers of the segment who may enter now, above ``last_id``."""
        self.env.flush_all()
        since = fields.Datetime.now() - timedelta(days=self.reentry_days)
        again = SQL(AGAIN[self.reentry], since=since)
        rows = self.env.execute_query(
            SQL(
                MEMBERS,
                segment=self.segment_id.id,
                company=self.company_id.id,
                journey=self.id,
                last=last_id,
                again=again,
                limit=BATCH,
            )
        )
        return [row[0] for row in rows]

    # by what happens
    @api.model
    def _take(self, event, records, stage=None):
        """Let those enter for whom ``event`` happened; never in the way of who caused it.

        :param records: leads, orders or arrivals of enquiries
        """
        for journey_id, company_id, stage_id, form_id in self._get_listeners(event):
            # sudo: who causes an event need not see the journeys
            journey = self.sudo().browse(journey_id)
            chosen = records.sudo().filtered(
                lambda record, company_id=company_id: (
                    (record.company_id.id or self.env.company.id) == company_id
                )
            )
            if event == "stage":
                chosen = chosen.filtered(lambda lead, at=stage_id: lead.stage_id.id == at)
            if event == "form" and form_id:
                chosen = chosen.filtered(lambda arrival, at=form_id: arrival.form_id.id == at)
            if chosen:
                journey._enter_safely([self._prepare_person(record) for record in chosen])

    @api.model
    def _prepare_person(self, record):
        """Return who enters because of ``record``: a lead, an order or an arrival."""
        if record._name == "sale.order":
            return {"partner_id": record.partner_id.id, "order_id": record.id}
        lead = record if record._name == "crm.lead" else record.lead_id
        return {"partner_id": lead.partner_id.id, "lead_id": lead.id}

    def _enter_safely(self, people):
        try:
            with self.env.cr.savepoint(), tools.mute_logger("odoo.sql_db"):
                self._enter(people)
        except IntegrityError:
            _logger.info("Somebody entered journey %s at the same time.", self.id)

    # entering
    def _enter(self, people):
        """Let those of ``people`` enter who may; called in sudo.

        :param people: list of values of participants: partner_id, lead_id, order_id
        :return: the participants
        """
        self.ensure_one()
        people = self._leave_out(people)
        past = self._get_past(people)
        values, now = [], fields.Datetime.now()
        first = self._get_steps(self.version)[:1]
        for person in people:
            key = person.get("partner_id") or -person.get("lead_id", 0)
            turns, is_in, last_end = past.get(key, (0, False, None))
            if not key or is_in or not self._may_again(turns, last_end, now):
                continue
            past[key] = (turns + 1, True, None)
            values.append(
                person
                | {
                    "journey_id": self.id,
                    "version": self.version,
                    "turn": turns + 1,
                    "step_id": first.id,
                    "date_entered": now,
                    "date_since": now,
                    "date_due": now,
                }
            )
        runs = self.env["crm.sales.journey.run"].create(values)
        runs._log("entered")
        if runs:
            self._trigger()
        return runs

    def _leave_out(self, people):
        """Return those of ``people`` whom the campaign does not hold out for comparison."""
        ids = [person["partner_id"] for person in people if person.get("partner_id")]
        if not self.campaign_id or not ids:
            return people
        customers = {
            partner.id: partner.commercial_partner_id.id
            for partner in self.env["res.partner"].browse(ids)
        }
        # whether archived or not: who was held out stays held out
        members = self.env["crm.sales.campaign.member"].with_context(active_test=False)
        held_out = members.search(
            [
                ("campaign_id", "=", self.campaign_id.id),
                ("partner_id", "in", [*customers, *customers.values()]),
                ("is_held_out", "=", True),
            ]
        ).partner_id
        out = set(held_out.ids)
        return [
            person
            for person in people
            if not {person.get("partner_id"), customers.get(person.get("partner_id"))} & out
        ]

    def _may_again(self, turns, last_end, now):
        if not turns or self.reentry == "always":
            return True
        if self.reentry == "never":
            return False
        return not last_end or last_end <= now - timedelta(days=self.reentry_days)

    def _get_past(self, people):
        """Return what is known of ``people``: ``{key: (times, is in, last end)}``."""
        self.env["crm.sales.journey.run"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(partner_id, -lead_id), COUNT(*), BOOL_OR(state = 'waiting'),
                       MAX(date_end), MAX(turn)
                  FROM crm_sales_journey_run
                 WHERE journey_id = %(journey)s
                   AND (partner_id = ANY(%(partners)s)
                        OR partner_id IS NULL AND lead_id = ANY(%(leads)s))
                 GROUP BY 1
                """,
                journey=self.id,
                partners=[each["partner_id"] for each in people if each.get("partner_id")],
                leads=[each["lead_id"] for each in people if each.get("lead_id")],
            )
        )
        return {key: (max(count, turn), is_in, end) for key, count, is_in, end, turn in rows}

    # what the worker asks
    @tools.ormcache("self.id", "version", cache="default")
    def _get_version_ways(self, version):
        """Return ``{step id: Way}`` of a version that contacts go through: it never changes."""
        return self._get_steps(version)._get_ways()

    def _get_clock(self):
        """Return the working time of the journey."""
        self.ensure_one()
        calendar = self.calendar_id or self.company_id.resource_calendar_id
        has_hours = (
            self.is_working_hours and bool(calendar.attendance_ids) and not calendar.flexible_hours
        )
        compiled = self.env["crm.workday"]._compiled(
            self.company_id, calendar=calendar, hours=has_hours
        )
        return Clock(calendar.tz or self.company_id._crm_get_tz(), compiled, has_hours)

    # the goal
    @api.model
    def _count_goals(self):
        """Note which participants have reached the goal of their journey."""
        self.env.flush_all()
        journeys = self.search([("goal", "!=", False), ("state", "!=", "draft")])
        for journey in journeys:
            journey._count_goal()
        self.env["ir.cron"]._commit_progress(0)

    def _count_goal(self):
        since = fields.Datetime.now() - timedelta(days=self.goal_days + 1)
        found = SQL(GOALS[self.goal], journey=self.id, days=self.goal_days, since=since)
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE crm_sales_journey_run run SET date_goal = found.date
                  FROM (%s) found WHERE found.id = run.id RETURNING run.id
                """,
                found,
            )
        )
        runs = self.env["crm.sales.journey.run"].browse(row[0] for row in rows)
        runs.invalidate_recordset(["date_goal"])
        runs._log("goal")
