from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import NOW, RequestCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmRequestSteps(RequestCommon):
    def test_the_responsible_has_an_activity_that_opens_the_question(self):
        request = self._ask()
        activity = self._activities(request)
        self.assertEqual(activity.user_id, self.answerer)
        self.assertEqual(activity.date_deadline, request.date_due)
        self.assertEqual(activity.res_model, "crm.request")
        self.assertIn("Which sealing", activity.summary)

    def test_any_member_takes_and_the_activity_goes_with_him(self):
        request = self._ask()
        request.with_user(self.head).action_take()
        self.assertEqual((request.state, request.user_id), ("in_progress", self.head))
        self.assertEqual(self._activities(request).user_id, self.head)

    def test_nobody_else_takes(self):
        request = self._ask()
        with self.assertRaisesRegex(AccessError, "Only members"):
            request.with_user(self.user_own).action_take()
        with self.assertRaises(AccessError):
            request.with_user(self.stranger).action_take()
        request.with_user(self.user_all).action_take()
        self.assertEqual(request.user_id, self.user_all)

    def test_only_the_assignee_answers(self):
        request = self._ask()
        with self.assertRaisesRegex(AccessError, "taken an open question"):
            request.with_user(self.head).answer = "<p>EPDM</p>"
        with self.assertRaisesRegex(AccessError, "Take the question"):
            request.with_user(self.head).action_answer()
        with self.assertRaises(AccessError):
            request.with_user(self.user_own).answer = "<p>I know it myself</p>"

    def test_an_answer_says_something(self):
        with self.assertRaisesRegex(UserError, "Write the answer"):
            self._answer(self._ask(), "<p><br></p>")

    def test_answered_reaches_who_asked(self):
        request = self._answer(self._ask()).sudo()
        self.assertEqual(request.state, "answered")
        self.assertFalse(self._activities(request))
        message = request.message_ids.filtered(lambda message: "FKM" in (message.body or ""))
        self.assertIn(self.user_own.partner_id, message.partner_ids)
        with self.assertRaises(AccessError):
            request.with_user(self.answerer).answer = "<p>No, EPDM</p>"

    def test_the_time_of_the_answer_over_the_holidays(self):
        # asked on Tuesday 29 September at 10:00: 2 + 4 hours that day, 8 on Wednesday;
        # Thursday 8 October: 8 hours, Friday 9 October until 11:00: 3
        request = self._ask()
        with freeze_time("2026-10-09 03:00:00"):
            self._answer(request)
        self.assertEqual(request.answer_hours, 2 + 4 + 8 + 8 + 3)
        self.assertEqual(request.answer_days, 3)
        self.assertFalse(request.is_on_time, "it was due on 8 October")
        self.assertEqual(request.on_time_rate, 0)

    def test_on_time_until_the_end_of_the_due_day(self):
        for answered, is_on_time in (("2026-10-08 15:59:59", True), ("2026-10-08 16:00:01", False)):
            request = self._ask()
            with freeze_time(answered):
                self._answer(request)
            self.assertEqual(request.is_on_time, is_on_time, answered)
            self.assertEqual(request.on_time_rate, 100 if is_on_time else 0)

    def test_the_stored_facts_equal_their_recount(self):
        request = self._ask()
        with freeze_time("2026-10-10 06:30:00"):
            self._answer(request)
        names = ["answer_hours", "answer_days", "is_on_time", "on_time_rate"]
        stored = request.sudo().read(names)
        request.sudo().write({"answer_hours": 0, "answer_days": 0, "is_on_time": True})
        request.sudo()._count_answer()
        self.assertEqual(request.sudo().read(names), stored)

    def test_without_fixed_hours_days_have_their_usual_length(self):
        calendar = self.company.resource_calendar_id
        calendar.attendance_ids.unlink()
        calendar.hours_per_day = 7.5
        request = self._ask()
        with freeze_time("2026-10-08 03:00:00"):
            self._answer(request)
        self.assertEqual(request.answer_days, 2)
        self.assertEqual(request.answer_hours, 15)

    def test_who_asked_accepts(self):
        request = self._answer(self._ask())
        for user in (self.answerer, self.head):
            with self.assertRaisesRegex(AccessError, "Only who asked"):
                request.with_user(user).action_accept()
        request.with_user(self.user_own).action_accept()
        self.assertEqual(request.state, "closed")
        self.assertTrue(request.date_closed)

    def test_who_asked_asks_again_with_a_reason(self):
        request = self._answer(self._ask()).with_user(self.user_own)
        self.assertEqual(request.action_reopen()["res_model"], "crm.request.reopen")
        with self.assertRaisesRegex(UserError, "lacks"):
            request._reopen("  ")
        with freeze_time("2026-10-08 02:00:00"):
            wizard = self.env["crm.request.reopen"].with_user(self.user_own)
            wizard = wizard.create({"request_id": request.id, "reason": "Also for acids?"})
            wizard.action_reopen()
        self.assertEqual(request.state, "in_progress")
        self.assertEqual(request.reopen_count, 1)
        self.assertFalse(request.date_answered)
        # two working days once more, the second is the Saturday that is worked
        self.assertEqual(request.date_due, fields.Date.to_date("2026-10-10"))
        self.assertEqual(self._activities(request).user_id, self.answerer)
        with freeze_time("2026-10-10 01:00:00"):
            self._answer(request, "<p>Yes, acids too.</p>")
        # from the first question on: 6 + 8, then 8 + 8, and one hour on the Saturday
        self.assertEqual(request.answer_hours, 31)
        self.assertTrue(request.is_on_time)

    def test_nobody_else_asks_again_or_withdraws(self):
        request = self._answer(self._ask())
        with self.assertRaises(AccessError):
            request.with_user(self.answerer)._reopen("No")
        with self.assertRaises(AccessError):
            self._ask().with_user(self.answerer).action_cancel()

    def test_withdrawn_nobody_is_asked_any_more(self):
        request = self._ask()
        request.action_cancel()
        self.assertEqual(request.state, "cancelled")
        self.assertFalse(request.sudo().activity_ids)

    def test_a_step_is_made_once(self):
        request = self._answer(self._ask())
        for act in ("action_take", "action_answer"):
            with self.assertRaisesRegex(UserError, "no longer at this step"):
                getattr(request.with_user(self.answerer), act)()
        request.with_user(self.user_own).action_accept()
        for act in ("action_accept", "action_cancel"):
            with self.assertRaisesRegex(UserError, "no longer at this step"):
                getattr(request.with_user(self.user_own), act)()
