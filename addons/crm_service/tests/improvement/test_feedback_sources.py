from odoo.tests import tagged

from ..satisfaction.common import SatisfactionCommon


@tagged("post_install", "-at_install")
class TestFeedbackSources(SatisfactionCommon):
    def _feedback(self, **domain):
        return self.env["crm.service.feedback"].search(
            [(name, "=", value) for name, value in domain.items()]
        )

    def test_a_low_rating_becomes_feedback_where_the_team_wants_it(self):
        self.team.is_low_rating_feedback = True
        self._close()
        self._vote(self.ticket, 1, "It leaks again")
        feedback = self._feedback(ticket_id=self.ticket.id)
        self.assertEqual((feedback.source, feedback.sentiment), ("rating", "negative"))
        self.assertEqual(feedback.description, "It leaks again")
        self.assertEqual(feedback.partner_id, self.contact)
        self.assertEqual(feedback.user_id, self.leader)

    def test_a_low_rating_alone_becomes_none(self):
        self._close()
        self._vote(self.ticket, 1, "It leaks again")
        self.assertFalse(self._feedback(ticket_id=self.ticket.id))

    def test_a_low_rating_without_words_and_a_good_one_become_none(self):
        self.team.is_low_rating_feedback = True
        self._close()
        self._vote(self.ticket, 1)
        other = self._close(self._create_ticket("Other", user_id=self.agent.id))
        self._vote(other, 5, "Well done")
        for ticket in (self.ticket, other):
            self.assertFalse(self._feedback(ticket_id=ticket.id))

    def test_a_rating_becomes_feedback_in_one_click_and_once(self):
        self._close()
        self._vote(self.ticket, 5, "Well done")
        rating = self.ticket._get_rating_given().with_user(self.agent)
        first = rating.action_crm_make_feedback()
        self.assertEqual(rating.action_crm_make_feedback(), first)
        feedback = self.env["crm.service.feedback"].browse(first["res_id"])
        self.assertEqual((feedback.sentiment, feedback.name), ("positive", "Well done"))
        self.assertEqual(feedback.action_open_source()["res_id"], self.ticket.id)

    def test_colleagues_do_not_read_feedback_from_ratings_of_others(self):
        self._close()
        self._vote(self.ticket, 1, "It leaks again")
        self.ticket._get_rating_given().with_user(self.agent).action_crm_make_feedback()
        feedback = self._feedback(ticket_id=self.ticket.id)
        feedback.user_id = False
        self.assertTrue(feedback.with_user(self.agent).has_access("read"))
        self.assertTrue(feedback.with_user(self.leader).has_access("read"))
        self.assertFalse(feedback.with_user(self.colleague).has_access("read"))

    def _answer(self, text, is_feedback=True, **values):
        survey = self.env["survey.survey"].create(
            {
                "title": "How was it?",
                "crm_is_feedback": is_feedback,
                "question_and_page_ids": [
                    (0, 0, {"title": "What could be better?", "question_type": "text_box"})
                ],
            }
        )
        answers = survey._create_answer(partner=self.contact)
        answers.write(values)
        answers._save_lines(survey.question_ids, text)
        answers._mark_done()
        return answers

    def test_free_texts_of_a_survey_become_feedback(self):
        answers = self._answer("The manual is too short")
        feedback = self._feedback(survey_input_id=answers.id)
        self.assertEqual(feedback.name, "The manual is too short")
        self.assertEqual(feedback.source, "survey")
        self.assertIn("What could be better?", feedback.description)
        self.assertEqual(feedback.partner_id, self.contact)
        answers._mark_done()
        self.assertEqual(len(self._feedback(survey_input_id=answers.id)), 1)

    def test_other_surveys_tests_and_empty_texts_become_none(self):
        for answers in (
            self._answer("Words", is_feedback=False),
            self._answer("Words", test_entry=True),
            self._answer("  "),
        ):
            self.assertFalse(self._feedback(survey_input_id=answers.id))
