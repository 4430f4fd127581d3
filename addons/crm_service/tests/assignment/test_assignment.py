from collections import Counter
from datetime import timedelta

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import MONDAY, AssignmentCommon


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestAssignment(AssignmentCommon):
    def test_by_hand_nobody_gets_anything(self):
        team = self._create_team("By hand", self.agent)
        self.assertEqual(team.assignment_method, "manual")
        ticket = self._create_ticket(team_id=team.id)
        self.assertFalse(ticket.user_id)
        self.assertFalse(ticket.assignment_ids)

    def test_new_tickets_go_round(self):
        tickets = self.env["crm.service.ticket"].browse()
        for _count in range(5):
            tickets |= self._create_ticket()
        counts = Counter(ticket.user_id for ticket in tickets)
        self.assertCountEqual(counts.values(), [2, 3])
        self.assertEqual(tickets[0].user_id, tickets[2].user_id)
        self.assertEqual(tickets[0].date_assigned, MONDAY)

    def test_many_at_once_go_round_as_well(self):
        values = {"name": "Leak", "team_id": self.team.id, "partner_id": self.contact.id}
        tickets = self.env["crm.service.ticket"].create([values] * 8)
        self.assertEqual(list(Counter(ticket.user_id for ticket in tickets).values()), [4, 4])

    def test_who_is_named_stays_the_owner(self):
        self.assertEqual(self._create_ticket(user_id=self.leader.id).user_id, self.leader)

    def test_a_closed_ticket_needs_nobody(self):
        self.assertFalse(self._create_ticket(stage_id=self.stage_solved.id).user_id)

    def test_least_open_counts_by_priority_and_leaves_out_what_waits(self):
        self.team.assignment_method = "least_open"
        urgent = {"impact": "3", "urgency": "3", "user_id": self.agent.id}
        low = {"impact": "1", "urgency": "1", "user_id": self.colleague.id}
        self._create_ticket(**urgent)
        for _count in range(2):
            self._create_ticket(**low)
        self._create_ticket(**low | {"stage_id": self.stage_waiting.id})
        self.assertEqual(self._create_ticket().user_id, self.colleague)

    def test_the_work_of_other_teams_counts(self):
        self.team.assignment_method = "least_open"
        other = self._create_team("Workshop", self.agent)
        self._create_ticket(team_id=other.id, user_id=self.agent.id)
        self.assertEqual(self._create_ticket().user_id, self.colleague)

    def test_nobody_gets_more_than_the_capacity(self):
        self.team.capacity = 2
        self._line(self.agent).capacity = 1
        values = {"name": "Leak", "team_id": self.team.id, "partner_id": self.contact.id}
        tickets = self.env["crm.service.ticket"].create([values] * 6)
        counts = Counter(ticket.user_id for ticket in tickets)
        self.assertEqual(counts[self.agent], 1)
        self.assertEqual(counts[self.colleague], 2)

    def test_a_skill_is_asked_for_by_category_product_and_language(self):
        self.team.assignment_method = "skill"
        self._give_skill(self.colleague, category_ids=[Command.set(self.category.ids)])
        for _count in range(3):
            self.assertEqual(self._create_ticket(category_id=self.part.id).user_id, self.colleague)
        product = self.env["product.product"].create({"name": "Pump 7"})
        self._give_skill(self.agent, product_ids=[Command.set(product.ids)])
        self.assertEqual(self._create_ticket(product_id=product.id).user_id, self.agent)
        self._give_skill(self.colleague, lang="en_US")
        self.contact.lang = "en_US"
        self.assertEqual(self._create_ticket().user_id, self.colleague)

    def test_only_the_skilled_get_it_where_the_team_says_so(self):
        self.team.write({"assignment_method": "skill", "only_skilled": True})
        self._give_skill(self.colleague, category_ids=[Command.set(self.category.ids)])
        self._leave(self.colleague, MONDAY, MONDAY + timedelta(days=2))
        self.assertFalse(self._create_ticket(category_id=self.part.id).user_id)
        self.team.only_skilled = False
        self.assertEqual(self._create_ticket(category_id=self.part.id).user_id, self.agent)

    def test_the_absent_get_nothing(self):
        self._leave(self.agent, MONDAY - timedelta(days=1), MONDAY + timedelta(days=1))
        for _count in range(3):
            self.assertEqual(self._create_ticket().user_id, self.colleague)

    def test_an_archived_member_gets_nothing(self):
        self.agent.active = False
        for _count in range(3):
            self.assertEqual(self._create_ticket().user_id, self.colleague)

    def test_at_night_tickets_wait_until_the_working_day_starts(self):
        self.team.capacity = 1
        with freeze_time(MONDAY.replace(hour=3)):
            low = self._create_ticket("Low", impact="1", urgency="1")
            normal = self._create_ticket("Normal")
            urgent = self._create_ticket("Urgent", impact="3", urgency="3")
            self._cron()
            self.assertFalse((low | normal | urgent).user_id)
        with freeze_time(MONDAY.replace(hour=8)):
            self._cron()
        self.assertEqual(len((normal | urgent).user_id), 2)
        self.assertFalse(low.user_id, "both have enough with the more urgent ones")

    def test_that_a_ticket_waits_is_said_once(self):
        with freeze_time(MONDAY.replace(hour=3)):
            ticket = self._create_ticket()
            self._cron()
            self._cron()
            self.assertEqual(len(ticket.assignment_ids), 1)
            self.assertFalse(ticket.assignment_ids.user_id)
        self._cron()
        self.assertEqual(len(ticket.assignment_ids), 2)
        self.assertTrue(ticket.user_id)

    def test_a_team_that_begins_with_a_rule_assigns_what_waits(self):
        self.team.assignment_method = "manual"
        ticket = self._create_ticket()
        self.team.assignment_method = "round_robin"
        action = self.team.with_user(self.head).action_assign()
        self.assertIn("1 tickets assigned", action["params"]["message"])
        self.assertTrue(ticket.user_id)

    def test_tickets_of_who_left_go_to_colleagues(self):
        ticket = self._create_ticket(user_id=self.agent.id)
        closed = self._create_ticket(user_id=self.agent.id, stage_id=self.stage_solved.id)
        self.agent.active = False
        self._cron()
        self.assertEqual(ticket.user_id, self.colleague)
        self.assertEqual(closed.user_id, self.agent)
        self.assertIn("no longer works here", ticket.assignment_reason)

    def test_tickets_of_the_absent_go_to_colleagues_where_the_team_says_so(self):
        ticket = self._create_ticket(user_id=self.agent.id)
        waits = self._create_ticket(user_id=self.agent.id, stage_id=self.stage_waiting.id)
        self._leave(self.agent, MONDAY - timedelta(hours=1), MONDAY + timedelta(days=3))
        self._cron()
        self.assertEqual(ticket.user_id, self.agent)
        self.team.passes_on = True
        self._cron()
        self.assertEqual(ticket.user_id, self.colleague)
        self.assertEqual(waits.user_id, self.agent)

    def test_an_hour_off_passes_nothing_on(self):
        self.team.passes_on = True
        ticket = self._create_ticket(user_id=self.agent.id)
        self._leave(self.agent, MONDAY, MONDAY + timedelta(hours=1))
        self._cron()
        self.assertEqual(ticket.user_id, self.agent)

    def test_while_nobody_can_take_over_the_owner_keeps_the_ticket(self):
        ticket = self._create_ticket(user_id=self.agent.id)
        self.agent.active = False
        self._line(self.colleague).capacity = 1
        self._create_ticket(user_id=self.colleague.id)
        self._cron()
        self.assertEqual(ticket.user_id, self.agent)
        self.assertEqual(len(ticket.assignment_ids), 1)

    def test_the_owner_is_told_once_of_many(self):
        values = {"name": "Leak", "team_id": self.team.id, "partner_id": self.contact.id}
        mark = self.env["mail.message"].search([], order="id desc", limit=1).id
        self.env["crm.service.ticket"].create([values] * 6)
        told = self.env["mail.message"].search(
            [("id", ">", mark), ("message_type", "=", "user_notification")]
        )
        self.assertEqual(told.mapped("subject"), ["3 tickets are yours now"] * 2)

    def test_the_queries_do_not_grow_with_the_tickets(self):
        self.team.assignment_method = "skill"
        self._give_skill(self.agent, category_ids=[Command.set(self.category.ids)])
        self._count_queries(10)
        few = self._count_queries(10)
        self.assertLess(few, 150)
        self.assertEqual(self._count_queries(100), few)

    def _count_queries(self, count):
        self.team.assignment_method = "manual"
        values = {"name": "Leak", "team_id": self.team.id, "partner_id": self.contact.id}
        tickets = self.env["crm.service.ticket"].create(
            [values | {"category_id": self.part.id} for _count in range(count)]
        )
        self.team.assignment_method = "skill"
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        self.assertEqual(self.team.sudo()._assign(tickets), count)
        self.env.flush_all()
        return self.env.cr.sql_log_count - start
