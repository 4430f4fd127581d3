from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import NOW, RequestCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmRequest(RequestCommon):
    def test_asked_from_a_customer_all_is_filled_in(self):
        context = self.customer.with_user(self.user_own).action_crm_ask_department()["context"]
        self._ask()
        view = "crm_customer.crm_request_view_form_ask"
        with Form(self.Request.with_user(self.user_own).with_context(**context), view) as form:
            form.name = "Which colour?"
            form.question = "<p>Blue or green?</p>"
        request = form.record
        self.assertEqual(request.department_id, self.department, "whom the user asked last")
        self.assertEqual(request.partner_id, self.customer)
        self.assertEqual(request.requester_id, self.user_own)
        self.assertEqual(request.user_id, self.answerer)
        self.assertEqual((request.res_model, request.res_id), ("res.partner", self.customer.id))
        self.assertEqual(request.state, "open")
        self.assertRegex(request.number, r"^R2026-\d{5}$")
        self.assertEqual(request.display_name, f"[{request.number}] Which colour?")

    def test_numbers_differ(self):
        self.assertNotEqual(self._ask().number, self._ask().number)

    def test_the_due_day_is_two_working_days_on(self):
        # Tuesday 29 September: Wednesday, then Thursday 8 October
        self.assertEqual(self._ask().date_due, fields.Date.to_date("2026-10-08"))
        self.department.answer_days = 0
        self.assertEqual(self._ask().date_due, fields.Date.to_date("2026-09-29"))

    def test_a_due_day_that_is_not_worked_moves_to_the_next_one(self):
        request = self._ask(date_due="2026-10-03")
        self.assertEqual(request.date_due, fields.Date.to_date("2026-10-08"))
        request.date_due = "2026-10-11"
        self.assertEqual(request.date_due, fields.Date.to_date("2026-10-12"))
        request.date_due = "2026-10-10"
        self.assertEqual(request.date_due, fields.Date.to_date("2026-10-10"), "made up for")

    def test_nothing_is_due_before_it_was_asked(self):
        with self.assertRaisesRegex(UserError, "before it was asked"):
            self._ask(date_due="2026-09-28")

    @freeze_time("2026-09-29 16:30:00")
    def test_the_day_of_the_question_is_the_company_s(self):
        # half past midnight on the 30th in Shanghai
        self.department.answer_days = 0
        self.assertEqual(self._ask().date_due, fields.Date.to_date("2026-09-30"))

    def test_a_question_says_something(self):
        for empty in ("", "<p><br></p>"):
            with self.assertRaisesRegex(ValidationError, "want to know"):
                self._ask(question=empty)

    def test_a_question_begins_without_an_answer(self):
        with self.assertRaisesRegex(UserError, "after it was asked"):
            self._ask(answer="<p>Yes</p>")

    def test_steps_and_times_are_not_for_editing(self):
        request = self._ask()
        values = {
            "state": "closed",
            "date_answered": NOW,
            "answer_hours": 1.0,
            "date_escalated": NOW,
            "user_id": self.head.id,
            "is_on_time": True,
            "number": "R1",
        }
        for user in (self.user_own, self.answerer, self.user_manager):
            for name, value in values.items():
                with self.assertRaises(AccessError):
                    request.with_user(user).write({name: value})
        with self.assertRaises(AccessError):
            self._ask(state="answered")
        with self.assertRaises(AccessError):
            self._ask(date_asked="2020-01-01 00:00:00")
        with self.assertRaises(AccessError):
            self.Request.with_user(self.user_own).with_context(default_state="closed").create(
                {"name": "x", "question": "x", "department_id": self.department.id}
            )

    def test_only_who_asked_changes_the_question_and_only_until_it_is_settled(self):
        request = self._ask()
        request.with_user(self.user_own).name = "Which sealing for 180 °C?"
        for user in (self.answerer, self.head):
            with self.assertRaises(AccessError):
                request.with_user(user).name = "x"
            with self.assertRaises(AccessError):
                request.with_user(user).date_due = "2027-01-05"
        self._answer(request)
        with self.assertRaisesRegex(UserError, "settled"):
            request.with_user(self.user_own).question = "<p>Something else</p>"

    def test_the_wrong_department_hands_the_question_on(self):
        finance = self.env["crm.request.department"].create(
            {"name": "Money", "user_id": self.stranger.id, "answer_days": 0}
        )
        request = self._ask()
        request.with_user(self.answerer).action_take()
        request.with_user(self.answerer).department_id = finance
        self.assertEqual(request.sudo().state, "open")
        self.assertEqual(request.sudo().user_id, self.stranger)
        self.assertEqual(request.sudo().date_due, fields.Date.to_date("2026-09-29"))
        self.assertEqual(self._activities(request).user_id, self.stranger)

    def test_settled_questions_are_not_deleted(self):
        self._ask().with_user(self.user_manager).unlink()
        with self.assertRaisesRegex(UserError, "stays"):
            self._answer(self._ask()).with_user(self.user_manager).unlink()
        with self.assertRaises(AccessError):
            self._ask().with_user(self.user_own).unlink()

    def test_found_by_number_and_subject(self):
        request = self._ask()
        mine = self.Request.with_user(self.user_own)
        for text in (request.number, "sealing"):
            self.assertIn(request.id, [id_ for id_, _name in mine.name_search(text)])

    def test_overdue_is_what_the_clock_of_the_company_says(self):
        request = self._ask(date_due="2026-09-29")
        for now, overdue in (("2026-09-29 15:59:00", False), ("2026-09-29 16:01:00", True)):
            with freeze_time(now):
                request.invalidate_recordset(["is_overdue"])
                self.assertEqual(request.is_overdue, overdue, now)
                found = self.Request.search([("is_overdue", "=", True)])
                self.assertEqual(request in found, overdue, now)
                found = self.Request.search([("is_overdue", "=", False)])
                self.assertEqual(request in found, not overdue, now)

    def test_the_sheet_shows_question_and_answer(self):
        request = self._answer(self._ask())
        html = (
            self.env["ir.actions.report"]
            .with_user(self.user_own)
            ._render_qweb_html("crm_customer.report_crm_request", request.ids)[0]
            .decode()
        )
        for text in ("The customer washes with steam.", "FKM, up to 200 °C.", "Acme Trading"):
            self.assertIn(text, html)
