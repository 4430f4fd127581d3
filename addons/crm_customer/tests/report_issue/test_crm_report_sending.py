from io import BytesIO
from unittest.mock import patch

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NOW, ReportIssueCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmReportSending(ReportIssueCommon):
    def _copy(self, user):
        return self.env["crm.report.copy"].search(
            [("issue_id", "=", self.issue.id), ("user_id", "=", user.id)]
        )

    def _recipient(self, user):
        return self.issue.recipient_ids.filtered(lambda one: one.user_id == user)

    def test_each_reader_gets_one_mail_with_two_files(self):
        self._send()
        self.assertEqual(self.issue.state, "sent")
        for user in (self.seller, self.boss, self.outsider, self.analyst):
            mail = self._mails(user)
            self.assertEqual(len(mail), 1, user.login)
            self.assertEqual(mail.subject, "Leads of the week 2026-11-02")
            self.assertIn("More robots.", mail.body_html)
            self.assertEqual(
                sorted(mail.attachment_ids.mapped("name")),
                ["Leads of the week 2026-11-02.pdf", "Leads of the week 2026-11-02.xlsx"],
            )
            self.assertEqual(self._recipient(user).state, "queued")
        self._run()
        self.assertEqual(len(self._mails(self.seller)), 1)

    def _rows(self, user):
        book = load_workbook(BytesIO(self._copy(user).xlsx_id.raw))
        return [[cell.value for cell in row] for row in book["Leads"].rows]

    def test_the_files_hold_the_reader_s_figures(self):
        self._send()
        self.assertEqual(
            sorted(self._rows(self.seller)[2:]),
            [["'=SUM(A1:A9)", 1, 250], ["Robot", 1, 100], ["Total", 2, 350]],
        )
        self.assertIn(["Secret", 1, 5000], self._rows(self.boss))
        self.assertEqual(self._rows(self.outsider)[1:], [["No access to this part."]])
        # without a printer the tests get the page
        for user, secret in ((self.boss, True), (self.seller, False), (self.outsider, False)):
            self.assertEqual(b"Secret" in self._copy(user).pdf_id.raw, secret, user.login)

    def test_a_copy_is_the_reader_s_alone(self):
        self._send()
        files = self._copy(self.boss).pdf_id | self._copy(self.boss).xlsx_id
        files.with_user(self.boss).check_access("read")
        self.assertEqual(self.issue.with_user(self.boss).my_file_ids, files)
        for user in (self.seller, self.analyst, self.user_manager, self.user_plain):
            with self.assertRaises(AccessError):
                files.with_user(user).check_access("read")
            found = self.env["ir.attachment"].with_user(user).search([("id", "in", files.ids)])
            self.assertFalse(found, user.login)
        self.assertFalse(self.issue.with_user(self.seller).my_file_ids & files)
        with self.assertRaises(AccessError):
            self._copy(self.boss).with_user(self.user_manager).read(["pdf_id"])

    def test_nothing_is_sent_before_its_day_and_hour(self):
        self.issue.with_user(self.analyst).action_ready()
        with freeze_time("2026-11-01 23:59:00"):  # 7:59 in Shanghai
            self._run()
            self.assertFalse(self.issue.recipient_ids)
        with freeze_time("2026-11-02 00:00:00"):
            self._run()
        self.assertEqual(self.issue.state, "sent")

    def test_nothing_is_sent_without_the_analyst_unless_the_report_says_so(self):
        self._run()
        self.assertEqual(self.issue.state, "draft")
        self.series.is_automatic = True
        self._run()
        self.assertEqual(self.issue.state, "sent")

    def test_an_archived_report_sends_nothing(self):
        self.series.is_automatic = True
        self.issue.with_user(self.analyst).action_ready()
        self.series.active = False
        for day in (NOW, "2026-11-03 00:30:00"):
            with freeze_time(day):
                self._run()
        self.assertEqual(self.issue.state, "ready")
        self.assertEqual(self.series.issue_ids, self.issue, "no next one is opened")
        self.assertFalse(self.issue.recipient_ids)
        self.assertFalse(self._mails(self.seller | self.analyst))
        self.series.active = True
        self._run()
        self.assertEqual(self.issue.state, "sent")

    def test_archived_while_it_is_sent_nobody_else_gets_it(self):
        self.issue.with_user(self.analyst).action_ready()
        self.issue._prepare_recipients()
        self.series.active = False
        self._run()
        self.assertEqual(set(self.issue.recipient_ids.mapped("state")), {"waiting"})
        self.assertFalse(self._mails(self.seller))

    def test_the_next_issue_waits_for_the_next_working_day(self):
        self._send()
        following = self.series.issue_ids - self.issue
        self.assertEqual(following.date, fields.Date.to_date("2026-11-09"))
        self.assertEqual(following.state, "draft")
        self.assertEqual(self.series.next_date, following.date)

    def test_an_issue_of_later_is_sent_now(self):
        self.issue.date = "2026-11-09"
        self.issue.with_user(self.analyst).action_send_now()
        self._run()
        self.assertEqual(self.issue.state, "sent")
        self.assertEqual(self.issue.date, fields.Date.to_date("2026-11-02"))

    @mute_logger("odoo.addons.crm_customer.models.report_issue.crm_report_recipient")
    def test_what_fails_for_one_reader_stops_no_other_and_is_sent_again(self):
        make = type(self.issue)._get_xlsx
        seller = self.seller

        def fail(issue):
            if issue.env.user == seller:
                raise ValueError("the disk is full")
            return make(issue)

        with patch.object(type(self.issue), "_get_xlsx", fail):
            self._send()
        self.assertEqual(self._recipient(self.seller).state, "failed")
        self.assertEqual(self._recipient(self.seller).reason, "the disk is full")
        self.assertFalse(self._copy(self.seller))
        self.assertEqual(self._recipient(self.boss).state, "queued")
        self.assertEqual(self.issue.failed_count, 1)
        with self.assertRaises(AccessError):
            self.issue.with_user(self.seller).action_retry()
        self.issue.with_user(self.analyst).action_retry()
        self._run()
        self.assertEqual(self._recipient(self.seller).state, "queued")
        self.assertEqual(len(self._mails(self.seller)), 1)
        self.assertEqual(len(self._mails(self.boss)), 1)

    def test_sent_failed_and_bounced_are_noted(self):
        self._send()
        mail = self._mails(self.seller)
        mail._postprocess_sent_message(self.seller.partner_id, [])
        self.assertEqual(self._recipient(self.seller).state, "sent")
        self.assertFalse(mail.exists())
        files = self._copy(self.seller)
        self.assertTrue(files.pdf_id.exists() and files.xlsx_id.exists())
        mail = self._mails(self.boss)
        mail._postprocess_sent_message([], [], "No such mailbox", "mail_smtp")
        self.assertEqual(self._recipient(self.boss).state, "failed")
        self.assertEqual(self._recipient(self.boss).reason, "No such mailbox")
        key = self._recipient(self.seller).message_key
        self.assertTrue(key)
        self.env["mail.thread"]._routing_handle_bounce(
            None,
            {
                "bounced_email": False,
                "to": "catchall@example.com",
                "email_from": "mailer-daemon@example.com",
                "message_id": "<bounce@example.com>",
                "bounced_partner": self.env["res.partner"],
                "bounced_msg_ids": [key],
                "bounced_message": self.env["mail.message"],
            },
        )
        self.assertEqual(self._recipient(self.seller).state, "bounced")
        self.assertEqual(self.issue.failed_count, 2)
