from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import KnowledgeCommon


@tagged("post_install", "-at_install")
class TestTicketArticle(KnowledgeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.article = cls._create_article("Pump leaks at the ruby seal", audience="customers")
        cls.work = cls._create_ticket("Pump leaks at the ruby seal", user_id=cls.agent.id)

    def test_the_subject_brings_articles_in_one_query_each(self):
        tickets = self.env["crm.service.ticket"].with_user(self.agent)
        found = tickets.suggest_articles("Our pump leaks at the ruby seal")
        self.assertEqual(found[0]["id"], self.article.id)
        self.assertEqual(set(found[0]), {"id", "number", "title", "summary", "url", "can_send"})
        self.assertEqual(tickets.suggest_articles(False), [])
        self.env.flush_all()
        counts = []
        for _try in range(2):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            tickets.suggest_articles("Our pump leaks at the ruby seal")
            counts.append(self.env.cr.sql_log_count - before)
            self._create_article("Pump leaks at the ruby seal too", audience="customers")
            self.env.flush_all()
        self.assertEqual(*counts)
        self.assertLessEqual(counts[0], 12)

    def test_suggestions_are_for_the_service(self):
        with self.assertRaises(AccessError):
            self.env["crm.service.ticket"].with_user(self.user_own).suggest_articles("Pump")

    def test_an_article_that_solved_a_ticket_is_counted_at_once(self):
        self.work.with_user(self.agent).action_solve_by_article(self.article.id)
        self.assertEqual(self.work.solved_by_article_id, self.article)
        self.assertEqual(self.article.solved_count, 1)
        self.assertEqual(self.article.view_ids.source, "ticket")
        self.work.with_user(self.agent).solved_by_article_id = False
        self.assertEqual(self.article.solved_count, 0)

    def test_a_draft_solves_nothing(self):
        draft = self._create_article(publish=False)
        with self.assertRaises(AccessError):
            self.work.with_user(self.agent).action_solve_by_article(draft.id)

    def test_a_link_goes_into_an_answer_that_the_customer_can_open(self):
        action = self.work.with_user(self.agent).action_send_article(self.article.id)
        self.assertIn(f"/help/{self.article.id}", action["context"]["default_body"])
        internal = self._create_article("Secret")
        with self.assertRaises(UserError):
            self.work.with_user(self.agent).action_send_article(internal.id)

    def test_the_answer_is_for_who_asked_though_it_be_a_mere_address(self):
        for values in ({}, {"partner_id": False, "partner_email": "vera@visitor.example.com"}):
            work = self._create_ticket(user_id=self.agent.id, **values).with_user(self.agent)
            action = work.action_send_article(self.article.id)
            people = self.env["res.partner"].browse(action["context"]["default_partner_ids"])
            self.assertEqual(people.mapped("email"), [work.partner_email])

    def test_the_link_of_an_internal_article_is_not_offered(self):
        self._create_article("Pump leaks inside")
        offered = self.work.with_user(self.agent).suggest_articles("Pump leaks")
        self.assertEqual(
            {one["title"]: one["can_send"] for one in offered},
            {self.article.published_name: True, "Pump leaks inside": False},
        )

    def test_the_answer_with_the_link_is_sent_to_the_customer(self):
        action = self.work.with_user(self.agent).action_send_article(self.article.id)
        composers = self.env["mail.compose.message"].with_user(self.agent)
        composers.with_context(**action["context"]).create({}).action_send_mail()
        message = self.work.message_ids.sorted("id")[-1]
        self.assertIn(f"/help/{self.article.id}", message.body)
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))

    def test_a_resolved_ticket_becomes_a_case_without_internal_notes(self):
        self.work.write(
            {
                "description": "<p>It drips.</p>",
                "resolution": "<p>New seal.</p>",
                "cause_id": self.cause.id,
            }
        )
        self.work.with_user(self.agent).message_post(body="The customer is rude")
        action = self.work.with_user(self.agent).action_write_article()
        article = self.articles.browse(action["res_id"])
        self.assertRecordValues(
            article,
            [
                {
                    "kind": "case",
                    "state": "draft",
                    "audience": "internal",
                    "ticket_id": self.work.id,
                    "user_id": self.agent.id,
                }
            ],
        )
        for words in ("It drips.", "New seal.", self.cause.name):
            self.assertIn(words, article.body)
        self.assertNotIn("rude", article.body)

    def test_a_ticket_without_a_solution_is_no_case(self):
        with self.assertRaises(UserError):
            self.work.with_user(self.agent).action_write_article()

    def test_a_merge_takes_what_solved_it_along_and_gives_it_back(self):
        loser = self._create_ticket("The same", user_id=self.agent.id)
        loser.solved_by_article_id = self.article
        question = self.env["crm.service.question"].create({"name": "Why?", "ticket_id": loser.id})
        written = self._create_article("Case", ticket_id=loser.id)
        merge = self.work.with_user(self.head)._merge(loser.with_user(self.head))
        self.assertEqual(self.work.solved_by_article_id, self.article)
        self.assertEqual(question.ticket_id, self.work)
        self.assertEqual(written.ticket_id, self.work)
        self.assertEqual(self.article.solved_count, 1)
        merge.with_user(self.head).action_undo()
        self.assertFalse(self.work.solved_by_article_id)
        self.assertEqual(loser.solved_by_article_id, self.article)
        self.assertEqual(question.ticket_id, loser)
        self.assertEqual(written.ticket_id, loser)

    def test_a_merge_leaves_what_solved_the_survivor(self):
        other = self._create_article("Other")
        loser = self._create_ticket("The same", solved_by_article_id=other.id)
        self.work.solved_by_article_id = self.article
        self.work.with_user(self.head)._merge(loser.with_user(self.head))
        self.assertEqual(self.work.solved_by_article_id, self.article)
