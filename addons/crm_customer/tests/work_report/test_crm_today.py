from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, WorkReportCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestWorkReportToday(WorkReportCommon):
    def _block(self, key, user=None):
        self.env.flush_all()
        page = self.env["crm.today"].with_user(user or self.rep).get_page()
        return {block["key"]: block for block in page["blocks"]}[key]

    def test_the_report_of_today_is_missing_where_it_is_wanted(self):
        self.assertEqual(self._block("work_report")["count"], 0)
        self.company.crm_work_report_day = True
        (item,) = self._block("work_report")["items"]
        self.assertEqual((item["title"], item["state"]), ("Daily report of today", "today"))
        # pressing it begins the report
        opener = self.env[item["model"]].browse(item["id"]).with_user(self.rep)
        action = getattr(opener, item["open_method"])()
        report = self.Report.browse(action["res_id"])
        (item,) = self._block("work_report")["items"]
        self.assertEqual((item["id"], item["badge"]), (report.id, "Not sent"))
        report.with_user(self.rep).action_send()
        self.assertEqual(self._block("work_report")["count"], 0)

    def test_on_a_free_day_nothing_is_missing(self):
        self.company.crm_work_report_day = True
        with freeze_time("2026-03-07 02:00:00"):
            self.assertEqual(self._block("work_report")["count"], 0)

    def test_a_draft_of_yesterday_is_late_and_its_reminder_stands_there_once(self):
        report = self._report(date="2026-03-03")
        self.company.crm_work_report_day = True
        self.Report.sudo()._remind(self.company, self.rep)
        self.assertTrue(self._activities(report, "send"))
        states = [item["state"] for item in self._block("work_report")["items"]]
        self.assertEqual(states, ["late", "today"])
        self.assertEqual(self._block("activities")["count"], 0)

    def test_the_leader_reads_what_was_sent(self):
        self._talk()
        report = self._report()
        self.assertEqual(self._block("work_reports", self.leader)["count"], 0)
        report.action_send()
        (item,) = self._block("work_reports", self.leader)["items"]
        self.assertEqual(item["subtitle"], report.headline)
        self.assertEqual(self._block("activities", self.leader)["count"], 0)
        self.assertEqual(self._block("work_reports", self.stranger)["count"], 0)
        getattr(report.with_user(self.leader), item["acts"][0]["method"])()
        self.assertEqual(self._block("work_reports", self.leader)["count"], 0)

    def test_the_page_costs_the_same_with_few_and_many_reports(self):
        for day in range(1, 3):
            self._report(date=f"2026-02-0{day}")
        today = self.env["crm.today"].with_user(self.rep)._at_users_clock()

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            today._today_work_report()
            return self.cr.sql_log_count - before

        count()
        few = count()
        for day in range(3, 7):
            self._report(date=f"2026-02-0{day}")
        self.assertEqual(count(), few)
