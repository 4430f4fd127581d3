import logging

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.journey.engine import DO, FINISH, PASS, STAY, Cap, decide
from .crm_sales_journey_event import AT_STEP

_logger = logging.getLogger(__name__)

BATCH = 200
#: a person belongs to one part; a worker holds a part, so that two never count past the cap
SHARDS = 8
LOCK_KEY = 0x43524A00


class CrmSalesJourneyRun(models.Model):
    """The worker: claims who is due, and takes each as far as it goes now.

    What is done and that it was done are one transaction; e-mails are put into the host's
    queue in it. So a killed worker has done both or neither.
    """

    _inherit = "crm.sales.journey.run"

    @api.model
    def _cron_run(self):
        """Let contacts enter, go on and be counted, in committed batches."""
        journeys = self.env["crm.sales.journey"]
        self._safely(journeys._enter_due)
        for shard in range(SHARDS):
            self._safely(self._work_shard, shard)
        self._safely(journeys._count_goals)

    @api.model
    def _safely(self, method, *args):
        """Call ``method``; who meets another worker or user leaves the work to the next time."""
        try:
            method(*args)
        except (SerializationFailure, UniqueViolation):
            self.env.cr.rollback()
            self.env.invalidate_all()
            _logger.info("Another worker is at the journeys.")

    @api.model
    def _work_shard(self, shard):
        """Work on the people of one part, unless another worker does.

        The lock is of the session: it holds over commits, and a killed worker loses it.
        """
        key = LOCK_KEY + shard
        commit = self.env["ir.cron"]._commit_progress
        if not self.env.execute_query(SQL("SELECT pg_try_advisory_lock(%s)", key))[0][0]:
            return
        try:
            # from here on one sees what the holder before has written
            commit(0)
            while due := self._claim(shard):
                due._advance()
                if not commit(len(due)):
                    return
        except Exception:
            self.env.cr.rollback()
            raise
        finally:
            self.env.execute_query(SQL("SELECT pg_advisory_unlock(%s)", key))

    @api.model
    def _claim(self, shard):
        """Lock some who are due, and return them; rows that somebody holds are left."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT run.id
                  FROM crm_sales_journey_run run
                  JOIN crm_sales_journey journey ON journey.id = run.journey_id
                 WHERE run.state = 'waiting' AND run.date_due <= %(now)s
                   AND journey.state = 'running' AND journey.active
                   AND COALESCE(run.partner_id, run.lead_id) %% %(shards)s = %(shard)s
                 ORDER BY run.date_due, run.id
                 LIMIT %(limit)s FOR UPDATE OF run SKIP LOCKED
                """,
                now=fields.Datetime.now(),
                shards=SHARDS,
                shard=shard,
                limit=BATCH,
            )
        )
        return self.browse(row[0] for row in rows)

    def _advance(self):
        """Take these as far as they go now: out, to the end, or to where they wait."""
        for company, runs in self.grouped("company_id").items():
            runs = runs.with_company(company)
            going = runs - runs._leave_if_over()
            cap = going._get_cap(company)
            clocks = {journey: journey._get_clock() for journey in going.journey_id}
            while going:
                going = going._pass_step(clocks, cap)

    def _pass_step(self, clocks, cap):
        """Do the step at which each of these stands; return those who stand at the next one."""
        known = self._get_done()
        onward = self.browse()
        for step, runs in self.grouped("step_id").items():
            decisions = runs._decide(step, known, clocks, cap)
            self._sorted_out(decisions, FINISH)._finish()
            runs._stay(decisions)
            passed = {run.id: known[run.id, step.lineage] for run in decisions
                      if decisions[run].act == PASS}  # fmt: skip
            answers = {key: kind != "no" for key, kind in passed.items()}
            doing = self._sorted_out(decisions, DO)
            if doing:
                answers |= getattr(doing, f"_do_{step.kind}")(step)
            onward |= runs.filtered(lambda run, who=answers: run.id in who)._go_on(step, answers)
        return onward

    def _sorted_out(self, decisions, act):
        return self.browse(run.id for run in decisions if decisions[run].act == act)

    def _decide(self, step, known, clocks, cap):
        """Return ``{run: Decision}`` at ``step``, an empty one for the end."""
        now = fields.Datetime.now()
        return {
            run: decide(
                step.kind or None,
                run.date_since,
                now,
                clocks[run.journey_id],
                is_done=bool(step) and (run.id, step.lineage) in known,
                wait=step._get_wait() if step else None,
                cap=cap,
                person=run._get_person(),
            )
            for run in self
        }

    def _stay(self, decisions):
        dues = {run: each.due for run, each in decisions.items() if each.act == STAY}
        for due in set(dues.values()):
            self.filtered(lambda run, due=due: dues.get(run) == due).date_due = due

    def _go_on(self, step, answers):
        """Move these to the step that follows; return those for whom there is one."""
        onward = self.browse()
        for (journey, version), runs in self.grouped(
            lambda run: (run.journey_id, run.version)
        ).items():
            way = journey._get_version_ways(version).get(step.id)
            targets = runs.grouped(lambda run, way=way: way.to(answers[run.id]) if way else None)
            for target, some in targets.items():
                if target:
                    some._go_to(target)
                    onward |= some
                else:
                    some._finish()
        return onward

    def _get_done(self):
        """Return what was done for these at steps: ``{(run id, lineage): kind}``."""
        events = self.env["crm.sales.journey.event"]
        rows = events._read_group(
            [("run_id", "in", self.ids), ("kind", "in", AT_STEP)], ["run_id", "lineage", "kind"]
        )
        return {(run.id, lineage): kind for run, lineage, kind in rows}

    def _get_cap(self, company):
        """Return how many messages these may get, with what they got from all journeys."""
        limit, days = company.crm_journey_cap, company.crm_journey_cap_days
        if not limit:
            return Cap()
        self.env["crm.sales.journey.event"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT event.partner_id, -run.lead_id, event.date
                  FROM crm_sales_journey_event event
                  JOIN crm_sales_journey_run run ON run.id = event.run_id
                 WHERE event.company_id = %(company)s AND event.kind IN ('mail', 'sms')
                   AND event.date > %(now)s::timestamp - make_interval(days => %(days)s)
                   AND (event.partner_id = ANY(%(partners)s)
                        OR event.partner_id IS NULL AND run.lead_id = ANY(%(leads)s))
                 ORDER BY event.date
                """,
                company=company.id,
                now=fields.Datetime.now(),
                days=days,
                partners=self.partner_id.ids,
                leads=self.lead_id.ids,
            )
        )
        sends = {}
        for partner_id, lead_key, date in rows:
            sends.setdefault(partner_id or lead_key, []).append(date)
        return Cap(limit, days, sends)
