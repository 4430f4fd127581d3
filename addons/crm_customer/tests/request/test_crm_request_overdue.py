from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, RequestCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmRequestOverdue(RequestCommon):
    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer.crm_request_cron_escalate").method_direct_trigger()
        self.env.invalidate_all()

    def _escalations(self, request):
        return self._activities(request, "mail_activity_type_request_overdue")

    def test_overdue_reaches_the_superior_once(self):
        request = self._ask()
        with freeze_time("2026-10-08 10:00:00"):
            self._run()
            self.assertFalse(self._escalations(request), "due today")
        with freeze_time("2026-10-09 02:00:00"):
            self._run()
            self._run()
        activity = self._escalations(request)
        self.assertEqual(len(activity), 1)
        self.assertEqual(activity.user_id, self.chief)
        self.assertTrue(request.date_escalated)
        message = request.sudo().message_ids.filtered(lambda m: "Overdue" in (m.body or ""))
        self.assertEqual(len(message), 1)
        self.assertEqual(message.partner_ids, (self.chief | self.answerer).partner_id)
        request.with_user(self.chief).read(["question"])

    def test_after_days_without_a_server_once_each(self):
        requests = self._ask() | self._ask() | self._ask()
        with freeze_time("2026-11-20 02:00:00"):
            self._run()
        for request in requests:
            self.assertEqual(len(self._escalations(request)), 1)

    def test_what_is_answered_or_withdrawn_is_not_escalated(self):
        answered = self._answer(self._ask())
        cancelled = self._ask()
        cancelled.action_cancel()
        with freeze_time("2026-10-20 02:00:00"):
            self._run()
        self.assertFalse(self._escalations(answered) | self._escalations(cancelled))

    def test_the_answer_ends_the_escalation(self):
        request = self._ask()
        with freeze_time("2026-10-09 02:00:00"):
            self._run()
            self._answer(request)
        self.assertFalse(self._escalations(request))

    def test_asked_again_and_late_again_it_is_escalated_again(self):
        request = self._ask()
        with freeze_time("2026-10-09 02:00:00"):
            self._run()
            self._answer(request)
            request.with_user(self.user_own)._reopen("Also for acids?")
            self._run()
            self.assertFalse(self._escalations(request))
        with freeze_time("2026-10-20 02:00:00"):
            self._run()
        self.assertEqual(len(self._escalations(request)), 1)

    def test_without_a_superior_the_responsible_hears(self):
        self.department.escalation_user_id = False
        request = self._ask()
        request.with_user(self.head).action_take()
        with freeze_time("2026-10-09 02:00:00"):
            self._run()
        self.assertEqual(self._escalations(request).user_id, self.answerer)
