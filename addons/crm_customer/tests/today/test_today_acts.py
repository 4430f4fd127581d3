from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tests import Form, tagged

from .common import NOW, TodayCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestTodayActs(TodayCommon):
    def _own(self, activity):
        return activity.with_user(self.user_own)

    def test_done_takes_it_off_the_page(self):
        activity = self._plan()
        item = self._block("activities")["items"][0]
        act = next(act for act in item["acts"] if act["key"] == "done")
        getattr(self._own(activity), act["method"])()
        self.assertFalse(activity.active)
        self.assertEqual(self._block("activities")["count"], 0)

    def test_snoozed_from_friday_it_comes_back_on_monday(self):
        activity = self._plan("2026-03-01")
        with freeze_time("2026-03-06 02:00:00"):
            self._own(activity).action_crm_snooze()
        self.assertEqual(activity.date_deadline, Date.to_date("2026-03-09"))

    def test_snoozed_over_a_holiday(self):
        self.env["crm.workday"].create(
            {"name": "Fair", "date": "2026-03-05", "company_id": self.env.company.id}
        )
        activity = self._plan()
        self._own(activity).action_crm_snooze()
        self.assertEqual(activity.date_deadline, Date.to_date("2026-03-06"))

    @freeze_time("2026-03-04 17:00:00")
    def test_tomorrow_is_that_of_whoever_does_it(self):
        activity = self._plan()
        self._own(activity).action_crm_snooze()
        # it is Thursday already in Shanghai
        self.assertEqual(activity.date_deadline, Date.to_date("2026-03-06"))

    def test_nobody_snoozes_what_he_may_not_change(self):
        hidden = self._create_customer("Hidden Ltd", company_id=self.company_b.id)
        activity = self._plan(record=hidden, user=self.user_manager)
        with self.assertRaises(AccessError):
            self._own(activity).action_crm_snooze()
        with self.assertRaises(AccessError):
            self._own(activity).action_crm_log()

    def _log(self, action):
        form = Form(
            self.env["crm.customer.interaction"]
            .with_user(self.user_own)
            .with_context(**action["context"]),
            "crm_customer.crm_customer_interaction_view_form_log",
        )
        return form.save()

    def test_logging_what_was_done_marks_it_done(self):
        activity = self._plan()
        interaction = self._log(self._own(activity).action_crm_log())
        self.assertEqual(interaction.partner_id, self.customer)
        self.assertEqual((interaction.kind, interaction.name), ("call", "Ask about the order"))
        self.assertFalse(activity.active)
        # the timeline shows the interaction in place of the host's message
        message = interaction.mail_message_id
        self.assertEqual((message.model, message.res_id), ("res.partner", self.customer.id))

    def test_closing_the_dialog_leaves_it_open(self):
        activity = self._plan()
        self._own(activity).action_crm_log()
        self.assertTrue(activity.active)

    def test_what_was_done_meanwhile_is_not_done_again(self):
        activity = self._plan()
        action = self._own(activity).action_crm_log()
        activity.action_done()
        messages = self.customer.message_ids
        interaction = self._log(action)
        self.assertFalse(interaction.mail_message_id)
        self.assertEqual(self.customer.message_ids, messages)

    def test_the_activity_of_an_opportunity_is_logged_about_it(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "New line",
                "type": "opportunity",
                "partner_id": self.customer.id,
                "user_id": self.user_own.id,
            }
        )
        activity = self._plan(record=lead)
        interaction = self._log(self._own(activity).action_crm_log())
        self.assertEqual(interaction.lead_id, lead)
        self.assertFalse(activity.active)

    def test_a_next_step_is_followed_up(self):
        first = self.env["crm.customer.interaction"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.user_own.id,
                "kind": "call",
                "next_step": "Send prices",
                "next_step_date": "2026-03-04",
            }
        )
        second = self._log(self._own(first.activity_id).action_crm_log())
        self.assertEqual(second.previous_id, first)
        self.assertEqual(first.next_step_state, "done")

    def test_what_is_about_no_customer_cannot_be_logged(self):
        activity = self._plan(res_id=False, res_model_id=False)
        with self.assertRaises(UserError):
            self._own(activity).action_crm_log()
