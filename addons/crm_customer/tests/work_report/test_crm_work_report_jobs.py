from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, WorkReportCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmWorkReportJobs(WorkReportCommon):
    """Drafts at the hour of the person, reminders on the next working morning."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.company"].search([]).crm_work_report_day = False
        cls.company.crm_work_report_day = True
        cls.company.crm_work_report_hour = 17.5

    def _run(self, moment):
        cron = self.env.ref("crm_customer.crm_work_report_cron_draft")
        with freeze_time(moment), self.enter_registry_test_mode():
            cron.method_direct_trigger()

    def _drafts(self, user=None):
        reports = self.Report.search([("user_id", "=", (user or self.rep).id)])
        return [str(report.date) for report in reports]

    def test_off_by_default(self):
        self.assertFalse(self.env["res.company"].create({"name": "New"}).crm_work_report_day)
        self.company.crm_work_report_day = False
        self._run("2026-03-04 10:00:00")
        self.assertFalse(self._drafts())

    def test_drafted_at_the_hour_with_the_facts_of_the_day(self):
        self._talk()
        self._run("2026-03-04 09:29:00")  # 17:29 in Shanghai
        self.assertFalse(self._drafts())
        self._run("2026-03-04 09:30:00")
        self.assertEqual(self._drafts(), ["2026-03-04"])
        self.assertEqual(self._drafts(self.leader), ["2026-03-04"])
        report = self.Report.search([("user_id", "=", self.rep.id)])
        self.assertEqual((report.state, report.fact_count), ("draft", 1))
        # who is in no team reports to nobody
        self.assertFalse(self._drafts(self.stranger))

    def test_running_twice_doubles_nothing(self):
        self._run("2026-03-04 10:00:00")
        self._run("2026-03-04 10:30:00")
        self.assertEqual(self._drafts(), ["2026-03-04"])

    def test_each_at_the_hour_where_he_is(self):
        self.rep.tz = "Europe/Berlin"
        self._run("2026-03-04 10:00:00")  # 11:00 there
        self.assertFalse(self._drafts())
        self.assertEqual(self._drafts(self.leader), ["2026-03-04"])
        self._run("2026-03-04 16:30:00")  # 17:30 there, after midnight in Shanghai
        self.assertEqual(self._drafts(), ["2026-03-04"])
        self.assertEqual(self._drafts(self.leader), ["2026-03-04"])

    def test_only_on_working_days(self):
        saturday = "2026-03-07 10:00:00"
        self._run(saturday)
        self.assertFalse(self._drafts())
        self.env["crm.workday"].create(
            {
                "name": "Make-up day",
                "date": "2026-03-07",
                "kind": "working",
                "company_id": self.company.id,
            }
        )
        self._run(saturday)
        self.assertEqual(self._drafts(), ["2026-03-07"])

    def test_not_for_who_is_away(self):
        resource = self.env["resource.resource"].create(
            {
                "name": self.rep.name,
                "user_id": self.rep.id,
                "calendar_id": self.company.resource_calendar_id.id,
            }
        )
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "resource_id": resource.id,
                "calendar_id": resource.calendar_id.id,
                "date_from": "2026-03-03 16:00:00",
                "date_to": "2026-03-05 15:00:00",
            }
        )
        self._run("2026-03-04 10:00:00")
        self.assertFalse(self._drafts())
        self.assertEqual(self._drafts(self.leader), ["2026-03-04"])

    def test_a_report_that_is_begun_is_left_alone(self):
        report = self._report(summary="A good day")
        self._run("2026-03-04 10:00:00")
        self.assertEqual(self._drafts(), ["2026-03-04"])
        self.assertEqual(report.summary, "A good day")

    def test_reminded_once_on_the_next_working_morning(self):
        friday = self._report(date="2026-02-27")
        for moment in ("2026-02-28 02:00:00", "2026-03-02 00:59:00"):  # Saturday; 8:59
            self._run(moment)
            self.assertFalse(self._activities(friday, "send"), moment)
        for moment in ("2026-03-02 01:00:00", "2026-03-02 01:30:00", "2026-03-03 01:00:00"):
            self._run(moment)
            activity = self._activities(friday, "send")
            self.assertEqual(activity.user_id, self.rep)
        self.assertEqual(str(activity.date_deadline), "2026-03-02")
        self.assertEqual(str(friday.date_reminded), "2026-03-02 01:00:00")
        friday.action_send()
        self.assertFalse(self._activities(friday, "send"))

    def test_who_has_sent_is_not_reminded(self):
        report = self._report(date="2026-03-03")
        report.action_send()
        self._run("2026-03-04 10:00:00")
        self.assertFalse(self._activities(report, "send"))

    def test_a_company_that_wants_none_gets_none(self):
        self.rep.company_ids = [Command.link(self.company_b.id)]
        self.company_b.crm_work_report_day = True
        self.company.crm_work_report_day = False
        # the team belongs to the other company
        self._run("2026-03-04 10:00:00")
        self.assertFalse(self._drafts())
        self.team.company_id = False
        self._run("2026-03-04 10:00:00")
        report = self.Report.search([("user_id", "=", self.rep.id)])
        self.assertEqual(report.company_id, self.company_b)
