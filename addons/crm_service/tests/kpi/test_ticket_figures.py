from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..sla.test_sla_models import SlaCommon


# 4 March 2026 is a Wednesday; the team works 8-12 and 13-17
@tagged("post_install", "-at_install")
class TestTicketFigures(SlaCommon):
    def _do(self, moment, ticket, step):
        with freeze_time(moment):
            getattr(ticket, step)()

    def _answer_at(self, moment, ticket):
        with freeze_time(moment):
            self._answer(ticket)

    def test_the_first_answer_counts_working_hours(self):
        """From Wednesday 16:00 to Thursday 9:30: 1 + 1.5 hours, whatever is said later."""
        ticket = self._open("2026-03-04 16:00:00")
        self._answer_at("2026-03-05 09:30:00", ticket)
        self._answer_at("2026-03-05 11:00:00", ticket)
        self.assertEqual(ticket.first_response_hours, 2.5)
        self.assertEqual(ticket.response_count, 2)

    def test_the_solution_counts_without_waiting_and_without_being_closed(self):
        """3 h on Wednesday; waiting until Thursday 10:00; 1 h; closed for a day; 0.5 h."""
        ticket = self._open("2026-03-04 13:00:00")
        self._do("2026-03-04 16:00:00", ticket, "action_wait")
        with freeze_time("2026-03-05 10:00:00"):
            ticket.stage_id = self.stage_progress
        self._do("2026-03-05 11:00:00", ticket, "action_close")
        self.assertEqual(ticket.resolution_hours, 4)
        self.assertTrue(ticket.is_first_contact)
        self._do("2026-03-06 11:00:00", ticket, "action_reopen")
        self.assertEqual(ticket.resolution_hours, 0)
        self.assertFalse(ticket.is_first_contact)
        self._do("2026-03-06 11:30:00", ticket, "action_close")
        self.assertEqual(ticket.resolution_hours, 4.5)
        self.assertFalse(ticket.is_first_contact)

    def test_seconds_are_not_lost(self):
        ticket = self._open("2026-03-04 09:00:00")
        self._answer_at("2026-03-04 09:00:07", ticket)
        self.assertEqual(round(ticket.first_response_hours * 3600, 6), 7)

    def test_a_ticket_of_the_past_brings_its_figures(self):
        with freeze_time("2026-03-06 12:00:00"):
            ticket = self._create_ticket(
                date_opened="2026-03-04 08:00:00",
                date_first_response="2026-03-04 09:00:00",
                date_closed="2026-03-04 15:00:00",
                stage_id=self.stage_solved.id,
            )
        self.assertEqual((ticket.first_response_hours, ticket.resolution_hours), (1, 6))
        self.assertEqual(ticket.response_count, 1)

    def test_nobody_writes_them(self):
        ticket = self._open("2026-03-04 09:00:00").with_user(self.head)
        for name in ("first_response_hours", "resolution_hours", "response_count"):
            with self.subTest(name), self.assertRaises(AccessError):
                ticket.write({name: 1})

    def test_first_contact_is_found_as_it_is_shown(self):
        quick = self._open("2026-03-04 09:00:00")
        slow = self._open("2026-03-04 09:00:00")
        for moment in ("2026-03-04 10:00:00", "2026-03-04 11:00:00"):
            self._answer_at(moment, slow)
        open_one = self._open("2026-03-04 09:00:00")
        self._do("2026-03-04 12:00:00", quick + slow, "action_close")
        tickets = quick + slow + open_one
        for is_first in (True, False):
            found = tickets.search([("id", "in", tickets.ids), ("is_first_contact", "=", is_first)])
            self.assertEqual(
                found, tickets.filtered(lambda t, is_first=is_first: t.is_first_contact == is_first)
            )
