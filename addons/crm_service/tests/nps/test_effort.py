from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, tagged

from .common import NpsCommon


@tagged("post_install", "-at_install")
class TestEffort(NpsCommon, TransactionCase):
    """Processes other than tickets, and what the report says of all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.process = cls.env.ref("crm_service.crm_service_process_onboarding")
        cls.process.is_asked = True
        cls.lead = cls.env["crm.lead"].create({"name": "Started with us"})

    def _ask_after(self, partner=None, user=None, **values):
        processes = self.env["crm.service.process"].with_user(user or self.agent)
        record = values.pop("record", self.lead)
        return processes._ask_after("onboarding", partner or self.contact, record, **values)

    def _send(self, hours=25):
        before = self.env["mail.mail"].search([])
        moment = fields.Datetime.now() + timedelta(hours=hours)
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("crm_service.effort_cron").method_direct_trigger()
        return self.env["mail.mail"].search([]) - before

    def test_one_mail_after_the_delay(self):
        effort = self._ask_after()
        self.assertFalse(self._send(hours=23))
        mail = self._send()
        self.assertEqual(mail.recipient_ids, self.contact)
        self.assertIn(effort.user_input_id.access_token, mail.body_html)
        self.assertFalse(self._send())

    def test_the_same_thing_is_asked_about_once(self):
        self.assertTrue(self._ask_after())
        self.assertFalse(self._ask_after())
        self._send()
        self.assertFalse(self._ask_after())
        other = self.env["crm.lead"].create({"name": "Another start"})
        self.assertTrue(self._ask_after(record=other))

    def test_what_is_switched_off_or_unknown_asks_nobody(self):
        self.process.is_asked = False
        self.assertFalse(self._ask_after())
        processes = self.env["crm.service.process"]
        self.assertFalse(processes._ask_after("nothing", self.contact, self.lead))

    def test_the_pause_counts_all_questions(self):
        self._start()
        effort = self._ask_after()
        self._send()
        self.assertEqual((effort.state, effort.reason), ("skipped", "too_soon"))

    def test_who_had_it_hard_is_called(self):
        for score, called in ((3, False), (2, True)):
            other = self.env["crm.lead"].create({"name": f"Start {score}"})
            self.process.pause_days = 0
            effort = self._ask_after(record=other)
            self._send()
            self._answer(effort, score, "Too many forms")
            kind = self.env.ref("crm_service.mail_activity_type_dissatisfied")
            activity = self.customer.activity_ids.filtered(
                lambda act, kind=kind: act.activity_type_id == kind
            )
            self.assertEqual(bool(activity), called)
        self.assertEqual(activity.user_id, self.agent)
        self.assertIn("Too many forms", activity.note)

    def test_the_report_counts_effort_by_process(self):
        """Two complaints answered 2 and 4, a start answered 5, another not answered."""
        self.process.pause_days = 0
        started = self._ask_after()
        self._ask_after(partner=self.boss)
        self._send()
        self._answer(started, 5)
        for effort in ("2", "4"):
            ticket = self._create_ticket(
                "Scratched", kind="complaint", user_id=self.agent.id, cause_id=self.cause.id
            )
            ticket.with_user(self.head).action_close()
            rating = ticket._get_rating_request()
            voter = ticket.sudo().with_context(
                crm_rating_nonce=rating._crm_nonce(), crm_rating_effort=effort
            )
            voter.rating_apply(5, rating=rating)
        self.env.flush_all()
        complaint = self.env.ref("crm_service.crm_service_process_complaint")
        customers = self.customer | self.rival
        rows = (
            self.env["crm.service.satisfaction"]
            .with_user(self.head)
            ._read_group(
                [("commercial_partner_id", "in", customers.ids)],
                ["process_id"],
                ["effort_score:avg", "answers:sum", "response_rate:avg", "csat:avg", "__count"],
            )
        )
        found = {row[0]: [value and float(value) for value in row[1:]] for row in rows}
        self.assertEqual(found[complaint], [3, 2, 1, 1, 2])
        self.assertEqual(found[self.process][:1] + found[self.process][1:3], [5, 1, 0.5])
        self.assertFalse(found[self.process][3])
        report = self.env["crm.service.satisfaction"].with_user(self.head)
        row = report.search([("process_id", "=", self.process.id), ("effort", "=", "5")])
        self.assertEqual(row.action_open_ticket()["res_id"], started.id)
        self.assertEqual(row.user_id, self.agent)

    def test_one_sees_own_ones_in_the_report(self):
        self._ask_after()
        self._ask_after(partner=self.boss)
        self._send()
        self.env.flush_all()
        report = self.env["crm.service.satisfaction"]
        for user, customer in ((self.agent, self.customer), (self.colleague, self.rival)):
            rows = report.with_user(user).search([("process_id", "=", self.process.id)])
            self.assertEqual(rows.sudo().commercial_partner_id, customer)
            efforts = self.env["crm.service.effort"].with_user(user).search([])
            self.assertEqual(efforts.sudo().commercial_partner_id, customer)

    def test_nobody_writes_what_was_asked(self):
        effort = self._ask_after()
        for user in (self.agent, self.head):
            with self.assertRaises(AccessError):
                effort.with_user(user).write({"score": 5})
            with self.assertRaises(AccessError):
                effort.with_user(user).unlink()

    def test_a_process_refuses_what_does_not_fit(self):
        head = self.process.with_user(self.head)
        with self.assertRaises(ValidationError):
            head.write({"code": "start"})
        with self.assertRaises(ValidationError):
            self.process.survey_id = self.env.ref("crm_service.survey_nps")
        with self.assertRaises(ValidationError):
            self.env["crm.service.process"].create({"name": "X", "code": "with space"})

    def test_merged_contacts_are_asked_once(self):
        twin = self._create_contact("Twin", "twin@rival.example.com")
        self._ask_after(partner=self.boss)
        self._ask_after(partner=twin)
        merger = self.env["base.partner.merge.automatic.wizard"]
        merger._merge((twin | self.boss).ids, self.boss, extra_checks=False)
        efforts = self.env["crm.service.effort"].search([("partner_id", "=", self.boss.id)])
        self.assertEqual(len(efforts), 1)

    def test_a_selection_taken_from_another_model_speaks_the_language_of_its_reader(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        kept = [
            ("crm.service.ticket", "kind", "crm.service.process", "kind"),
            ("crm.service.ticket", "channel", "crm.service.satisfaction", "channel"),
            ("crm.service.improvement", "state", "crm.service.improvement.notice", "state"),
        ]
        for model, name, taken_by, taken in kept:
            first = self.env["ir.model.fields"]._get(model, name).selection_ids[0]
            first.with_context(lang="fr_FR").name = "En français"
            reader = self.env[taken_by].with_context(lang="fr_FR")
            labels = dict(reader.fields_get([taken])[taken]["selection"])
            self.assertEqual(labels[first.value], "En français")
