import logging
from zoneinfo import ZoneInfo

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.kpi.period import UTC
from .crm_work_report import OWN
from .crm_work_report_steps import MORNING, SEND

_logger = logging.getLogger(__name__)


class CrmWorkReport(models.Model):
    """What happens by itself where a company wants daily reports: drafts and reminders."""

    _inherit = "crm.work.report"

    @api.model
    def _cron_draft(self):
        """Draft today's reports and remind of those not sent, a person a transaction.

        Stopped and started again, or run twice, it doubles nothing: a person has one report
        of a day, and one reminder of a report.
        """
        people = [
            (company, person)
            for company in self._get_reporting_companies()
            for person in self._get_people(company)
        ]
        commit = self.env["ir.cron"]._commit_progress
        commit(remaining=len(people))
        for left, (company, person) in zip(reversed(range(len(people))), people, strict=True):
            self._draft_for(company, person)
            self._remind(company, person)
            if not commit(1, remaining=left):
                break

    @api.model
    def _get_reporting_companies(self):
        return self.env["res.company"].search([("crm_work_report_day", "=", True)], order="id")

    @api.model
    def _get_people(self, company):
        """Return who reports in ``company``: the members of its sales teams."""
        members = self.env["crm.team.member"].search(
            Domain("crm_team_id.company_id", "in", (False, company.id))
            & Domain("user_id.company_ids", "in", company.ids)
        )
        return members.user_id.filtered(lambda user: user.active and user.has_group(OWN)).sorted(
            "id"
        )

    @api.model
    def _draft_for(self, company, person):
        """Draft the report of today once its time has come where ``person`` is."""
        local = self._get_local(person)
        if not self._is_working(company, person, local.date()):
            return
        if local.hour + local.minute / 60 < company.crm_work_report_hour:
            return
        values = {
            "user_id": person.id,
            "company_id": company.id,
            "kind": "day",
            "date": local.date(),
        }
        known = Domain.AND([Domain(name, "=", value)] for name, value in values.items())
        if self.search_count(known, limit=1):
            return
        try:
            with self.env.cr.savepoint():
                self.create(values)
        except UniqueViolation:
            _logger.info("User %s began the report of today meanwhile.", person.id)

    @api.model
    def _remind(self, company, person):
        """Ask ``person`` once, on a working morning, for each daily report not sent."""
        local = self._get_local(person)
        if local.time() < MORNING or not self._is_working(company, person, local.date()):
            return
        waiting = self.search(
            [
                ("user_id", "=", person.id),
                ("company_id", "=", company.id),
                ("kind", "=", "day"),
                ("state", "=", "draft"),
                ("date", "<", local.date()),
                ("date_reminded", "=", False),
            ]
        )
        for report in waiting.with_context(lang=person.lang):
            report.date_reminded = fields.Datetime.now()
            report._plan(SEND, person, report.env._("Send: %(report)s", report=report.display_name))

    @api.model
    def _get_local(self, person):
        """Return the present moment where ``person`` is."""
        now = fields.Datetime.now().replace(tzinfo=UTC)
        return now.astimezone(ZoneInfo(person._crm_get_zone()))

    @api.model
    def _is_working(self, company, person, day):
        """Whether the company works on ``day`` and ``person`` is not away."""
        if not self.env["crm.workday"]._compiled(company).is_working_day(day):
            return False
        # sudo: that somebody is away matters, not why
        absences = self.env["crm.customer.follow.up"].sudo()._get_absences(person)
        return not any(first <= day <= last for first, last in absences)
