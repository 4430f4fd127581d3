from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged, users

from .common import InteractionCommon

DATE = datetime(2026, 3, 2, 9, 0, 0)


@tagged("post_install", "-at_install")
class TestCrmCustomerInteractionRecord(InteractionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.crm_code = "REC-1"
        cls.email = cls._create_message(author_id=cls.contact_wang.id, message_type="email")

    @classmethod
    def _create_message(cls, **values):
        return cls.env["mail.message"].create(
            {
                "model": "res.partner",
                "res_id": cls.customer.id,
                "message_type": "comment",
                "subtype_id": cls.env.ref("mail.mt_comment").id,
                "subject": "Price of ten pumps",
                "body": "<p>What do ten pumps cost?</p>",
                "author_id": cls.user_own.partner_id.id,
                "date": DATE,
            }
            | values
        )

    def _record(self, source, user=None):
        """Go through the dialog without typing a word."""
        interactions = self.env["crm.customer.interaction"].with_user(user or self.user_own)
        action = interactions.action_record(source._name, source.id)
        return Form(interactions.with_context(**action["context"])).save()

    def test_an_email_becomes_an_interaction_without_typing(self):
        interaction = self._record(self.email)
        self.assertEqual(interaction.mail_message_id, self.email)
        self.assertEqual(interaction.partner_id, self.customer)
        self.assertEqual(interaction.contact_ids, self.contact_wang)
        self.assertEqual((interaction.kind, interaction.direction), ("email", "in"))
        self.assertEqual(interaction.name, "Price of ten pumps")
        self.assertEqual(interaction.date, DATE)
        self.assertIn("What do ten pumps cost?", interaction.note)
        self.assertEqual(interaction.user_id, self.user_own)

    def test_the_timeline_shows_it_once(self):
        timeline = self.env["crm.timeline"].with_user(self.user_own)
        before = timeline.get_page(self.customer.id)["entries"]
        self.assertEqual([entry["record"] for entry in before], [["mail.message", self.email.id]])
        interaction = self._record(self.email)
        after = timeline.get_page(self.customer.id)["entries"]
        self.assertEqual([entry["key"] for entry in after], [f"interaction-{interaction.id}"])
        self.assertFalse(after[0]["record"])

    def test_it_counts_once_as_contact(self):
        self._record(self.email)
        self.env["crm.customer.profile"]._refresh(self.customer.ids)
        profile = self.env["crm.customer.profile"].search(
            [("partner_id", "=", self.customer.id), ("company_id", "=", self.env.company.id)]
        )
        self.assertEqual(profile.interaction_count, 1)
        self.assertEqual(profile.last_contact_date, fields.Date.to_date("2026-03-02"))

    def test_recording_again_opens_the_interaction(self):
        interaction = self._record(self.email)
        action = self.Interaction.with_user(self.user_own).action_record(
            "mail.message", self.email.id
        )
        self.assertEqual(action["res_id"], interaction.id)

    def test_a_done_activity_is_a_call(self):
        activity = self.customer.activity_schedule(
            "mail.mail_activity_data_call", summary="Ask for the plan", user_id=self.user_own.id
        )
        message = self.env["mail.message"].browse(activity.action_feedback("The plan is late"))
        interaction = self._record(message)
        self.assertEqual(interaction.kind, "call")
        self.assertIn("The plan is late", interaction.note)

    def test_a_message_of_an_opportunity_keeps_the_opportunity(self):
        lead = self.env["crm.lead"].create(
            {"name": "Pumps", "partner_id": self.contact_wang.id, "user_id": self.user_own.id}
        )
        self.user_own.group_ids += self.env.ref("sales_team.group_sale_salesman")
        interaction = self._record(self._create_message(model="crm.lead", res_id=lead.id))
        self.assertEqual(interaction.lead_id, lead)
        self.assertEqual(interaction.contact_ids, self.contact_wang)
        self.assertEqual(interaction.direction, "out")

    def test_a_colleagues_mail_is_the_colleagues(self):
        theirs = self._create_message(author_id=self.user_team.partner_id.id)
        interaction = self._record(theirs)
        self.assertEqual(interaction.user_id, self.user_own)
        self.assertEqual(interaction.colleague_ids, self.user_team)
        others = self._create_message(author_id=self.user_team.partner_id.id)
        self.assertEqual(self._record(others, self.user_all).user_id, self.user_team)

    def test_a_meeting_of_the_past_is_recorded(self):
        event = self._create_event(DATE)
        interaction = self._record(event)
        self.assertEqual((interaction.event_id, interaction.kind), (event, "meeting"))

    def test_a_meeting_to_come_is_refused(self):
        event = self._create_event(fields.Datetime.now() + timedelta(days=2))
        with self.assertRaisesRegex(UserError, "has not taken place"):
            self._record(event)

    def _create_event(self, start):
        return self.env["calendar.event"].create(
            {
                "name": "Price talk",
                "start": start,
                "stop": start + timedelta(hours=1),
                "user_id": self.user_own.id,
                "partner_ids": [self.user_own.partner_id.id, self.contact_wang.id],
            }
        )

    def test_the_done_step_is_shown_by_what_followed_it(self):
        first = self._create_interaction(next_step="Send samples", next_step_date="2026-03-03")
        second = self._create_interaction(previous_id=first.id)
        self.assertTrue(second.mail_message_id.mail_activity_type_id)
        timeline = self.env["crm.timeline"].with_user(self.user_own)
        kinds = [entry["kind"] for entry in timeline.get_page(self.customer.id)["entries"]]
        self.assertEqual(sorted(kinds), ["interaction", "interaction", "message"])

    @users("customer_own")
    def test_only_messages_and_meetings_can_be_recorded(self):
        with self.assertRaisesRegex(UserError, "Only messages and meetings"):
            self.env["crm.customer.interaction"].action_record("res.users", self.env.uid)

    @users("customer_own")
    def test_a_message_of_nobody_is_refused(self):
        channel = self._create_message(model="res.company", res_id=self.env.company.id)
        with self.assertRaisesRegex(UserError, "belongs to no customer"):
            self.env["crm.customer.interaction"].action_record("mail.message", channel.id)

    @users("customer_own")
    def test_a_message_that_the_user_may_not_read_is_refused(self):
        hidden = self._create_hidden_message()
        interactions = self.env["crm.customer.interaction"]
        with self.assertRaises(AccessError):
            interactions.action_record("mail.message", hidden.id)
        with self.assertRaises(AccessError):
            interactions.create({"partner_id": self.customer.id, "mail_message_id": hidden.id})

    def _create_hidden_message(self):
        foreign = self._create_customer("Foreign", company_id=self.company_b.id)
        return self._create_message(res_id=foreign.id, author_id=self.contact_wang.id)
