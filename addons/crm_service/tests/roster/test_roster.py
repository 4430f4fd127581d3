from freezegun import freeze_time

from odoo.tests import tagged

from .common import RosterCommon, march


@tagged("post_install", "-at_install")
class TestRoster(RosterCommon):
    def _ticket_at(self, moment):
        with freeze_time(moment):
            return self._create_ticket()

    # assigning
    def test_only_who_is_on_shift_gets_tickets(self):
        self._create_shift(self.colleague, "02 08:00", "02 12:00")
        self._create_shift(self.agent, "02 12:00", "02 17:00")
        owners = [
            self._ticket_at(f"2026-03-02 {hour}:00:00").user_id for hour in ("09", "10", "13")
        ]
        self.assertEqual(owners, [self.colleague, self.colleague, self.agent])

    def test_a_shift_on_a_day_off_counts(self):
        self._create_shift(self.agent, "07 08:00", "07 12:00")
        self.assertEqual(self._ticket_at("2026-03-07 09:00:00").user_id, self.agent)

    def test_without_a_shift_it_waits_and_says_until_when(self):
        self._create_shift(self.agent, "03 08:00", "03 12:00")
        ticket = self._ticket_at("2026-03-02 09:00:00")
        self.assertFalse(ticket.user_id)
        self.assertIn("Tue 3 Mar, 08:00", ticket.with_context(tz="UTC").assignment_reason)
        with freeze_time("2026-03-03 08:00:30"):
            self._cron()
        self.assertEqual(ticket.user_id, self.agent)

    def test_who_is_absent_gets_nothing_on_shift(self):
        self._create_shift(self.agent, "02 08:00", "02 12:00")
        self._leave(self.agent, "2026-03-02 00:00:00", "2026-03-02 23:59:59")
        self.assertFalse(self._ticket_at("2026-03-02 09:00:00").user_id)

    def test_a_team_without_the_roster_assigns_by_working_hours(self):
        self.team.uses_roster = False
        self._create_shift(self.colleague, "02 12:00", "02 17:00")
        owners = self.env["res.users"]
        for _number in range(2):
            owners |= self._ticket_at("2026-03-02 09:00:00").user_id
        self.assertEqual(owners, self.agent | self.colleague)

    def test_a_shift_in_another_team_is_none_here(self):
        other = self._create_team("Field", self.agent)
        self._create_shift(self.agent, "02 08:00", "02 12:00", team_id=other.id)
        self.assertFalse(self._ticket_at("2026-03-02 09:00:00").user_id)

    def test_queries_do_not_grow_with_shifts(self):
        self.team.sudo().member_line_ids._get_presences(march(1))  # what is cached once stays
        counts = []
        for days in (range(1, 3), range(3, 23)):
            for day in days:
                self._create_shift(self.agent, f"{day:02} 08:00", f"{day:02} 12:00")
            lines = self.team.sudo().member_line_ids
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            lines._get_presences(march(1))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    # coverage
    def test_working_hours_without_anyone(self):
        """Monday 8-12 and 14-17 are covered; of the week of 45 h 38 h are not."""
        self._create_shift(self.agent, "02 08:00", "02 12:00")
        self._create_shift(self.colleague, "02 14:00", "02 18:00")
        found = self.team._get_gaps(march(2), march(9))[self.team]
        self.assertEqual(found[0], (march(2, 12), march(2, 14)))
        self.assertEqual(found[1], (march(3, 8), march(3, 17)))
        with freeze_time("2026-03-02 00:00:00"):
            self.team.invalidate_recordset(["uncovered_hours"])
            self.assertEqual(self.team.uncovered_hours, 38)

    def test_who_is_absent_or_no_longer_a_member_covers_nothing(self):
        self._create_shift(self.agent, "02 08:00", "02 17:00")
        self._create_shift(self.colleague, "03 08:00", "03 17:00")
        self.assertEqual(self.team._get_gaps(march(2), march(4))[self.team], [])
        self._leave(self.agent, "2026-03-02 08:00:00", "2026-03-02 10:00:00")
        self.team.member_ids -= self.colleague
        self.assertEqual(
            self.team._get_gaps(march(2), march(4))[self.team],
            [(march(2, 8), march(2, 10)), (march(3, 8), march(3, 17))],
        )

    def test_without_the_roster_nothing_is_missing(self):
        self.team.uses_roster = False
        self.assertEqual(self.team.uncovered_hours, 0)

    def test_a_leader_opens_the_hours_of_the_own_teams(self):
        other = self._create_team("Field", self.agent, user_id=self.head.id, uses_roster=True)
        self._create_shift(self.agent, "02 08:00", "02 17:00")
        gaps = self.env["crm.service.shift.gap"].with_user(self.leader)
        with freeze_time("2026-03-02 00:00:00"):
            found = gaps.search(gaps.action_open()["domain"])
            self.assertEqual(found.team_id, self.team)
            self.assertEqual(found[0].date_from, march(3, 8))
            self.assertEqual(sum(found.mapped("hours")), 9 * 9)
            everybody = gaps.with_user(self.head)
            found = everybody.search(everybody.action_open()["domain"])
            self.assertLessEqual(self.team | other, found.team_id)
            action = other.with_user(self.head).action_view_gaps()
            self.assertEqual(everybody.search(action["domain"]).team_id, other)

    def test_the_roster_of_a_team_opens_with_its_shifts(self):
        action = self.team.action_view_shifts()
        self.assertEqual(action["context"]["default_team_id"], self.team.id)
