from odoo.tests import TransactionCase, tagged

from .common import NpsCommon


@tagged("post_install", "-at_install")
class TestNpsAnswer(NpsCommon, TransactionCase):
    def setUp(self):
        super().setUp()
        self.round = self._start()
        self.mine = self._of(self.round, self.contact)
        self.theirs = self._of(self.round, self.boss)

    def _follow_ups(self, customer):
        kind = self.env.ref("crm_service.mail_activity_type_dissatisfied")
        return customer.activity_ids.filtered(lambda act: act.activity_type_id == kind)

    def test_an_answer_is_taken_with_its_reason(self):
        self._answer(self.mine, 10, "Quick help")
        self.assertEqual(
            (self.mine.state, self.mine.score, self.mine.group, self.mine.comment),
            ("answered", 10, "promoter", "Quick help"),
        )
        self.assertTrue(self.mine.date_answered)

    def test_zero_is_an_answer(self):
        self._answer(self.mine, 0)
        self.assertEqual((self.mine.state, self.mine.group), ("answered", "detractor"))
        self.assertFalse(self.mine.comment)

    def test_an_answer_counts_once(self):
        self._answer(self.mine, 10)
        self._answer(self.mine, 0, "Changed")
        self.assertEqual((self.mine.score, self.mine.comment), (10, False))

    def test_a_survey_without_the_scale_is_no_answer(self):
        self.mine.user_input_id._mark_done()
        self.assertEqual(self.mine.state, "asked")

    def test_what_was_said_survives_the_survey_and_the_contact(self):
        self._answer(self.mine, 9, "Good")
        self.mine.user_input_id.unlink()
        self.contact.unlink()
        self.assertEqual((self.mine.score, self.mine.comment), (9, "Good"))
        self.assertEqual(self.mine.commercial_partner_id, self.customer)

    def test_a_detractor_is_called_by_who_owns_the_customer_once(self):
        self._answer(self.theirs, 3, "Late again")
        activity = self._follow_ups(self.rival)
        self.assertEqual(activity.user_id, self.colleague)
        self.assertIn("Late again", activity.note)
        self.assertIn("3", activity.note)
        self._answer(self.theirs, 2)
        self.assertEqual(self._follow_ups(self.rival), activity)

    def test_others_are_not_called(self):
        self._answer(self.mine, 7)
        self._answer(self.theirs, 9)
        self.assertFalse(self._follow_ups(self.customer) | self._follow_ups(self.rival))

    def test_a_detractor_of_nobody_goes_to_who_answers_for_the_round(self):
        self.rival.user_id = False
        self._answer(self.theirs, 6)
        self.assertEqual(self._follow_ups(self.rival).user_id, self.head)

    def test_the_customer_shows_the_last_answer_and_the_trend(self):
        customer = self.customer.with_user(self.agent)
        self.assertEqual((customer.crm_nps_count, customer.crm_nps_trend), (0, False))
        self._answer(self.mine, 7)
        customer.invalidate_recordset()
        self.assertEqual((customer.crm_nps_count, customer.crm_nps_last), (1, 7))
        self.assertFalse(customer.crm_nps_trend)
        before = self.round.copy({"year": self.round.year - 1})
        self.mine.copy({"round_id": before.id, "quarter": before.date_from})
        old = self._of(before, self.contact)
        for score, trend in ((9, "down"), (7, "same"), (4, "up")):
            old.write({"state": "answered", "score": score})
            self.env.flush_all()
            customer.invalidate_recordset()
            self.assertEqual((customer.crm_nps_last, customer.crm_nps_trend), (7, trend))
        self.assertEqual(self.contact.with_user(self.agent).crm_nps_count, 2)

    def test_a_form_asks_once_however_many_customers(self):
        partners = self.customer | self.rival | self.contact | self.boss
        partners.with_user(self.head).mapped("crm_nps_last")
        for some in (self.customer, partners):
            self.env.invalidate_all()
            some = some.with_user(self.head)
            some.mapped("commercial_partner_id.id")
            with self.assertQueryCount(3):
                some.mapped("crm_nps_last")

    def test_a_data_subject_report_holds_the_answer_and_erasure_takes_the_words(self):
        self._answer(self.mine, 4, "Too slow")
        holdings = self.contact.sudo()._crm_personal_data()
        [found] = [one for one in holdings if one[1] == self.mine]
        self.assertEqual(found[5], ("comment",))
