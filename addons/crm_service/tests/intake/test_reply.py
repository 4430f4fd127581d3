from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import IntakeCommon


@tagged("post_install", "-at_install")
class TestReply(IntakeCommon):
    def _closed_ticket(self, **values):
        with freeze_time("2026-03-02 01:00:00"):
            ticket = self._create_ticket(**values)
            self.answer = self._answer(ticket)
            ticket.stage_id = self.stage_solved
        return ticket

    def _reply(self, date, **values):
        with freeze_time(date):
            return self._receive(headers=f"In-Reply-To: {self.answer.message_id}\n", **values)

    def test_an_answer_within_the_days_reopens(self):
        ticket = self._closed_ticket()
        self.assertFalse(self._reply("2026-03-09 00:59:00"))
        self.assertEqual(ticket.stage_id, self.stage_new)
        self.assertEqual(ticket.reopen_count, 1)
        self.assertEqual(self._kinds(ticket)[-2:], ["message", "stage"])
        self.assertEqual(ticket.date_last_message, datetime(2026, 3, 9, 0, 59))

    def test_a_later_answer_is_a_ticket_that_follows(self):
        ticket = self._closed_ticket()
        new = self._reply("2026-03-09 01:01:00", body="Leaks again", Subject="Re: Pump leaks")
        self.assertEqual(new.origin_id, ticket)
        self.assertEqual(ticket.follow_up_ids, new)
        self.assertEqual((new.team_id, new.partner_id), (self.team, self.contact))
        self.assertIn("Leaks again", new.description)
        self.assertTrue(ticket.is_closed)
        self.assertEqual(new.channel, "email")

    def test_the_next_late_answer_goes_to_the_ticket_that_follows(self):
        ticket = self._closed_ticket()
        new = self._reply("2026-03-10 01:00:00", body="First")
        self.assertFalse(self._reply("2026-03-10 02:00:00", body="Second"))
        self.assertIn("Second", new.message_ids[0].body)
        with freeze_time("2026-03-11 01:00:00"):
            new.stage_id = self.stage_solved
        third = self._reply("2026-03-30 01:00:00", body="Third")
        self.assertEqual(third.origin_id, new)
        self.assertEqual(len(ticket.follow_up_ids), 1)

    def test_the_days_are_the_teams(self):
        self.team.reopen_days = 0
        self._closed_ticket()
        self.assertTrue(self._reply("2026-03-02 01:05:00"))
        with self.assertRaises(ValidationError):
            self.team.reopen_days = -1

    def test_staff_does_not_reopen(self):
        self.agent.partner_id.email = "agent@our.example"
        ticket = self._closed_ticket()
        self.assertFalse(self._reply("2026-03-03 01:00:00", From="agent@our.example"))
        self.assertTrue(ticket.is_closed)
        self.assertFalse(self._reply("2026-04-03 01:00:00", From="agent@our.example"))

    def test_an_answer_ends_the_waiting_if_the_team_says_so(self):
        for is_resumed, stage in ((True, self.stage_new), (False, self.stage_waiting)):
            self.team.is_resumed_by_reply = is_resumed
            ticket = self._create_ticket(stage_id=self.stage_waiting.id)
            self.answer = self._answer(ticket)
            self._receive(headers=f"In-Reply-To: {self.answer.message_id}\n")
            self.assertEqual(ticket.stage_id, stage)

    def test_a_word_in_the_portal_does_the_same(self):
        word = {
            "body": "Still leaks",
            "author_id": self.contact.id,
            "message_type": "comment",
            "subtype_xmlid": "mail.mt_comment",
        }
        ticket = self._closed_ticket()
        with freeze_time("2026-03-03 01:00:00"):
            ticket.message_post(**word)
        self.assertFalse(ticket.is_closed)
        ticket = self._closed_ticket()
        with freeze_time("2026-04-03 01:00:00"):
            message = ticket.message_post(**word)
        self.assertTrue(ticket.is_closed)
        new = ticket.follow_up_ids
        self.assertEqual((message.model, message.res_id), (ticket._name, new.id))
        self.assertEqual(new.channel, "portal")
        self.assertIn("Still leaks", new.description)

    def test_a_note_reopens_nothing(self):
        ticket = self._closed_ticket()
        ticket.message_post(body="Note", author_id=self.contact.id, message_type="comment")
        self.assertTrue(ticket.is_closed)

    def test_no_ticket_follows_itself(self):
        ticket = self._closed_ticket()
        with self.assertRaises(ValidationError):
            ticket.origin_id = ticket
