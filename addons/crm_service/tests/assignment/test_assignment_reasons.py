from datetime import timedelta

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import MONDAY, AssignmentCommon


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestAssignmentReasons(AssignmentCommon):
    """Each decision says why, in the words of its reader."""

    def _reason(self, ticket):
        return ticket.with_context(tz="UTC").assignment_reason

    def test_in_turn(self):
        self._leave(self.agent, MONDAY - timedelta(days=1), MONDAY + timedelta(days=1))
        ticket = self._create_ticket()
        self.assertEqual(
            self._reason(ticket).split("\n"),
            [
                "It was the turn of service_colleague.",
                "service_agent is absent until Tue 3 Mar, 10:00.",
            ],
        )
        line = ticket.assignment_ids
        self.assertEqual((line.method, line.user_id), ("round_robin", self.colleague))
        self.assertFalse(line.by_user_id)

    def test_least_open(self):
        self.team.write({"assignment_method": "least_open", "capacity": 2})
        for _count in range(2):
            self._create_ticket(user_id=self.agent.id)
        self._create_ticket(user_id=self.colleague.id)
        self.assertEqual(
            self._reason(self._create_ticket()).split("\n"),
            [
                "service_colleague had the least open work, counted by priority: 1 of 2 tickets.",
                "service_agent has enough with 2 tickets.",
            ],
        )

    def test_by_skill(self):
        self.team.assignment_method = "skill"
        self._give_skill(self.colleague, category_ids=[Command.set(self.category.ids)])
        self.assertEqual(
            self._reason(self._create_ticket(category_id=self.part.id)).split("\n"),
            [
                "service_colleague has what the ticket asks for: Hydraulics.",
                "service_colleague had the least open work, counted by priority: 0 tickets.",
                "service_agent does not have Hydraulics.",
            ],
        )
        self._leave(self.colleague, MONDAY, MONDAY + timedelta(days=1))
        self.assertEqual(
            self._reason(self._create_ticket(category_id=self.part.id)).split("\n")[0],
            "service_agent lacks Hydraulics, but nobody who is there has more of what the "
            "ticket asks for.",
        )
        self.assertIn("no particular skill", self._reason(self._create_ticket()))

    def test_nobody_is_there(self):
        with freeze_time(MONDAY.replace(hour=3)):
            ticket = self._create_ticket()
        self.assertEqual(
            self._reason(ticket).split("\n"),
            [
                "Nobody can take it now.",
                "service_agent is at work again from Mon 2 Mar, 08:00.",
                "service_colleague is at work again from Mon 2 Mar, 08:00.",
            ],
        )

    def test_what_people_do_stands_in_the_same_history(self):
        self.team.assignment_method = "manual"
        ticket = self._create_ticket()
        ticket.with_user(self.agent).action_take()
        ticket.with_user(self.leader).user_id = self.colleague
        ticket.with_user(self.leader).user_id = False
        self.assertEqual(
            ticket.assignment_ids.sorted("id").mapped("reason"),
            [
                "service_agent took it.",
                "service_leader gave it to service_colleague.",
                "service_leader took the owner away.",
            ],
        )
        self.assertEqual(ticket.assignment_ids.sorted("id")[-1].previous_user_id, self.colleague)

    def test_a_write_that_changes_nothing_is_no_decision(self):
        ticket = self._create_ticket()
        ticket.user_id = ticket.user_id
        self.assertEqual(len(ticket.assignment_ids), 1)

    def test_it_is_said_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        ticket = self._create_ticket()
        reason = ticket.assignment_ids.with_context(lang="zh_CN").reason
        self.assertIn(ticket.user_id.name, reason)

    def test_who_was_deleted_has_no_name(self):
        self.team.capacity = 1
        line = self.env["crm.service.assignment"].create(
            {
                "ticket_id": self._create_ticket().id,
                "team_id": self.team.id,
                "date": MONDAY,
                "method": "round_robin",
                "facts": {"left_out": [{"user": 999999999, "why": "full", "open": 3}]},
            }
        )
        self.assertEqual(line.reason.split("\n")[-1], "Somebody has enough with 3 tickets.")
