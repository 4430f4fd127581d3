import logging

from psycopg2 import Error as DatabaseError
from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.cash.chase import end_reason

_logger = logging.getLogger(__name__)

# one worker at a time, whichever it is
LOCK_KEY = 0x43524D48
BATCH = 100
ACTIVITY = "mail.mail_activity_data_call"
PURPOSE = "service"


class CrmSalesChase(models.Model):
    """The run: quotations are taken up, ended when answered, and chased when it is time.

    What is done and that it was done are one transaction, so that a killed worker sends
    nothing twice; mails are put into the host's queue.
    """

    _inherit = "crm.sales.chase"

    @api.model
    def _cron_chase(self):
        """Do it in committed batches; killed or run twice at once it doubles nothing."""
        try:
            self._take_up()
            self._work()
        except SerializationFailure:
            self.env.cr.rollback()
            _logger.info("Another worker is at the quotations.")

    @api.model
    def _lock(self):
        """Take the lock until the transaction ends, if it is free."""
        return self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s)", LOCK_KEY))[0][0]

    @api.model
    def _take_up(self):
        """Follow up what was sent before there was a rule: counted from today on."""
        commit = self.env["ir.cron"]._commit_progress
        rules = self.env["crm.sales.chase.rule"].search([("active", "=", True)])
        sent = Domain("state", "=", "sent") & Domain("company_id", "in", rules.company_id.ids)
        last_id = 0
        while self._lock():
            orders = self.env["sale.order"].search(
                sent & Domain("id", ">", last_id) & Domain("crm_chase_ids", "=", False),
                limit=BATCH,
                order="id",
            )
            if not orders:
                return
            last_id = orders[-1].id
            self._begin(orders, fields.Datetime.now())
            if not commit(len(orders)):
                return

    @api.model
    def _work(self):
        commit = self.env["ir.cron"]._commit_progress
        last_id = 0
        while self._lock():
            chases = self.search(
                Domain("state", "=", "running") & Domain("id", ">", last_id),
                limit=BATCH,
                order="id",
            )
            if not chases:
                return
            last_id = chases[-1].id
            (chases - chases._end_finished())._do_due()
            if not commit(len(chases)):
                return

    def _end_finished(self):
        """End what waits for no answer any more; return those."""
        answered = self._get_answered()
        ended = self.browse()
        for company, chases in self.grouped("company_id").items():
            today = self._get_today(company)
            for chase in chases:
                order = chase.order_id
                is_expired = bool(order.validity_date and order.validity_date < today)
                reason = end_reason(order.state, is_expired, chase.id in answered)
                if not reason and not chase.rule_id.active:
                    reason = "no_rule"
                if reason:
                    chase._end(reason)
                    ended |= chase
        return ended

    def _get_answered(self):
        """Return the ids of those whose customer has written or was talked to since.

        A mail or message of an outsider on the quotation counts; of interactions those that
        came from the customer, and talks of ours that reached somebody.
        """
        self.env["mail.message"].flush_model()
        self.env["crm.customer.interaction"].flush_model()
        self.flush_model(["date_since", "order_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT chase.id
                  FROM crm_sales_chase chase
                  JOIN sale_order sale ON sale.id = chase.order_id
                  JOIN res_partner partner ON partner.id = sale.partner_id
                 WHERE chase.id = ANY(%(ids)s) AND (EXISTS (
                       SELECT FROM mail_message message
                        WHERE message.model = 'sale.order' AND message.res_id = sale.id
                          AND message.message_type IN ('email', 'comment')
                          AND message.date > chase.date_since
                          AND NOT EXISTS (
                              SELECT FROM res_users colleague
                               WHERE colleague.partner_id = message.author_id
                                 AND colleague.share IS NOT TRUE)
                          AND (message.author_id IS NOT NULL
                               OR message.message_type = 'email'))
                    OR EXISTS (
                       SELECT FROM crm_customer_interaction talk
                        WHERE talk.commercial_partner_id = partner.commercial_partner_id
                          AND talk.date > chase.date_since
                          AND (talk.direction = 'in'
                               OR (talk.is_contact AND talk.kind <> 'email'))))
                """,
                ids=self.ids,
            )
        )
        return {row[0] for row in rows}

    @api.model
    def _get_today(self, company):
        """Return the day it is where the company works."""
        clock = self.with_context(tz=company.resource_calendar_id.tz or "UTC")
        return fields.Date.context_today(clock)

    # what is due
    def _do_due(self):
        """Do the next step of those whose day has come, and plan the one after it."""
        for company, chases in self.grouped("company_id").items():
            today = self._get_today(company)
            due = chases.filtered(
                lambda chase, today=today: (
                    chase.date_next
                    and chase.date_next <= today
                    and (not chase.date_paused or chase.date_paused <= today)
                )
            )
            due = due.with_company(company)
            for step, some in due.grouped("step_id").items():
                # a step that was deleted meanwhile is none
                if step:
                    some._do_step(step)
            due._plan()
            due._keep_apart(today)

    def _keep_apart(self, today):
        """Let what is late anyway follow on later days, never two steps on one."""
        for company, chases in self.grouped("company_id").items():
            calendar = self.env["crm.workday"]._compiled(company)
            for chase in chases:
                if chase.date_next and chase.date_next <= today:
                    chase.date_next = calendar.add_working_days(today, 1)

    def _do_step(self, step):
        """Do ``step`` for these; whom a mail may not reach, the salesperson calls."""
        mailed = self.browse()
        obstacles = {}
        if step.action == "mail":
            obstacles = self._get_obstacles()
            mailed = self.filtered(lambda chase: chase.id not in obstacles)
            failed = mailed._send(step)
            mailed -= failed
            obstacles |= dict.fromkeys(failed.ids, self.env._("The template failed."))
        (self - mailed)._schedule(step, obstacles)
        self.env["crm.sales.chase.act"].create(
            [
                {
                    "chase_id": chase.id,
                    "turn": chase.turn,
                    "step_id": step.id,
                    "name": step.name,
                    "action": "mail" if chase in mailed else "activity",
                    "detail": obstacles.get(chase.id, False),
                }
                for chase in self
            ]
        )

    def _get_obstacles(self):
        """Return why no mail goes to some of these: ``{chase id: words}``."""
        consents = self.env["crm.consent"]
        allowed = consents._filter_allowed(self.partner_id, "email", PURPOSE)
        obstacles = {}
        for chase in self:
            if not chase.partner_id.email_normalized:
                obstacles[chase.id] = self.env._("No e-mail address.")
            elif chase.partner_id not in allowed:
                obstacles[chase.id] = self.env._("The customer wants no e-mails.")
            elif chase.order_id._crm_get_blocked():
                obstacles[chase.id] = self.env._("The discount is not approved.")
        return obstacles

    def _send(self, step):
        """Queue the mails of these; return those that the template failed for."""
        if not self:
            return self
        try:
            with self.env.cr.savepoint():
                step.template_id.send_mail_batch(self.order_id.ids)
        except DatabaseError:
            raise
        except Exception as error:  # whatever a template can contain
            if len(self) > 1:
                return self.browse().union(*(chase._send(step) for chase in self))
            _logger.info("Step %s of a follow-up cannot be sent: %s", step.id, error)
            return self
        return self.browse()

    def _schedule(self, step, obstacles):
        for chase in self:
            user = chase.user_id.filtered("active") or chase.team_id.user_id
            if not user:
                continue
            localised = step.with_context(lang=user.lang)
            notes = [obstacles.get(chase.id), step.note]
            chase.order_id.with_context(mail_activity_quick_update=True).activity_schedule(
                ACTIVITY,
                self._get_today(chase.company_id),
                summary=localised.name,
                note=" ".join(filter(None, notes)),
                user_id=user.id,
            )
