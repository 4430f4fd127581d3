import logging

from psycopg2 import Error as DatabaseError
from psycopg2.errors import SerializationFailure

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...tools.care.action_day import present_day
from ...tools.follow_up import is_away
from .crm_care_rule import ACTIVITY

_logger = logging.getLogger(__name__)

# one worker at a time, whichever it is
LOCK_KEY = 0x43524D43
BATCH = 100


class CrmCareAct(models.Model):
    """What is done every day: days move on, rules are planned, what is due is done."""

    _inherit = "crm.care.act"

    @api.model
    def _cron_care(self):
        """Do it in committed batches; killed or run twice at once it doubles nothing."""
        try:
            self._work()
        except SerializationFailure:
            self.env.cr.rollback()
            _logger.info("Another worker is at the care of customers.")
            self.env["crm.care.rule"]._trigger()

    @api.model
    def _lock(self):
        """Take the lock until the transaction ends, if it is free."""
        return self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(%s)", LOCK_KEY))[0][0]

    @api.model
    def _work(self):
        progress = self.env["ir.cron"]._commit_progress
        while self._lock() and (rolled := self.env["crm.care.date"]._roll_passed()):
            if not progress(rolled, remaining=1):
                return
        rules = self.env["crm.care.rule"].search([("active", "=", True)])
        # what somebody looked at beforehand of a rule that is switched off
        self.env["crm.care.rule"].search([("active", "=", False)])._drop_planned()
        if not self._lock() or not rules._plan():
            return
        while self._lock():
            due = self.search(self._get_due(), limit=BATCH)
            due._perform()
            left = self.search_count(self._get_due()) if due else 0
            if not progress(len(due), remaining=left) or not left:
                return

    @api.model
    def _get_due(self):
        """Return the domain of what is to be done today, by the clock of each company."""
        companies = self.env["res.company"].search([("active", "=", True)])
        today = {company: self.env["crm.care.rule"]._get_today(company) for company in companies}
        planned = Domain("state", "=", "planned") & Domain("rule_id.active", "=", True)
        return planned & Domain.OR(
            Domain("company_id", "=", company.id) & Domain("date_act", "<=", day)
            for company, day in today.items()
        )

    def _perform(self):
        """Do what is due, or say why not."""
        obstacles = self._get_obstacles()
        for reason, acts in self.grouped(lambda act: obstacles.get(act.id)).items():
            if reason:
                acts._refuse(reason)
                continue
            for (action, company), some in acts.grouped(
                lambda act: (act.action, act.company_id)
            ).items():
                some = some.with_company(company)
                if action == ACTIVITY:
                    some._do_safely("_schedule", company)
                else:
                    some._send()

    def _do_safely(self, name, *args):
        """Call the method ``name`` of these; if it fails, of each, so that one stops no other."""
        try:
            with self.env.cr.savepoint():
                getattr(self, name)(*args)
        except DatabaseError:
            raise
        except Exception as error:  # whatever a template or another app can contain
            if len(self) > 1:
                for act in self:
                    act._do_safely(name, *args)
                return
            _logger.info("Care rule %s cannot be followed: %s", self.rule_id.id, error)
            self._refuse("error", str(error)[:500])

    # activities
    def _schedule(self, company):
        """Create the activities of these, all of one company."""
        today = self.env["crm.care.rule"]._get_today(company)
        last = max(today, *self.mapped("date"))
        calendar = self.env["crm.workday"]._compiled(company, start=today, end=last)
        absences = {
            owner: self.env["crm.customer.follow.up"]._get_absences(owner)
            for owner in {act._get_responsible() for act in self}
        }
        values = []
        for act in self:
            owner = act._get_responsible()
            user, day = act._get_reminder(owner, absences[owner], today, calendar)
            values.append(act._prepare_activity(owner, user, day))
        activities = self.env["mail.activity"]
        # no notification for each: they stand in the owner's list of activities
        activities = activities.with_context(mail_activity_quick_update=True).create(values)
        for act, activity in zip(self, activities, strict=True):
            act.write({"state": "done", "activity_id": activity.id})

    def _get_reminder(self, owner, absences, today, calendar):
        """Return who is reminded on which day: (user, date).

        Who is away is reminded when he is back before the occasion; else his team leader is.
        """
        wanted = max(self.date_act, today)
        day = present_day(wanted, max(self.date, wanted), absences, calendar)
        if day:
            return owner, day
        leader = owner.sale_team_id.user_id
        return leader if leader and is_away(wanted, absences) else owner, wanted

    def _prepare_activity(self, owner, user, day):
        localised = self.with_context(lang=user.lang)
        note = localised.rule_id.note or ""
        if user != owner:
            absent = localised.env._("%(owner)s is absent.", owner=owner.name)
            note = f"{absent} {note}".strip()
        activity_type = self.rule_id.activity_type_id or self.rule_id._default_activity_type_id()
        return {
            "activity_type_id": activity_type.id,
            "automated": True,
            "date_deadline": day,
            "note": note,
            "res_id": self.partner_id.id,
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "summary": localised._get_summary(),
            "user_id": user.id,
        }

    def _get_summary(self):
        """Return what the activity is about, in the language of the environment."""
        partner = self.partner_id
        name = partner.name or ""
        if partner.crm_salutation:
            name = f"{name} ({partner.crm_salutation})"
        values = {
            "occasion": self.occasion_id.name,
            "name": name,
            "date": format_date(self.env, self.date),
        }
        if self.years:
            return self.env._(
                "%(occasion)s: %(name)s, %(date)s, %(years)s years", **values, years=self.years
            )
        return self.env._("%(occasion)s: %(name)s, %(date)s", **values)

    # messages
    def _send(self):
        """Put the e-mails of these into the host's queue, in batches of one rendering."""
        for acts in self.grouped(lambda act: (act.rule_id, act.years)).values():
            acts._do_safely("_send_batch")

    def _send_batch(self):
        """Queue the e-mails of these, all of one rule and number of years."""
        template = self.rule_id.template_id.with_context(care_years=self[0].years)
        mails = template.send_mail_batch(self.partner_id.ids)
        messages = {mail.res_id: mail.mail_message_id.id for mail in mails}
        for act in self:
            act.write({"state": "done", "message_id": messages.get(act.partner_id.id)})
