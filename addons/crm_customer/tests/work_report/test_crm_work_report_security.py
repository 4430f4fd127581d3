from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, WorkReportCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmWorkReportSecurity(WorkReportCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._talk()
        cls.report = cls._report()
        cls.lines = cls.report.line_ids.sudo()
        cls.foreigner = cls._create_user(
            "report_foreign",
            "crm_customer.group_customer_manager",
            company_id=cls.company_b.id,
            company_ids=[Command.set(cls.company_b.ids)],
        )

    def _sees(self, user):
        report = self.Report.with_user(user).search([("id", "=", self.report.id)])
        lines = self.lines.with_user(user).search([("report_id", "in", self.report.ids)])
        self.assertEqual(len(lines), len(report))
        return bool(report)

    def test_the_person_the_leader_and_who_sees_all(self):
        for user in (self.rep, self.leader, self.user_all, self.user_manager):
            self.assertTrue(self._sees(user), user.login)
        for user in (self.stranger, self.foreigner):
            self.assertFalse(self._sees(user), user.login)
            with self.assertRaises(AccessError):
                self.report.with_user(user).read(["summary"])
            with self.assertRaises(AccessError):
                self.lines.with_user(user).read(["text"])

    def test_a_leader_of_the_lowest_level_reads_and_marks_as_read(self):
        self.team.user_id = self.stranger
        self.report.action_send()
        self.assertTrue(self._sees(self.stranger))
        report = self.report.with_user(self.stranger)
        report.comment = "Fine"
        report.action_read()
        self.assertEqual(self.report.state, "read")

    def test_a_mate_of_the_team_level_reads_and_changes_nothing(self):
        mate = self._create_user("report_mate", "crm_customer.group_customer_team")
        self.team.member_ids = [Command.link(mate.id)]
        self.report.action_send()
        self.env.invalidate_all()
        self.assertTrue(self._sees(mate))
        report = self.report.with_user(mate)
        for act in (
            lambda: report.write({"comment": "Hm"}),
            lambda: report.write({"summary": "Hm"}),
            report.action_read,
            report.action_take_back,
        ):
            with self.assertRaises(AccessError):
                act()

    def test_nobody_writes_the_report_of_another(self):
        for user in (self.leader, self.user_all, self.user_manager):
            report = self.report.with_user(user)
            for act in (
                lambda report=report: report.write({"summary": "Hm"}),
                report.action_send,
                report.action_refresh,
                report.unlink,
            ):
                with self.assertRaises(AccessError):
                    act()

    def test_nobody_begins_the_report_of_another(self):
        for user in (self.leader, self.user_all, self.user_manager):
            with self.assertRaises(AccessError):
                self.Report.with_user(user).create({"user_id": self.rep.id, "date": "2026-03-03"})

    def test_the_comment_is_the_readers_after_sending(self):
        with self.assertRaises(AccessError):
            self.report.with_user(self.leader).comment = "Too early"
        with self.assertRaises(AccessError):
            self.report.with_user(self.rep).comment = "I am great"
        with self.assertRaises(AccessError):
            self._report(date="2026-03-03", comment="I am great")
        with self.assertRaises(AccessError):
            self.Report.with_user(self.rep).with_context(default_comment="I am great").create(
                {"date": "2026-03-03"}
            )
        self.report.action_send()
        with self.assertRaises(AccessError):
            self.report.with_user(self.rep).comment = "I am great"
        with self.assertRaises(AccessError):
            self.report.with_user(self.rep).action_read()
        self.report.with_user(self.leader).action_read()
        with self.assertRaises(AccessError):
            self.report.with_user(self.leader).comment = "Too late"

    def test_steps_are_written_by_their_buttons_alone(self):
        for values in (
            {"state": "sent"},
            {"date_sent": "2026-03-01 10:00:00"},
            {"is_late": False},
            {"leader_id": self.stranger.id},
            {"fact_count": 99},
        ):
            with self.assertRaises(AccessError):
                self.report.with_user(self.rep).write(values)
            with self.assertRaises(AccessError):
                self._report(date="2026-03-03", **values)

    def test_facts_are_written_by_the_report_alone(self):
        line = self.lines[0]
        for user in (self.rep, self.user_manager):
            with self.assertRaises(AccessError):
                line.with_user(user).text = "Sold the moon"
            with self.assertRaises(AccessError):
                line.with_user(user).unlink()
            with self.assertRaises(AccessError):
                line.with_user(user).create(
                    {"report_id": self.report.id, "section": "order", "text": "The moon"}
                )
        with self.assertRaises(AccessError):
            self.report.with_user(self.rep).line_ids = [Command.clear()]

    def test_plain_and_portal_users_see_none(self):
        portal = self._create_user("report_portal", "base.group_portal")
        for user in (self.user_plain, portal):
            with self.assertRaises(AccessError):
                self.Report.with_user(user).search([])

    def test_who_opens_a_fact_needs_the_right_to_its_record(self):
        request = self.env["crm.request"].create(
            {
                "name": "Secret",
                "question": "<p>Why?</p>",
                "department_id": self.env["crm.request.department"]
                .create({"name": "Technical", "user_id": self.rep.id})
                .id,
                "requester_id": self.stranger.id,
            }
        )
        line = self.lines[0].sudo()
        line.write({"res_model": request._name, "res_id": request.id})
        self.assertTrue(line.with_user(self.rep).action_open_record())
        with self.assertRaises(AccessError):
            line.with_user(self.leader).action_open_record()
