from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import ReplayCommon


# 4 March 2026 is a Wednesday
@tagged("post_install", "-at_install")
class TestReplayPeople(ReplayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.service.skill"].search([]).active = False

    def _line(self, replay, user):
        return replay.person_ids.filtered(lambda line: line.user_id == user)

    def _shares(self, replay, prefix=""):
        names = ("spread", "skilled_rate", "at_work_rate")
        return [round(replay[prefix + name], 4) for name in names]

    def test_in_turn_spreads_what_one_person_has(self):
        """Four tickets of the agent, weights 2 each: 8 and 0, or 4 and 4."""
        for hour in ("08", "09", "10", "11"):
            self._open(f"2026-03-04 {hour}:00:00")
        replay = self._replay(assignment_method="round_robin")
        agent, colleague = (self._line(replay, user) for user in (self.agent, self.colleague))
        self.assertEqual((agent.ticket_count, agent.new_ticket_count), (4, 2))
        self.assertEqual((agent.load, agent.new_load), (8, 4))
        self.assertEqual((colleague.ticket_count, colleague.new_ticket_count), (0, 2))
        self.assertEqual((replay.spread, replay.new_spread), (1, 0))

    def test_without_policies_the_assignment_alone_is_replayed(self):
        self._open("2026-03-04 08:00:00")
        replay = self._replay(assignment_method="round_robin", policy_ids=[])
        self.assertEqual((replay.state, replay.clock_count), ("done", 0))
        self.assertEqual(sum(replay.person_ids.mapped("new_ticket_count")), 1)

    def test_by_skill_it_goes_to_who_can_do_it(self):
        category = self.env["crm.service.category"].create({"name": "Pumps"})
        skill = self.env["crm.service.skill"].create(
            {"name": "Hydraulics", "category_ids": [Command.set(category.ids)]}
        )
        line = self.team.member_line_ids.filtered(lambda line: line.user_id == self.colleague)
        line.skill_ids = [Command.create({"skill_id": skill.id, "level": "3"})]
        self._open("2026-03-04 08:00:00", category_id=category.id)
        self._open("2026-03-04 08:00:00")
        replay = self._replay(assignment_method="skill")
        self.assertEqual((replay.skilled_rate, replay.new_skilled_rate), (0, 1))
        self.assertEqual(self._line(replay, self.agent).new_ticket_count, 1)
        self.assertEqual(self._line(replay, self.colleague).new_skilled_count, 1)

    def test_at_work_is_who_was_there_when_it_came(self):
        """The agent is on leave on Wednesday; the ticket of Saturday waits until Monday."""
        self._open("2026-03-04 09:00:00")
        self._open("2026-03-07 09:00:00")
        resource = self.env["resource.resource"].create(
            {"name": "Agent", "user_id": self.agent.id, "calendar_id": self.calendar.id}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "date_from": "2026-03-04 00:00:00",
                "date_to": "2026-03-04 23:59:59",
            }
        )
        replay = self._replay(assignment_method="round_robin")
        self.assertEqual((replay.at_work_rate, replay.new_at_work_rate), (0, 0.5))
        self.assertEqual(self._line(replay, self.colleague).new_at_work_count, 1)

    def test_what_nobody_has_stands_there_as_well(self):
        with freeze_time("2026-03-04 09:00:00"):
            self._create_ticket()
        replay = self._replay(assignment_method="least_open")
        nobody = self._line(replay, self.env["res.users"])
        self.assertEqual((nobody.ticket_count, nobody.new_ticket_count), (1, 0))
        self.assertFalse(nobody.is_member)

    def test_the_roster_counts_from_its_first_shift_on(self):
        """The ticket of Wednesday by working hours; of Thursday the colleague is on shift."""
        self.team.uses_roster = True
        self._open("2026-03-04 09:00:00")
        self._open("2026-03-05 09:00:00")
        self.env["crm.service.shift"].create(
            {
                "team_id": self.team.id,
                "user_id": self.colleague.id,
                "date_from": "2026-03-05 08:00:00",
                "date_to": "2026-03-05 17:00:00",
            }
        )
        replay = self._replay(assignment_method="round_robin")
        self.assertEqual(self._line(replay, self.agent).new_ticket_count, 1)
        self.assertEqual(self._line(replay, self.colleague).new_ticket_count, 1)
        self.assertEqual(replay.new_at_work_rate, 1)
        self.assertEqual(replay.at_work_rate, 0.5, "the agent has both")

    def test_without_a_rule_nothing_is_said_of_people(self):
        self._open("2026-03-04 09:00:00")
        replay = self._replay(assignment_method="round_robin")
        self.assertTrue(replay.person_ids)
        replay.assignment_method = False
        with freeze_time(self.NOW):
            replay.action_replay()
        self.assertFalse(replay.person_ids)
        self.assertEqual(self._shares(replay), [0, 0, 0])
