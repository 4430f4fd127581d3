from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ResearchCommon


@tagged("post_install", "-at_install")
class TestStudy(ResearchCommon):
    def test_a_new_study_asks_for_five_points_at_95_percent(self):
        with Form(self.env["crm.sales.study"].with_user(self.marketer)) as form:
            form.name = "New"
            form.question = "What?"
        study = form.record
        self.assertEqual(study.user_id, self.marketer)
        self.assertEqual((study.state, study.sample_needed), ("planned", 385))

    def test_the_sample_follows_population_and_margin(self):
        self.study.write({"population": 1000, "margin": 5})
        self.assertEqual(self.study.sample_needed, 278)
        self.study.margin = 10
        # 96.04 / (1 + 95.04 / 1000) = 87.7
        self.assertEqual(self.study.sample_needed, 88)

    def test_answers_say_what_margin_they_reach(self):
        self.study.answer_other_count = 100
        self.assertEqual(self.study.answer_count, 100)
        self.assertAlmostEqual(self.study.margin_reached, 9.8, 1)

    def test_a_study_is_finished_with_a_conclusion_alone(self):
        self.study.action_next()
        self.study.action_next()
        self.assertEqual(self.study.state, "analysing")
        with self.assertRaisesRegex(UserError, "Write the conclusion"):
            self.study.action_next()
        self.study.conclusion = "<p>They fear the changeover.</p>"
        self.study.action_next()
        self.assertEqual(self.study.state, "finished")
        self.assertTrue(self.study.date_end)
        with self.assertRaisesRegex(UserError, "finished already"):
            self.study.action_next()
        self.study.action_reopen()
        self.assertEqual(self.study.state, "analysing")

    @mute_logger("odoo.sql_db")
    def test_dates_and_margin_are_checked(self):
        for values in (
            {"date_start": "2026-03-02", "date_end": "2026-03-01"},
            {"margin": 0},
            {"population": -1},
        ):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self.study.write(values)
                self.env.flush_all()

    def test_an_address_that_is_no_page_is_refused(self):
        for url in ("javascript:alert(1)", "ftp://a.example.com", "https://", "a.example.com"):
            with self.assertRaises(ValidationError):
                self.env["crm.sales.study.source"].create(
                    {"study_id": self.study.id, "name": "Paper", "url": url}
                )

    def test_an_interaction_brings_person_day_and_words(self):
        partner = self.env["res.partner"].create({"name": "Anna Study"})
        talk = self.env["crm.customer.interaction"].create(
            {
                "partner_id": partner.id,
                "kind": "call",
                "name": "Asked for the changeover",
                "date": "2026-03-02 02:00:00",
            }
        )
        interviews = self.env["crm.sales.study.interview"]
        form = Form(interviews.with_context(default_study_id=self.study.id))
        form.interaction_id = talk
        interview = form.save()
        self.assertEqual(interview.partner_id, partner)
        self.assertEqual(str(interview.date), "2026-03-02")
        self.assertIn("changeover", interview.note)

    def test_words_of_who_is_erased_go_and_the_finding_stays(self):
        partner = self.env["res.partner"].create({"name": "Anna Study"})
        interview = self.env["crm.sales.study.interview"].create(
            {"study_id": self.study.id, "partner_id": partner.id, "note": "Four hours"}
        )
        quote = self._prove(self.finding, "Anna Study", interview_id=interview.id)
        held = [holding[1] for holding in partner._crm_personal_data()]
        self.assertIn(interview, held)
        self.assertIn(quote, held)
        quote._crm_erase_records("Contact 7")
        self.assertEqual((quote.name, quote.origin), ("Contact 7", "Contact 7"))
        self.assertEqual(self.finding.source_count, 1)

    def test_a_merged_contact_keeps_its_interviews(self):
        first, second = self.env["res.partner"].create([{"name": "Anna"}, {"name": "Anna"}])
        interview = self.env["crm.sales.study.interview"].create(
            {"study_id": self.study.id, "partner_id": second.id}
        )
        self.env["base.partner.merge.automatic.wizard"]._merge((first + second).ids, first)
        self.assertEqual(interview.partner_id, first)
