from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import KnowledgeCommon


@tagged("post_install", "-at_install")
class TestQuestion(KnowledgeCommon):
    def _ask(self, **values):
        questions = self.env["crm.service.question"].with_user(self.agent)
        defaults = {"name": "May it run hotter?", "expert_id": self.colleague.id}
        return questions.create(defaults | values)

    def _answer(self, question, user=None, body="<p>Up to 88 degrees.</p>"):
        answers = self.env["crm.service.answer"].with_user(user or self.colleague)
        return answers.create({"question_id": question.id, "body": body})

    def test_the_expert_gets_an_activity(self):
        question = self._ask()
        self.assertEqual(question.activity_ids.user_id, self.colleague)
        question.expert_id = self.head
        self.assertEqual(question.activity_ids.user_id, self.head)

    def test_an_answer_tells_the_asker_and_ends_the_activity(self):
        question = self._ask()
        self._answer(question)
        self.assertEqual(question.state, "answered")
        self.assertFalse(question.activity_ids)
        told = self.env["mail.message"].search(
            [("partner_ids", "in", self.agent.partner_id.ids), ("body", "like", "88 degrees")]
        )
        self.assertTrue(told)

    def test_everybody_of_the_service_answers_and_says_so_in_the_own_name(self):
        question = self._ask(expert_id=False)
        self._answer(question, self.leader)
        self.assertEqual(question.answer_ids.user_id, self.leader)
        with self.assertRaises(AccessError):
            self.env["crm.service.answer"].with_user(self.leader).create(
                {"question_id": question.id, "body": "<p>x</p>", "user_id": self.agent.id}
            )

    def test_the_asker_accepts_and_nobody_else_but_a_manager(self):
        question = self._ask()
        answer = self._answer(question)
        with self.assertRaises(AccessError):
            answer.action_accept()
        answer.with_user(self.agent).action_accept()
        self.assertEqual(question.state, "solved")
        self.assertEqual(question.accepted_id, answer)
        self.assertTrue(answer.is_accepted)

    def test_an_accepted_answer_stays(self):
        question = self._ask()
        answer = self._answer(question)
        answer.with_user(self.agent).action_accept()
        with self.assertRaises(UserError):
            answer.unlink()
        question.action_reopen()
        self.assertEqual(question.state, "open")
        answer.unlink()

    def test_an_answer_says_something(self):
        with self.assertRaises(UserError):
            self._answer(self._ask(), body="<p><br></p>")

    def test_the_state_is_not_written_by_hand(self):
        question = self._ask()
        with self.assertRaises(AccessError):
            question.state = "solved"

    def test_an_expert_has_access_to_the_service(self):
        with self.assertRaises(UserError):
            self._ask(expert_id=self.user_own.id)

    def test_the_accepted_answer_becomes_an_article_once(self):
        question = self._ask(body="<p>It stops at 85.</p>")
        with self.assertRaises(UserError):
            question.action_write_article()
        self._answer(question).with_user(self.agent).action_accept()
        action = question.action_write_article()
        article = question.article_id
        self.assertEqual(action["res_id"], article.id)
        self.assertEqual(article.kind, "faq")
        self.assertIn("85", article.body)
        self.assertIn("88 degrees", article.body)
        self.assertEqual(question.action_write_article()["res_id"], article.id)

    def test_a_question_is_asked_from_a_ticket(self):
        ticket = self._create_ticket(user_id=self.agent.id).with_user(self.agent)
        action = ticket.action_ask_expert()
        question = (
            self.env["crm.service.question"]
            .with_user(self.agent)
            .with_context(**action["context"])
            .create({})
        )
        self.assertEqual(question.ticket_id, ticket)
        self.assertEqual(ticket.question_count, 1)
