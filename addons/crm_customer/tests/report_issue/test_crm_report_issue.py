from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import NOW, ReportIssueCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmReportIssue(ReportIssueCommon):
    def test_an_analyst_sets_up_a_report(self):
        with Form(self.env["crm.report.series"].with_user(self.analyst)) as form:
            form.name = "Monthly"
            form.frequency = "monthly"
        series = form.record
        self.assertEqual(series.user_id, self.analyst)
        self.assertEqual(series.company_id, self.env.company)
        issue = self.env["crm.report.issue"].browse(series.action_next_issue()["res_id"])
        # the third working day of November
        self.assertEqual(issue.date, fields.Date.to_date("2026-11-04"))
        self.assertEqual(series.next_date, issue.date)
        self.assertEqual(issue.name, "Monthly 2026-11-04")
        self.assertEqual(issue.activity_ids.user_id, self.analyst)

    def test_readers_work_with_customers_in_the_company(self):
        with self.assertRaisesRegex(ValidationError, "cannot read this report"):
            self.series.reader_ids = [Command.link(self.user_plain.id)]
        theirs = self._create_user(
            "report_theirs",
            "crm_customer.group_customer_own",
            company_id=self.company_b.id,
            company_ids=[Command.set(self.company_b.ids)],
        )
        with self.assertRaisesRegex(ValidationError, "cannot read this report"):
            self.series.reader_ids = [Command.link(theirs.id)]
        self.series.company_id = False
        self.series.reader_ids = [Command.link(theirs.id)]

    @mute_logger("odoo.sql_db")
    def test_one_issue_a_day(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.issue.copy({"date": self.issue.date})

    def test_steps_are_not_for_editing(self):
        with self.assertRaises(AccessError):
            self.issue.with_user(self.analyst).state = "sent"
        with self.assertRaises(AccessError):
            self.env["crm.report.issue"].with_user(self.analyst).create(
                {"series_id": self.series.id, "date": "2026-12-01", "state": "sent"}
            )

    def test_released_and_taken_back(self):
        issue = self.issue.with_user(self.analyst)
        issue.action_ready()
        self.assertEqual(issue.state, "ready")
        with self.assertRaisesRegex(UserError, "no longer at this step"):
            issue.action_ready()
        issue.action_draft()
        self.assertEqual(issue.state, "draft")
        with self.assertRaises(AccessError):
            self.issue.with_user(self.seller).action_ready()

    def test_what_was_sent_stays_as_it_is(self):
        self._send()
        for values in ({"comment": "<p>x</p>"}, {"recommendation": "x"}, {"date": "2026-12-01"}):
            with self.assertRaisesRegex(UserError, "cannot be changed"):
                self.issue.with_user(self.analyst).write(values)
        with self.assertRaisesRegex(UserError, "archive"):
            self.issue.with_user(self.user_manager).unlink()
        with self.assertRaisesRegex(UserError, "archive"):
            self.series.with_user(self.user_manager).unlink()
        self.issue.with_user(self.analyst).action_archive_issue()
        self.assertEqual(self.issue.state, "archived")

    def test_a_report_that_was_never_sent_goes_with_its_drafts(self):
        self.series.with_user(self.analyst).unlink()
        self.assertFalse(self.issue.exists())

    def test_after_days_without_a_server_one_issue_is_next(self):
        self._send()
        with freeze_time("2026-12-09 03:00:00"):
            self.series.issue_ids.filtered(lambda one: one.state == "draft").unlink()
            issue = self.series._ensure_open_issue()
            self.assertEqual(issue.date, fields.Date.to_date("2026-12-14"))
            self.assertEqual(self.series._ensure_open_issue(), issue)
