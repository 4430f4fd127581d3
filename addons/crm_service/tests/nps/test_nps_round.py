from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, TransactionCase, tagged
from odoo.tools import mute_logger

from ...models.nps import crm_service_nps_round_plan as plan
from ...models.nps import crm_service_nps_round_run as run
from .common import NpsCommon


@tagged("post_install", "-at_install")
class TestNpsRound(NpsCommon, TransactionCase):
    def test_a_new_round_is_of_this_quarter_and_of_all_who_ordered(self):
        form = Form(self.env["crm.service.nps.round"].with_user(self.head))
        saved = form.save()
        today = self.company._crm_today()
        self.assertTrue(saved.date_from <= today <= saved.date_to)
        self.assertEqual((saved.audience, saved.share, saved.state), ("orders", 1, "draft"))
        self.assertIn(str(saved.year), saved.name)
        self.assertNotIn("survey_id", saved.fields_get())

    def test_each_contact_gets_one_mail_with_a_key_of_its_own(self):
        started = self._create_round()
        self.assertFalse(self._run())
        started.action_start()
        mails = self._run()
        self.assertEqual(mails.recipient_ids, self.contact | self.boss)
        self.assertFalse(self._run())
        answers = started.sudo().answer_ids
        self.assertEqual(set(answers.mapped("state")), {"asked"})
        for answer in answers:
            mail = mails.filtered(lambda mail, to=answer.partner_id: mail.recipient_ids == to)
            self.assertIn(answer.user_input_id.access_token, mail.body_html)
            self.assertIn("/survey/start/", mail.body_html)
            self.assertFalse(mail.res_id)
        self.assertEqual(len(set(answers.user_input_id.mapped("invite_token"))), 2)

    def test_what_was_true_of_the_customer_is_kept(self):
        segment = self.env["crm.customer.segment"].create({"name": "Near", "kind": "list"})
        self.env["crm.customer.segment.member"].create(
            {
                "segment_id": segment.id,
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "date_from": "2026-01-01",
            }
        )
        started = self._start()
        answer = self._of(started, self.contact)
        self.customer.write({"user_id": self.colleague.id, "crm_level_id": False})
        self.assertEqual(answer.user_id, self.agent)
        self.assertEqual(answer.level_id, self.level)
        self.assertEqual(answer.segment_ids, segment)
        self.assertEqual(answer.quarter, started.date_from)

    def test_the_mail_and_the_page_are_in_the_language_of_the_contact(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("crm_service.mail_template_nps")
        template.with_context(lang="fr_FR").subject = "Votre avis"
        self.contact.lang = "fr_FR"
        started = self._create_round()
        started.action_start()
        mails = self._run()
        subjects = {mail.recipient_ids: mail.subject for mail in mails}
        self.assertEqual(subjects[self.contact], "Votre avis")
        self.assertNotEqual(subjects[self.boss], "Votre avis")
        inputs = self._of(started.sudo(), self.contact).user_input_id
        self.assertEqual(inputs.lang_id.code, "fr_FR")

    # who is asked
    def _chosen(self, **values):
        one = self._create_round(**values).sudo()
        while not one.is_planned:
            one._plan_batch()
        return one.answer_ids.partner_id

    def test_contacts_per_customer_those_with_an_address_first(self):
        self._create_contact("Without", False, self.customer)
        self.contact.write({"email": False})
        second = self._create_contact("Second", "second@acme.example.com", self.customer)
        self.assertEqual(self._chosen(contact_max=1), second | self.boss)

    def test_contacts_with_a_role(self):
        role = self.env["crm.customer.contact.role"].create({"name": "Asked about us"})
        self.boss.crm_contact_role_ids = role
        self.assertEqual(self._chosen(contacts="roles", role_ids=role.ids), self.boss)

    def test_the_address_of_the_customer(self):
        self.assertEqual(self._chosen(contacts="customer"), self.customer | self.rival)

    def test_customers_who_ordered_within_the_months(self):
        orders = self.env["sale.order"].create(
            [{"partner_id": partner.id} for partner in (self.contact, self.boss)]
        )
        now = fields.Datetime.now()
        orders[0].write({"state": "sale", "date_order": now - timedelta(days=20)})
        orders[1].write({"state": "sale", "date_order": now - timedelta(days=70)})
        chosen = self._chosen(audience="orders", months=1)
        self.assertIn(self.contact, chosen)
        self.assertNotIn(self.boss, chosen)

    def test_customers_of_a_segment(self):
        segment = self.env["crm.customer.segment"].create({"name": "Asked", "kind": "list"})
        self.env["crm.customer.segment.member"].create(
            {
                "segment_id": segment.id,
                "partner_id": self.rival.id,
                "company_id": self.company.id,
                "date_from": "2026-01-01",
            }
        )
        self.assertEqual(self._chosen(audience="segment", segment_id=segment.id), self.boss)

    def test_a_sample_is_drawn_once_whatever_the_batches(self):
        customers = self.env["res.partner"].create(
            [
                {"name": f"Drawn {number}", "is_company": True, "crm_level_id": self.level.id}
                for number in range(60)
            ]
        )
        one = self._create_round(contacts="customer", share=0.5).sudo()
        with patch.object(plan, "BATCH", 7):
            while not one.is_planned:
                one._plan_batch()
        drawn = one.answer_ids.partner_id & customers
        self.assertEqual(len(one.answer_ids), len(one.answer_ids.partner_id))
        self.assertTrue(15 <= len(drawn) <= 45, len(drawn))

    def test_a_customer_of_another_company_is_not_asked(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.contact.company_id = self.customer.company_id = other
        self.assertEqual(self._chosen(), self.boss)

    # who is not
    def _reason(self, contact, **values):
        answer = self._of(self._start(**values), contact)
        return answer.state, answer.reason

    def test_without_an_address(self):
        self.boss.email = False
        self.assertEqual(self._reason(self.boss), ("skipped", "no_email"))

    def test_who_refused_or_is_on_a_blacklist(self):
        self.env["crm.consent"].create(
            {
                "partner_id": self.boss.id,
                "purpose_id": self.env.ref("crm_customer.crm_consent_purpose_survey").id,
                "channel": "email",
                "state": "refused",
            }
        )
        self.env["mail.blacklist"]._add(self.contact.email)
        started = self._start()
        self.assertEqual(set(started.answer_ids.mapped("reason")), {"refused"})
        self.assertFalse(started.answer_ids.user_input_id)

    def test_who_was_asked_for_a_rating_a_short_time_ago(self):
        ticket = self._create_ticket()
        ticket.with_user(self.head).action_close()
        request = ticket._get_rating_request()
        request.crm_date_asked = fields.Datetime.now() - timedelta(days=29)
        self.assertEqual(self._reason(self.contact, pause_days=30), ("skipped", "too_soon"))
        request.crm_date_asked = fields.Datetime.now() - timedelta(days=31)
        self.assertEqual(self._reason(self.contact, pause_days=30), ("asked", False))

    def test_an_address_is_asked_once_even_by_two_contacts(self):
        twin = self._create_contact("Twin", "Ron@rival.example.com")
        started = self._start(pause_days=30)
        asked = self._of(started, self.boss) | self._of(started, twin)
        states = set(asked.mapped("state"))
        self.assertEqual(states, {"asked", "skipped"})

    def test_who_was_asked_here_is_not_asked_for_a_rating(self):
        self.team.write({"is_rating_on": True, "rating_pause": 30})
        ticket = self._create_ticket()
        ticket.with_user(self.head).action_close()
        self.assertFalse(ticket._is_rating_too_soon())
        self._start()
        self.assertTrue(ticket._is_rating_too_soon())
        self.team.rating_pause = 0
        self.assertFalse(ticket._is_rating_too_soon())

    @mute_logger("odoo.addons.crm_service.models.nps.crm_service_invitation_mixin")
    def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(self):
        send = type(self.env["crm.service.nps.answer"])._send

        def fail(answer, template):
            if answer.partner_id == self.contact:
                raise ValueError("broken")
            return send(answer, template)

        with patch.object(type(self.env["crm.service.nps.answer"]), "_send", fail):
            started = self._start()
        self.assertEqual(self._of(started, self.contact).reason, "failed")
        self.assertEqual(self._of(started, self.boss).state, "asked")

    def test_more_than_a_batch_goes_on_without_waiting_for_the_next_hour(self):
        done = []

        def note(cron, processed=0, **values):
            done.append((processed, values.get("remaining")))
            return 60

        self._create_contact("Third", "third@rival.example.com")
        self._create_round().action_start()
        with (
            patch.object(run, "BATCH", 2),
            patch.object(type(self.env["ir.cron"]), "_commit_progress", note),
        ):
            self.env["crm.service.nps.round"]._cron_run()
        # three to be sent, two sent: one is left
        self.assertEqual(done[-3:], [(0, 3), (1, None), (1, None)])

    # in time
    def test_a_round_waits_for_its_day(self):
        today = self.company._crm_today()
        one = self._create_round()
        one.date_start = min(today + timedelta(days=3), one.date_to)
        one.action_start()
        waits = one.date_start > today
        self.assertEqual(bool(self._run()), not waits)

    def test_who_is_silent_is_reminded_once(self):
        started = self._start(reminder_days=7)
        started.sudo().answer_ids.date_asked = fields.Datetime.now() - timedelta(days=6)
        self.assertFalse(self._run())
        started.sudo().answer_ids.date_asked = fields.Datetime.now() - timedelta(days=8)
        self._answer(self._of(started, self.boss), 9)
        mail = self._run()
        self.assertEqual(mail.recipient_ids, self.contact)
        token = self._of(started, self.contact).user_input_id.access_token
        self.assertIn(token, mail.body_html)
        self.assertFalse(self._run())

    def test_nobody_is_reminded_who_refused_meanwhile(self):
        started = self._start()
        started.answer_ids.date_asked = fields.Datetime.now() - timedelta(days=8)
        self.env["mail.blacklist"]._add(self.contact.email)
        self.assertEqual(self._run().recipient_ids, self.boss)

    def test_a_round_ends_with_its_quarter(self):
        started = self._start()
        self.assertEqual(
            self._of(started, self.boss).user_input_id.deadline.month, started._get_deadline().month
        )
        self._of(started, self.boss).state = "planned"
        self.assertFalse(self._run(days=100))
        self.assertEqual(started.state, "closed")
        self.assertEqual(self._of(started, self.boss).reason, "cancelled")
        self.assertFalse(self._run(days=101))

    def test_the_end_of_a_quarter_is_that_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        one = self._create_round(year=2026, quarter="1")
        self.assertEqual(str(one._get_deadline()), "2026-03-31 15:59:59")

    def test_cancelling_asks_nobody_any_more(self):
        one = self._create_round()
        one.action_start()
        one.sudo()._plan_batch()
        one.action_cancel()
        self.assertFalse(self._run())
        self.assertEqual(set(one.sudo().answer_ids.mapped("reason")), {"cancelled"})

    # what it refuses
    def test_a_round_is_started_once_and_in_its_time(self):
        one = self._create_round()
        one.action_start()
        with self.assertRaises(UserError):
            one.action_start()
        with self.assertRaises(UserError):
            self._create_round(year=2020).action_start()

    def test_a_started_round_is_neither_changed_nor_deleted(self):
        one = self._create_round()
        one.action_start()
        one.user_id = self.leader
        for values in ({"share": 0.5}, {"audience": "orders"}, {"pause_days": 1}):
            with self.assertRaises(UserError):
                one.write(values)
        with self.assertRaises(UserError):
            one.unlink()

    def test_nobody_writes_how_far_it_is(self):
        one = self._create_round()
        for values in ({"state": "running"}, {"is_planned": True}, {"cursor_partner_id": 5}):
            with self.assertRaises(UserError):
                one.write(values)
            with self.assertRaises(UserError):
                self._create_round(**values)

    def test_a_choice_needs_what_it_chooses(self):
        for values in (
            {"level_ids": []},
            {"audience": "segment"},
            {"contacts": "roles"},
            {"date_start": "2020-01-01"},
        ):
            with self.assertRaises(ValidationError, msg=str(values)):
                self._create_round(**values)
        one = self._create_round().sudo()
        one.survey_id = self.env.ref("crm_service.survey_nps").copy()
        with self.assertRaises(ValidationError):
            one.survey_id = self.env.ref("crm_service.survey_ces")

    def test_only_managers_start(self):
        one = self._create_round()
        for user in (self.agent, self.leader):
            for step in ("action_start", "action_cancel"):
                with self.assertRaises(AccessError):
                    getattr(one.with_user(user), step)()

    def test_its_progress_shows(self):
        one = self._create_round()
        one.action_start()
        one.sudo()._plan_batch()
        self.assertEqual((one.planned_count, one.progress), (2, 0))
        self._run()
        self.assertEqual((one.asked_count, one.planned_count, one.progress), (2, 0, 100))

    def test_merged_contacts_are_asked_once(self):
        twin = self._create_contact("Twin", "twin@rival.example.com")
        one = self._create_round()
        one.action_start()
        one.sudo()._plan_batch()
        merger = self.env["base.partner.merge.automatic.wizard"]
        merger._merge((twin | self.boss).ids, self.boss, extra_checks=False)
        self.assertEqual(len(self._of(one.sudo(), self.boss)), 1)
