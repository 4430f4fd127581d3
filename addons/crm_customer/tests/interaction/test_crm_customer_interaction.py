from datetime import date, datetime

from freezegun import freeze_time
from lxml import etree
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .common import InteractionCommon


@tagged("post_install", "-at_install")
class TestInteraction(InteractionCommon):
    @users("customer_own")
    @freeze_time("2026-03-02 02:00:00")
    def test_defaults_are_a_call_now_by_me(self):
        form = Form(self.env["crm.customer.interaction"])
        form.partner_id = self.customer
        interaction = form.save()
        self.assertEqual(interaction.kind, "call")
        self.assertEqual(interaction.direction, "out")
        self.assertEqual(interaction.date, datetime(2026, 3, 2, 2, 0))
        self.assertEqual(interaction.user_id, self.user_own)
        self.assertEqual(interaction.company_id, self.env.company)
        self.assertTrue(interaction.is_contact)

    @users("customer_own")
    def test_the_kind_used_last_is_proposed(self):
        self._create_interaction(kind="visit", date="2026-03-03 02:00:00")
        self._create_interaction(kind="call", date="2026-03-01 02:00:00")
        self._create_interaction(kind="email", user_id=self.user_team.id)
        form = Form(self.env["crm.customer.interaction"])
        self.assertEqual(form.kind, "visit")

    @users("customer_own")
    def test_a_person_chosen_as_customer_becomes_the_contact(self):
        form = Form(self.env["crm.customer.interaction"])
        form.partner_id = self.contact_wang
        self.assertEqual(form.partner_id, self.customer)
        self.assertEqual(form.contact_ids[:], self.contact_wang)

    @users("customer_own")
    def test_another_customer_drops_the_contacts(self):
        form = Form(self.env["crm.customer.interaction"])
        form.partner_id = self.contact_wang
        form.partner_id = self.stranger
        self.assertFalse(form.contact_ids[:])

    def test_a_contact_of_another_customer_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Li Na does not belong to Acme"):
            self._create_interaction(contact_ids=[Command.link(self.stranger.id)])

    def test_a_negative_duration_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._create_interaction(duration=-1)

    def test_the_outcome_of_another_kind_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "another kind"):
            self._create_interaction(kind="visit", outcome_id=self.no_answer.id)

    @users("customer_own")
    def test_changing_the_kind_drops_its_outcome(self):
        form = Form(self.env["crm.customer.interaction"])
        form.kind = "call"
        form.outcome_id = self.no_answer
        form.kind = "visit"
        self.assertFalse(form.outcome_id)

    def test_no_answer_is_not_a_contact(self):
        interaction = self._create_interaction(outcome_id=self.no_answer.id)
        self.assertFalse(interaction.is_contact)
        interaction.outcome_id = self.complaint
        self.assertTrue(interaction.is_contact)

    def test_the_outcome_proposes_the_sentiment(self):
        interaction = self._create_interaction(outcome_id=self.complaint.id)
        self.assertEqual(interaction.sentiment, "negative")
        interaction.sentiment = "neutral"
        self.assertEqual(interaction.sentiment, "neutral")

    def test_the_name_is_the_subject_or_the_kind_and_customer(self):
        interaction = self._create_interaction()
        self.assertEqual(interaction.display_name, "Call: Acme Trading")
        interaction.name = "Price list"
        self.assertEqual(interaction.display_name, "Price list")

    def test_people_are_listed_without_their_company(self):
        arch = etree.fromstring(self.Interaction.get_view(view_type="list")["arch"])
        context = safe_eval(arch.find("field[@name='contact_ids']").get("context"))
        contact = self.contact_wang.with_context(**context)
        self.assertEqual(contact.display_name, "Wang Wei")

    def test_the_team_is_the_one_at_the_time_of_recording(self):
        team = self.env["crm.team"].create(
            {"name": "North", "member_ids": [Command.link(self.user_own.id)]}
        )
        interaction = self._create_interaction()
        self.assertEqual(interaction.team_id, team)
        team.crm_team_member_ids.unlink()
        self.assertEqual(interaction.team_id, team)

    def test_recording_is_silent_and_editing_is_tracked(self):
        interaction = self._create_interaction()
        self.assertFalse(interaction.message_ids)
        self.assertFalse(interaction.message_follower_ids)
        self.env.cr.flush()  # as if it had been recorded in an earlier transaction
        edited = interaction.with_user(self.user_own).with_context({})
        edited.outcome_id = self.no_answer
        self.env.cr.flush()
        interaction.invalidate_recordset(["message_ids"])
        self.assertEqual(
            interaction.message_ids.tracking_value_ids.mapped("new_value_char"),
            ["No Answer"],
        )

    def test_a_customer_with_interactions_is_not_deleted(self):
        self._create_interaction()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.customer.unlink()

    def test_the_count_of_a_person_is_the_one_of_the_customer(self):
        self._create_interaction()
        self._create_interaction(contact_ids=[Command.link(self.contact_wang.id)])
        self.assertEqual(self.customer.crm_interaction_count, 2)
        self.assertEqual(self.contact_wang.crm_interaction_count, 2)
        self.assertEqual(self.stranger.crm_interaction_count, 0)

    def test_the_list_reads_with_a_constant_number_of_queries(self):
        fields_read = {
            "partner_id": {"fields": {"display_name": {}}},
            "contact_ids": {"fields": {"display_name": {}}},
            "is_next_step_overdue": {},
            "display_name": {},
        }
        counts = []
        own = self.Interaction.with_user(self.user_own)
        domain = [("user_id", "=", self.user_own.id)]
        for size in (10, 90):
            for number in range(size):
                partner = self._create_customer(f"Customer {size} {number}")
                self._create_interaction(partner_id=partner.id)
            self.env.flush_all()
            # the first read fills the caches of the registry, which creating may clear
            for _read in range(2):
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                found = own.web_search_read(domain, fields_read)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(found["length"], 100)
        self.assertEqual(counts[0], counts[1])


@tagged("post_install", "-at_install")
class TestInteractionNextStep(InteractionCommon):
    def _create_step(self, **values):
        return self._create_interaction(
            next_step="Send samples", next_step_date="2026-03-05", **values
        )

    def test_the_next_step_becomes_an_activity_on_the_customer(self):
        activity = self._create_step().activity_id
        self.assertEqual(activity.res_model, "res.partner")
        self.assertEqual(activity.res_id, self.customer.id)
        self.assertEqual(activity.user_id, self.user_own)
        self.assertEqual(activity.summary, "Send samples")
        self.assertEqual(activity.date_deadline, date(2026, 3, 5))
        self.assertEqual(activity.activity_type_id.name, "Follow-up")

    def test_no_next_step_makes_no_activity(self):
        interaction = self._create_interaction()
        self.assertFalse(interaction.activity_id)
        self.assertFalse(interaction.next_step_state)

    def test_editing_the_step_moves_its_activity(self):
        interaction = self._create_step()
        activity = interaction.activity_id
        interaction.write({"next_step": "Call", "next_step_date": "2026-03-09"})
        self.assertEqual(interaction.activity_id, activity)
        self.assertEqual(activity.summary, "Call")
        self.assertEqual(activity.date_deadline, date(2026, 3, 9))

    def test_moving_the_activity_moves_the_step(self):
        interaction = self._create_step()
        interaction.activity_id.date_deadline = "2026-03-12"
        self.assertEqual(interaction.next_step_date, date(2026, 3, 12))

    def test_doing_the_activity_shows_on_the_interaction(self):
        interaction = self._create_step()
        self.assertEqual(interaction.next_step_state, "planned")
        interaction.activity_id.action_feedback(feedback="sent")
        self.assertEqual(interaction.next_step_state, "done")

    def test_cancelling_the_activity_shows_on_the_interaction(self):
        interaction = self._create_step()
        interaction.activity_id.unlink()
        self.assertEqual(interaction.next_step_state, "cancelled")

    def test_a_removed_step_cancels_its_activity(self):
        interaction = self._create_step()
        activity = interaction.activity_id
        interaction.write({"next_step": False, "next_step_date": False})
        self.assertFalse(activity.exists())
        self.assertFalse(interaction.next_step_state)

    def test_a_later_date_after_doing_plans_again(self):
        interaction = self._create_step()
        done = interaction.activity_id
        done.action_feedback()
        interaction.next_step = "Send samples again"
        self.assertEqual(interaction.activity_id, done)
        interaction.next_step_date = "2026-03-20"
        self.assertNotEqual(interaction.activity_id, done)
        self.assertEqual(interaction.next_step_state, "planned")

    def test_an_open_step_of_yesterday_is_overdue(self):
        interaction = self._create_step()
        domain = [("is_next_step_overdue", "=", True), ("id", "=", interaction.id)]
        with freeze_time("2026-03-05 10:00:00"):
            self.assertFalse(self.Interaction.search(domain))
        with freeze_time("2026-03-06 10:00:00"):
            self.assertEqual(self.Interaction.search(domain), interaction)
            interaction.invalidate_recordset(["is_next_step_overdue"])
            self.assertTrue(interaction.is_next_step_overdue)
            interaction.activity_id.action_feedback()
            self.assertFalse(self.Interaction.search(domain))

    @users("customer_own")
    def test_logging_the_follow_up_does_the_step(self):
        first = self._create_step(contact_ids=[Command.link(self.contact_wang.id)])
        action = first.with_user(self.env.user).action_follow_up()
        form = Form(
            self.env["crm.customer.interaction"].with_context(**action["context"]),
            "crm_customer.crm_customer_interaction_view_form_log",
        )
        second = form.save()
        self.assertEqual(second.partner_id, self.customer)
        self.assertEqual(second.contact_ids, self.contact_wang)
        self.assertEqual(second.name, "Send samples")
        self.assertEqual(second.previous_id, first)
        self.assertEqual(first.next_step_state, "done")
        self.assertFalse(second.activity_id)


@tagged("post_install", "-at_install")
class TestInteractionFromHost(InteractionCommon):
    def _log(self, record, **values):
        """Do what the dialog of the record's button does; return the interaction."""
        action = record.action_crm_log_interaction()
        form = Form(
            self.env["crm.customer.interaction"].with_context(**action["context"]),
            "crm_customer.crm_customer_interaction_view_form_log",
        )
        return form.save()

    @users("customer_own")
    def test_from_a_person_the_company_is_the_customer(self):
        interaction = self._log(self.contact_wang.with_user(self.env.user))
        self.assertEqual(interaction.partner_id, self.customer)
        self.assertEqual(interaction.contact_ids, self.contact_wang)

    def test_from_an_opportunity(self):
        lead = self.env["crm.lead"].create(
            {"name": "Pumps", "type": "opportunity", "partner_id": self.contact_wang.id}
        )
        interaction = self._log(lead)
        self.assertEqual(interaction.lead_id, lead)
        self.assertEqual(interaction.partner_id, self.customer)
        self.assertEqual(lead.crm_interaction_count, 1)

    def test_an_opportunity_without_customer_says_so(self):
        lead = self.env["crm.lead"].create({"name": "Pumps"})
        with self.assertRaisesRegex(UserError, "Choose the customer"):
            lead.action_crm_log_interaction()

    def test_from_a_meeting_once(self):
        event = self.env["calendar.event"].create(
            {
                "name": "Kick-off",
                "start": "2026-03-02 01:00:00",
                "stop": "2026-03-02 02:30:00",
                "partner_ids": [Command.set((self.env.user.partner_id + self.contact_wang).ids)],
            }
        )
        interaction = self._log(event)
        self.assertEqual(interaction.kind, "meeting")
        self.assertEqual(interaction.partner_id, self.customer)
        self.assertEqual(interaction.contact_ids, self.contact_wang)
        self.assertEqual(interaction.date, datetime(2026, 3, 2, 1, 0))
        self.assertEqual(interaction.duration, 90)
        self.assertEqual(interaction.name, "Kick-off")
        again = event.action_crm_log_interaction()
        self.assertEqual(again["res_id"], interaction.id)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._create_interaction(event_id=event.id)

    def test_a_meeting_of_colleagues_says_so(self):
        event = self.env["calendar.event"].create(
            {
                "name": "Stand-up",
                "start": "2026-03-02 01:00:00",
                "stop": "2026-03-02 02:00:00",
            }
        )
        with self.assertRaisesRegex(UserError, "Add the customer"):
            event.action_crm_log_interaction()
