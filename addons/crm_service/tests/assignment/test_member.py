from datetime import timedelta

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import MONDAY, AssignmentCommon


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestMember(AssignmentCommon):
    def _is_here(self, user, now=MONDAY):
        return self._line(user)._get_presences(now)[self._line(user)].is_here

    def test_the_lines_follow_the_members(self):
        self.assertEqual(self.team.member_line_ids.user_id, self.agent | self.colleague)
        self._line(self.agent).capacity = 3
        self.team.member_ids = [Command.link(self.leader.id), Command.unlink(self.colleague.id)]
        self.assertEqual(self.team.member_line_ids.user_id, self.agent | self.leader)
        self.assertEqual(self._line(self.agent).capacity, 3)

    def test_own_working_hours_come_before_those_of_the_team(self):
        late = self.calendar.copy({"name": "Late"})
        late.attendance_ids.write({"hour_from": 14, "hour_to": 22})
        self.env["resource.resource"].create(
            {"name": "Agent", "user_id": self.agent.id, "calendar_id": late.id}
        )
        self.assertFalse(self._is_here(self.agent))
        self.assertTrue(self._is_here(self.agent, MONDAY.replace(hour=20)))
        self.assertFalse(self._is_here(self.colleague, MONDAY.replace(hour=20)))

    def test_a_holiday_and_a_make_up_day(self):
        days = self.env["crm.workday"]
        days.create({"name": "Holiday", "date": MONDAY.date()})
        days.create({"name": "Make-up", "date": "2026-03-07", "kind": "working"})
        self.assertFalse(self._is_here(self.agent))
        self.assertTrue(self._is_here(self.agent, MONDAY + timedelta(days=5)))

    def test_who_has_a_deputy_for_everything_is_absent(self):
        values = {"user_id": self.agent.id, "deputy_id": self.colleague.id}
        dates = {"date_start": MONDAY.date(), "date_end": MONDAY.date() + timedelta(days=1)}
        deputy = self.env["crm.approval.deputy"].create(values | dates)
        found = self._line(self.agent)._get_presences(MONDAY)[self._line(self.agent)]
        self.assertTrue(found.is_absent)
        self.assertEqual(found.back_at.date(), MONDAY.date() + timedelta(days=2))
        deputy.unlink()
        self.assertTrue(self._is_here(self.agent))

    def test_flexible_hours_are_all_hours(self):
        flexible = self.env["resource.calendar"].create(
            {"name": "Free", "flexible_hours": True, "attendance_ids": False}
        )
        self.env["resource.resource"].create(
            {"name": "Agent", "user_id": self.agent.id, "calendar_id": flexible.id}
        )
        self.assertTrue(self._is_here(self.agent, MONDAY.replace(hour=3)))

    def test_the_queries_do_not_grow_with_the_members(self):
        def count(members):
            team = self._create_team(f"Team of {len(members)}", members)
            lines = self.env["crm.service.member"].browse(team.member_line_ids.ids)
            lines._to_candidates(MONDAY)
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            lines._to_candidates(MONDAY)
            return self.env.cr.sql_log_count - start

        group = "crm_service.group_service_own"
        users = [self._create_user(f"assignee_{number}", group) for number in range(12)]
        few, many = self.env["res.users"].union(*users[:2]), self.env["res.users"].union(*users)
        self.assertEqual(count(few), count(many))
