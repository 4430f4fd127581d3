from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import NOW, WorkReportCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmWorkReport(WorkReportCommon):
    def test_a_new_report_is_that_of_today_with_its_facts(self):
        self._talk()
        report = Form(self.Report.with_user(self.rep)).save()
        self.assertEqual(str(report.date), "2026-03-04")
        self.assertEqual((report.user_id, report.kind), (self.rep, "day"))
        self.assertEqual(report.leader_id, self.leader)
        self.assertEqual(report.fact_count, 1)
        self.assertEqual(report.display_name, f"Daily Report · {self.rep.name} · 03/04/2026")

    def test_today_is_that_of_the_person(self):
        self.rep.tz = "Pacific/Kiritimati"  # 14 hours ahead: it is the 5th at midnight
        report = self.Report.with_user(self.rep).create({})
        self.assertEqual(str(report.date), "2026-03-05")

    def test_a_week_begins_as_the_company_says(self):
        self.assertEqual(str(self._report(kind="week").date), "2026-03-02")
        self.company.crm_week_start = "6"
        week = self._report(kind="week")
        self.assertEqual((str(week.date), str(week.date_stop)), ("2026-03-01", "2026-03-07"))
        form = Form(self.Report.with_user(self.rep))
        form.kind = "week"
        self.assertEqual(str(form.date), "2026-03-01")

    @mute_logger("odoo.sql_db")
    def test_one_report_per_person_kind_and_day(self):
        self._report()
        self._report(kind="week")
        self._report(self.leader)
        with self.assertRaises(UniqueViolation), self.cr.savepoint():
            self._report()

    def test_what_lies_ahead_is_not_reported(self):
        with self.assertRaises(ValidationError):
            self._report(date="2026-03-05")

    def test_nobody_reports_in_a_company_where_he_does_not_work(self):
        with self.assertRaises(ValidationError):
            self.Report.create({"user_id": self.rep.id, "company_id": self.company_b.id})

    def test_opening_finds_the_report_or_begins_it(self):
        reports = self.Report.with_user(self.rep)
        action = reports.action_open_mine()
        report = reports.browse(action["res_id"])
        self.assertEqual(report.user_id, self.rep)
        self.assertEqual(reports.action_open_mine()["res_id"], report.id)
        week = reports.browse(reports.action_open_mine("week")["res_id"])
        self.assertEqual((week.kind, str(week.date)), ("week", "2026-03-02"))
        again = self.rep.with_user(self.rep).action_crm_open_work_report()
        self.assertEqual(again["res_id"], report.id)

    # drafts
    def test_drawing_anew_keeps_what_was_written(self):
        report = self._report()
        report.write({"summary": "A good day", "help_wanted": "A sample"})
        self.assertFalse(report.line_ids)
        self._talk()
        report.action_refresh()
        report.action_refresh()
        self.assertEqual(report.fact_count, 1)
        self.assertEqual(len(report.line_ids), 1)
        self.assertEqual((report.summary, report.help_wanted), ("A good day", "A sample"))

    def test_a_report_stays_the_one_of_its_day(self):
        with self.assertRaises(UserError):
            self._report().date = "2026-03-03"

    # sent
    def test_sending_freezes_the_facts_and_tells_the_leader(self):
        report = self._report()
        talk = self._talk()
        report.action_send()
        self.assertEqual(report.state, "sent")
        self.assertEqual(str(report.date_sent), NOW)
        self.assertFalse(report.is_late)
        # logged up to the moment of sending, then no more
        self.assertEqual(report.fact_count, 1)
        talk.name = "Something else"
        self._talk()
        with self.assertRaises(UserError):
            report.action_refresh()
        self.assertEqual(report.line_ids.mapped("text"), ["Acme Trading · Prices"])
        activity = self._activities(report, "read")
        self.assertEqual(activity.user_id, self.leader)
        self.assertEqual(activity.summary, f"Read: {report.display_name}")

    def test_what_was_sent_is_not_changed_nor_deleted(self):
        report = self._report()
        report.action_send()
        for act in (
            lambda: report.write({"summary": "Better"}),
            report.action_send,
            report.unlink,
        ):
            with self.assertRaises(UserError):
                act()
        self._report(date="2026-03-03").unlink()

    def test_sent_after_the_next_working_morning_is_late(self):
        friday = {"date": "2026-02-27"}
        report = self._report(**friday)
        # Monday, 9:00 in Shanghai
        with freeze_time("2026-03-02 01:00:00"):
            report.action_send()
            self.assertFalse(report.is_late)
            report.action_take_back()
        with freeze_time("2026-03-02 01:00:01"):
            report.action_send()
            self.assertTrue(report.is_late)

    def test_who_leads_the_team_now_reads_it(self):
        report = self._report()
        self.team.user_id = self.user_all
        report.action_send()
        self.assertEqual(report.leader_id, self.user_all)

    def test_without_a_leader_the_reader_of_the_settings(self):
        for lead in (False, self.rep, self.user_plain):
            self.team.user_id = lead
            report = self._report()
            with self.assertRaisesRegex(UserError, "Nobody reads your reports"):
                report.action_send()
            self.company.crm_work_report_reader_id = self.user_manager
            report.action_send()
            self.assertEqual(report.leader_id, self.user_manager)
            report.action_take_back()
            report.unlink()
            self.company.crm_work_report_reader_id = False

    def test_the_leader_of_a_team_elsewhere_reads_nothing_here(self):
        (self.rep | self.leader).company_ids = [Command.link(self.company_b.id)]
        self.team.company_id = self.company_b
        self.company.crm_work_report_reader_id = self.user_manager
        self.assertEqual(self._report().leader_id, self.user_manager)

    def test_the_leader_reports_to_the_reader_of_the_settings(self):
        self.company.crm_work_report_reader_id = self.user_manager
        report = self._report(self.leader)
        self.assertEqual(report.leader_id, self.user_manager)

    def test_taken_back_until_it_is_read(self):
        report = self._report()
        report.action_send()
        report.action_take_back()
        self.assertEqual((report.state, report.date_sent), ("draft", False))
        self.assertFalse(self._activities(report, "read"))
        report.summary = "More"
        report.action_send()
        report.with_user(self.leader).action_read()
        with self.assertRaises(UserError):
            report.action_take_back()

    # read
    def test_the_leader_comments_and_marks_as_read(self):
        report = self._report()
        report.action_send()
        theirs = report.with_user(self.leader)
        self.assertTrue(theirs.is_mine_to_read)
        theirs.comment = "Well done.\nGo on."
        theirs.action_read()
        self.assertEqual((report.state, report.read_by_id), ("read", self.leader))
        self.assertEqual(str(report.date_read), NOW)
        self.assertFalse(self._activities(report, "read"))
        message = report.message_ids.filtered(lambda message: "Well done" in message.body)
        self.assertEqual(message.author_id, self.leader.partner_id)
        self.assertIn(self.rep.partner_id, message.notified_partner_ids)
        with self.assertRaises(UserError):
            theirs.action_read()

    def test_without_a_comment_nobody_is_written_to(self):
        report = self._report()
        report.action_send()
        before = report.message_ids
        report.with_user(self.leader).action_read()
        self.assertFalse((report.message_ids - before).notified_partner_ids)

    def test_settings(self):
        self.env["res.config.settings"].create(
            {
                "crm_work_report_day": True,
                "crm_work_report_hour": 16,
                "crm_work_report_reader_id": self.user_manager.id,
            }
        ).execute()
        self.assertTrue(self.company.crm_work_report_day)
        self.assertEqual(self.company.crm_work_report_reader_id, self.user_manager)
        self.assertFalse(self.company_b.crm_work_report_day)
