from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import HELLO, MONDAY, DeskCommon

FIELDS = [
    "stage_id",
    "tag_ids",
    "priority",
    "user_id",
    "team_id",
    "date_assigned",
    "date_closed",
    "reopen_count",
    "is_closed",
    "activity_ids",
]


@tagged("post_install", "-at_install")
class TestMacroUndo(DeskCommon):
    def _read(self):
        return self.ticket.read(FIELDS)

    def _undo(self, user=None):
        return self.ticket.with_user(user or self.agent).action_undo_macro()

    def test_within_the_minute_nothing_has_happened(self):
        self.ticket.user_id = False
        before = self._read()
        with freeze_time(MONDAY):
            self._apply(self._create_full_macro())
        with freeze_time("2026-03-02 02:00:50"):
            self.assertTrue(self.ticket.with_user(self.agent).can_undo_macro)
            self._undo()
        with freeze_time("2026-03-02 02:05:00"):
            self._post_held()
        self.assertEqual(self._read(), before)
        self.assertNotIn("which serial", "".join(self.ticket.message_ids.mapped("body")))
        self.assertFalse(self.ticket.date_first_response)

    def test_a_ticket_that_it_closed_is_not_counted_as_reopened(self):
        before = self._read()
        self._apply(self._create_macro(stage_id=self.stage_solved.id))
        self.assertTrue(self.ticket.is_closed)
        self._undo()
        self.assertEqual(self._read(), before)
        self.assertEqual(self.ticket.reopen_count, 0)

    def test_a_mail_that_is_out_is_not_recalled_and_said_so(self):
        with freeze_time(MONDAY):
            run = self._apply(self._create_full_macro())
        with freeze_time("2026-03-02 02:02:00"):
            self._post_held()
            self.assertEqual(run.message_id, self.ticket.message_ids[0])
            action = self._undo()
        self.assertIn("sent already", action["params"]["message"])
        self.assertEqual(self.ticket.stage_id, self.stage_new)
        self.assertIn("which serial", self.ticket.message_ids[0].body)

    def test_what_was_touched_since_stays(self):
        self._apply(self._create_full_macro())
        self.ticket.priority = "2"
        action = self._undo()
        self.assertEqual(self.ticket.priority, "2")
        self.assertEqual(self.ticket.stage_id, self.stage_new)
        self.assertIn("Priority", action["params"]["message"])

    def test_a_note_is_taken_back(self):
        self._apply(self._create_macro(body="<p>Look at the log</p>", is_note=True))
        self._undo()
        self.assertNotIn("Look at the log", "".join(self.ticket.message_ids.mapped("body")))

    def test_after_ten_minutes_it_is_too_late(self):
        with freeze_time(MONDAY):
            self._apply(self._create_macro(priority="3"))
        with freeze_time("2026-03-02 02:10:01"):
            self.assertFalse(self.ticket.with_user(self.agent).can_undo_macro)
            with self.assertRaisesRegex(UserError, "no macro of the last minutes"):
                self._undo()

    def test_the_macro_of_a_colleague_is_his_to_undo(self):
        self._apply(self._create_macro(priority="3"))
        with self.assertRaisesRegex(UserError, "no macro of the last minutes"):
            self._undo(self.leader)

    def test_the_last_one_goes_first(self):
        self._apply(self._create_macro(priority="3"))
        self._apply(self._create_macro(stage_id=self.stage_progress.id))
        self._undo()
        self.assertEqual((self.ticket.stage_id, self.ticket.priority), (self.stage_new, "3"))
        self._undo()
        self.assertEqual(self.ticket.priority, "1")

    def test_many_tickets_at_once(self):
        tickets = self.ticket | self._create_ticket("Second", user_id=self.agent.id)
        runs = self._apply(self._create_full_macro(), tickets)
        tickets.with_user(self.agent).action_undo_macro()
        self.assertEqual(tickets.stage_id, self.stage_new)
        self.assertFalse(runs.scheduled_id.exists())

    def test_an_unknown_address_is_answered_as_well(self):
        ticket = self._create_ticket(
            partner_id=False, partner_email="new@unknown.example.com", user_id=self.agent.id
        )
        run = self._apply(self._create_macro(body=HELLO), ticket)
        self.assertEqual(run.scheduled_id.partner_ids.email, "new@unknown.example.com")
