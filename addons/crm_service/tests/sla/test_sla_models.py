from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ...tools.sla import replay
from ..common import ServiceCommon


class SlaCommon(ServiceCommon):
    """Monday to Friday 8-12 and 13-17 in UTC; a policy of 4 hours to answer, 16 to solve."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create({"name": "Office", "tz": "UTC"})
        cls.calendar.attendance_ids.filtered(lambda slot: slot.day_period == "lunch").unlink()
        cls.team.resource_calendar_id = cls.calendar
        cls.response = cls._create_sla("Answer", hours=4, warn_minutes=60)
        cls.resolution = cls._create_sla("Solve", target="resolution", hours=16, warn_minutes=0)

    @classmethod
    def _create_sla(cls, name, **values):
        values = {"target": "first_response", "team_ids": [Command.set(cls.team.ids)]} | values
        return cls.env["crm.service.sla"].create({"name": name} | values)

    def _clock(self, ticket, sla):
        return ticket.clock_ids.filtered(lambda clock: clock.sla_id == sla)

    def _answer(self, ticket):
        ticket.with_user(self.agent).message_post(
            body="We look into it", message_type="comment", subtype_xmlid="mail.mt_comment"
        )

    def _open(self, moment, **values):
        with freeze_time(moment):
            return self._create_ticket(user_id=self.agent.id, **values)

    def _sweep(self, moment):
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("crm_service.sla_cron_sweep").method_direct_trigger()


# 4 March 2026 is a Wednesday
@tagged("post_install", "-at_install")
class TestSlaModels(SlaCommon):
    def test_the_deadline_counts_working_hours(self):
        """15:00 and 4 h: 2 h until 17:00, 2 h from 8:00 of Thursday."""
        ticket = self._open("2026-03-04 15:00:00")
        clock = self._clock(ticket, self.response)
        self.assertEqual(clock.deadline, datetime(2026, 3, 5, 10))
        self.assertEqual(clock.state, "running")
        self.assertEqual(ticket.deadline, datetime(2026, 3, 5, 10))

    def test_an_answer_in_time_meets_the_promise(self):
        ticket = self._open("2026-03-04 15:00:00")
        with freeze_time("2026-03-04 16:00:00"):
            self._answer(ticket)
        clock = self._clock(ticket, self.response)
        self.assertEqual(clock.state, "met")
        self.assertEqual(clock.elapsed, 3600)
        self.assertFalse(ticket.is_breached)
        # 16 h from Wednesday 15:00: 2 + 8 + 6
        self.assertEqual(ticket.deadline, datetime(2026, 3, 6, 15))

    def test_waiting_moves_the_deadline_by_its_working_hours(self):
        """Waiting from 16:00 to Thursday 9:00 is 1 + 1 hours."""
        ticket = self._open("2026-03-04 15:00:00")
        with freeze_time("2026-03-04 16:00:00"):
            ticket.stage_id = self.stage_waiting
        clock = self._clock(ticket, self.response)
        self.assertEqual(clock.state, "paused")
        self.assertFalse(clock.deadline)
        with freeze_time("2026-03-05 09:00:00"):
            ticket.stage_id = self.stage_progress
        self.assertEqual(clock.deadline, datetime(2026, 3, 5, 12))

    def test_a_breach_is_found_by_the_sweep_once(self):
        ticket = self._open("2026-03-04 08:00:00")
        self._sweep("2026-03-04 11:30:00")
        escalations = self.env["crm.service.escalation"].search([("ticket_id", "=", ticket.id)])
        self.assertEqual(escalations.mapped("kind"), ["warning"])
        self.assertEqual(escalations.date, datetime(2026, 3, 4, 11))
        # the server was down for two days, and the sweep runs twice then
        self._sweep("2026-03-06 12:00:00")
        self._sweep("2026-03-06 12:01:00")
        escalations = self.env["crm.service.escalation"].search(
            [("ticket_id", "=", ticket.id), ("sla_id", "=", self.response.id)], order="date"
        )
        self.assertEqual(escalations.mapped("kind"), ["warning", "breach"])
        self.assertEqual(escalations[1].date, datetime(2026, 3, 4, 12))
        self.assertTrue(ticket.is_breached)

    def test_a_breach_tells_the_owner_and_the_leader_and_raises_the_priority(self):
        self.response.raises_priority = True
        ticket = self._open("2026-03-04 08:00:00")
        self._sweep("2026-03-04 14:00:00")
        told = (
            self.env["mail.message"]
            .search([("model", "=", ticket._name), ("res_id", "=", ticket.id)])
            .notified_partner_ids
        )
        self.assertLessEqual(self.agent.partner_id | self.leader.partner_id, told)
        self.assertEqual(ticket.priority, "2")

    def test_each_breach_of_one_sweep_raises_the_priority(self):
        (self.response | self.resolution).raises_priority = True
        ticket = self._open("2026-03-04 08:00:00")
        self._sweep("2026-03-14 14:00:00")
        self.assertEqual(ticket.priority, "3")

    def test_the_leader_takes_over_where_the_policy_says_so(self):
        self.response.reassigns_to_leader = True
        ticket = self._open("2026-03-04 08:00:00")
        self._sweep("2026-03-04 14:00:00")
        self.assertEqual(ticket.user_id, self.leader)

    def test_closed_and_archived_tickets_do_not_escalate(self):
        closed = self._open("2026-03-04 08:00:00")
        archived = self._open("2026-03-04 08:00:00")
        with freeze_time("2026-03-04 09:00:00"):
            closed.stage_id = self.stage_solved
            archived.active = False
        self._sweep("2026-03-10 12:00:00")
        self.assertFalse(
            self.env["crm.service.escalation"].search_count(
                [("ticket_id", "in", (closed | archived).ids)]
            )
        )

    def test_of_each_target_the_first_policy_that_matches_counts(self):
        urgent = self._create_sla("Urgent", hours=1, priority="3", sequence=1)
        ticket = self._open("2026-03-04 08:00:00", impact="3", urgency="3")
        self.assertIn(urgent, ticket.clock_ids.sla_id)
        self.assertNotIn(self.response, ticket.clock_ids.sla_id)

    def test_a_higher_priority_brings_another_policy_midway(self):
        """After 1 h of 4 the ticket becomes urgent: its 2 h count from the opening."""
        urgent = self._create_sla("Urgent", hours=2, priority="3", sequence=1)
        ticket = self._open("2026-03-04 08:00:00")
        with freeze_time("2026-03-04 09:00:00"):
            ticket.priority = "3"
        self.assertEqual(self._clock(ticket, self.response).state, "ended")
        self.assertEqual(self._clock(ticket, urgent).deadline, datetime(2026, 3, 4, 10))

    def test_a_changed_promise_holds_for_open_tickets_from_now_on(self):
        ticket = self._open("2026-03-04 08:00:00")
        done = self._open("2026-03-04 08:00:00")
        with freeze_time("2026-03-04 11:00:00"):
            self._answer(done)
            self.response.hours = 2
        self.assertEqual(self._clock(done, self.response).state, "met")
        clock = self._clock(ticket, self.response)
        self.assertEqual(clock.breached_at, datetime(2026, 3, 4, 11))

    def test_hours_that_cannot_be_counted_are_refused(self):
        flexible = self.env["resource.calendar"].create(
            {"name": "Flexible", "flexible_hours": True, "attendance_ids": False}
        )
        with self.assertRaisesRegex(ValidationError, "Flexible"):
            self.team.resource_calendar_id = flexible
        with self.assertRaisesRegex(ValidationError, "Flexible"):
            self.response.resource_calendar_id = flexible

    def test_a_stage_target_wants_a_stage(self):
        with self.assertRaisesRegex(ValidationError, "stages"):
            self._create_sla("Stage", target="stage")

    def test_a_policy_that_measured_tickets_is_archived_not_deleted(self):
        self._open("2026-03-04 08:00:00")
        with self.assertRaisesRegex(ValidationError, "Archive"):
            self.response.unlink()

    def test_what_is_stored_equals_the_replay(self):
        ticket = self._open("2026-03-04 08:00:00")
        steps = (self.stage_waiting, self.stage_progress, self.stage_solved, self.stage_new)
        for number, stage in enumerate(steps, 1):
            moment = datetime(2026, 3, 4, 8) + timedelta(hours=5 * number)
            with freeze_time(moment):
                ticket.stage_id = stage
            for clock in ticket.clock_ids:
                entries = clock._entries()
                policy = clock.sla_id._to_policy()
                shown = replay(entries, policy, clock._compile(entries), moment)
                self.assertEqual(clock.deadline or None, shown.deadline)
                self.assertEqual(clock.elapsed, shown.elapsed)
                self.assertEqual(clock.state, shown.state)
