from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTicketLog(ServiceCommon):
    def test_each_step_is_logged_with_what_the_stage_was(self):
        with freeze_time("2026-03-04 01:00:00"):
            ticket = self._create_ticket()
        with freeze_time("2026-03-04 02:00:00"):
            ticket.stage_id = self.stage_waiting
        with freeze_time("2026-03-04 03:00:00"):
            ticket.stage_id = self.stage_solved
        self.assertEqual(self._kinds(ticket), ["created", "stage", "stage"])
        self.assertEqual(ticket.event_ids.mapped("is_waiting"), [False, True, False])
        self.assertEqual(ticket.event_ids.mapped("is_closed"), [False, False, True])
        self.assertEqual(ticket.date_closed, datetime(2026, 3, 4, 3))

    def test_a_write_that_changes_nothing_is_not_logged(self):
        ticket = self._create_ticket()
        ticket.write({"stage_id": ticket.stage_id.id, "name": "Pump still leaks"})
        self.assertEqual(self._kinds(ticket), ["created"])

    def test_reopening_counts_and_takes_the_closing_back(self):
        ticket = self._create_ticket(stage_id=self.stage_solved.id)
        ticket.action_reopen()
        self.assertEqual(ticket.stage_id, self.stage_new)
        self.assertEqual(ticket.reopen_count, 1)
        self.assertFalse(ticket.date_closed)

    def test_an_answer_is_a_response_and_a_note_is_none(self):
        ticket = self._create_ticket(user_id=self.agent.id).with_user(self.agent)
        ticket.message_post(body="Looks like the seal", subtype_xmlid="mail.mt_note")
        self.assertFalse(ticket.date_first_response)
        with freeze_time("2026-03-04 02:00:00"):
            ticket.message_post(
                body="We send a seal", message_type="comment", subtype_xmlid="mail.mt_comment"
            )
        self.assertEqual(ticket.date_first_response, datetime(2026, 3, 4, 2))
        self.assertEqual(self._kinds(ticket.sudo()).count("response"), 1)

    def test_the_first_response_stays_the_first(self):
        ticket = self._create_ticket(user_id=self.agent.id).with_user(self.agent)
        for hour in (2, 5):
            with freeze_time(f"2026-03-04 0{hour}:00:00"):
                ticket.message_post(
                    body="Word", message_type="comment", subtype_xmlid="mail.mt_comment"
                )
        self.assertEqual(ticket.date_first_response, datetime(2026, 3, 4, 2))
        self.assertEqual(ticket.date_last_response, datetime(2026, 3, 4, 5))

    def test_what_the_customer_says_is_no_response(self):
        with freeze_time("2026-03-04 01:00:00"):
            ticket = self._create_ticket()
        with freeze_time("2026-03-04 02:00:00"):
            ticket.message_post(
                body="Still leaks",
                author_id=self.contact.id,
                message_type="email",
                subtype_xmlid="mail.mt_comment",
            )
        self.assertEqual(self._kinds(ticket)[-1], "message")
        self.assertEqual(ticket.date_last_message, datetime(2026, 3, 4, 2))
        self.assertFalse(ticket.date_first_response)

    def test_archiving_and_restoring_are_logged(self):
        ticket = self._create_ticket()
        ticket.active = False
        ticket.active = True
        self.assertEqual(self._kinds(ticket), ["created", "archived", "restored"])

    def test_a_ticket_of_the_past_brings_its_history(self):
        ticket = self._create_ticket(
            stage_id=self.stage_solved.id,
            date_opened="2026-03-02 01:00:00",
            date_first_response="2026-03-02 02:00:00",
            date_closed="2026-03-03 03:00:00",
        )
        events = ticket.event_ids.sorted("date")
        self.assertEqual(events.mapped("kind"), ["created", "response", "stage"])
        self.assertEqual(events.mapped("is_closed"), [False, False, True])
        self.assertEqual(events[-1].date, datetime(2026, 3, 3, 3))

    def test_nobody_writes_the_log(self):
        event = self._create_ticket(user_id=self.agent.id).event_ids
        for user in (self.agent, self.head):
            with self.assertRaises(AccessError):
                event.with_user(user).write({"kind": "response"})
            with self.assertRaises(AccessError):
                event.with_user(user).unlink()
