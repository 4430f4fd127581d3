from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, TODAY, TodayCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTodayActivity(TodayCommon):
    def test_what_is_late_or_due_today_the_latest_first(self):
        self._plan(summary="Today")
        self._plan("2026-03-01", summary="Late")
        self._plan("2026-03-05", summary="Tomorrow")
        block = self._block("activities")
        self.assertEqual(block["count"], 2)
        self.assertEqual([item["subtitle"] for item in block["items"]], ["Late", "Today"])
        self.assertEqual([item["state"] for item in block["items"]], ["late", "today"])
        ahead = self._block("ahead")
        self.assertEqual([item["subtitle"] for item in ahead["items"]], ["Tomorrow"])

    def test_next_days_end_after_a_week(self):
        self._plan("2026-03-11", summary="In a week")
        self._plan("2026-03-12", summary="Later")
        self.assertEqual(self._block("ahead")["count"], 1)

    def test_seven_are_shown_and_all_counted(self):
        for number in range(9):
            self._plan(summary=f"Call {number}")
        block = self._block("activities")
        self.assertEqual((block["count"], len(block["items"])), (9, 7))
        listed = self.env["mail.activity"].search(block["more"]["domain"])
        self.assertEqual(len(listed), 9)

    def test_a_colleagues_activity_does_not_show(self):
        self._plan(user=self.colleague)
        self.assertEqual(self._block("activities")["count"], 0)

    @freeze_time("2026-03-03 17:00:00")
    def test_the_day_is_that_of_the_users_clock(self):
        # 17:00 in UTC is 01:00 of the next day in Shanghai
        self._plan()
        self.assertEqual(self._block("activities")["items"][0]["state"], "today")
        self.user_own.tz = "Europe/Berlin"
        self.assertEqual(self._block("activities")["count"], 0)

    @freeze_time("2026-03-03 17:00:00")
    def test_who_has_no_timezone_lives_by_the_companys_clock(self):
        self._plan()
        self.user_own.tz = False
        self.env.company.resource_calendar_id.tz = "Asia/Shanghai"
        self.assertEqual(self._block("activities")["count"], 1)
        self.env.company.resource_calendar_id.tz = "UTC"
        self.assertEqual(self._block("activities")["count"], 0)

    def test_the_name_of_a_hidden_record_is_not_told(self):
        secret = self._create_customer("Secret Ltd", company_id=self.company_b.id)
        self._plan(record=secret, summary="Do something")
        item = self._block("activities")["items"][0]
        self.assertEqual(item["title"], "Do something")
        self.assertNotIn("Secret", str(item))
        self.assertNotIn("log", [act["key"] for act in item["acts"]])

    def test_an_activity_without_record_shows_what_is_to_be_done(self):
        self._plan(res_id=False, res_model_id=False, summary="Buy stamps")
        self.assertEqual(self._titles("activities"), ["Buy stamps"])

    # the team's
    def test_the_leader_sees_what_is_late_by_person(self):
        member = self._create_user("today_member", "crm_customer.group_customer_own")
        self.team.member_ids = [Command.link(member.id)]
        self._plan("2026-03-01", user=member)
        self._plan("2026-03-02", user=member)
        self._plan("2026-03-03")
        self._plan(TODAY)
        self._plan("2026-03-01", user=self.user_team)
        self._plan("2026-03-01", user=self.colleague)
        block = self._block("team", self.user_team)
        self.assertEqual(block["count"], 3)
        names = [(item["title"], item["subtitle"][:6]) for item in block["items"]]
        self.assertEqual(
            names, [(member.display_name, "2 late"), (self.user_own.display_name, "1 late")]
        )
        listed = self.env["mail.activity"].search(block["items"][0]["more"]["domain"])
        self.assertEqual(listed.user_id, member)
        self.assertEqual(len(listed), 2)

    def test_who_sees_all_sees_every_person_of_the_company(self):
        self._plan("2026-03-01", user=self.colleague)
        block = self._block("team", self.user_all)
        users = self.env["mail.activity"].search(block["more"]["domain"]).user_id
        self.assertIn(self.colleague, users)

    def test_activities_on_records_of_another_company_do_not_count(self):
        before = self._block("team", self.user_team)["count"]
        hidden = self._create_customer("Hidden Ltd", company_id=self.company_b.id)
        self._plan("2026-03-01", record=hidden)
        self.assertEqual(self._block("team", self.user_team)["count"], before)

    def test_a_sales_rep_has_no_block_about_the_team(self):
        self.assertIsNone(self._block("team"))
