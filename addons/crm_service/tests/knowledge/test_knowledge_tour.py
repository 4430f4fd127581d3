from odoo.tests import HttpCase, tagged

from .common import KnowledgeCommon


@tagged("post_install", "-at_install")
class TestKnowledgeTour(KnowledgeCommon, HttpCase):
    browser_size = "1400x900"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.article = cls._create_article("Tour pump leaks at the ruby seal", audience="customers")

    def test_an_agent_solves_a_ticket_by_an_article(self):
        ticket = self._create_ticket("Tour pump leaks at the ruby seal", user_id=self.agent.id)
        self.start_tour("/odoo", "crm_service_article_tour", login="service_agent")
        self.assertEqual(ticket.solved_by_article_id, self.article)
        self.assertTrue(ticket.is_closed)
        links = ticket.message_ids.filtered(
            lambda message: f"/help/{self.article.id}" in (message.body or "")
        )
        self.assertEqual(links.partner_ids, ticket.partner_id)

    def test_a_customer_finds_the_answer_while_typing_the_question(self):
        self.start_tour("/my/tickets/new", "crm_service_suggest_tour", login="portal_owner")
        view = self.article.view_ids
        self.assertEqual(view.partner_id, self.contact)
        self.assertEqual(view.source, "suggestion")

    def test_the_question_mark_opens_the_article_of_the_screen(self):
        self.start_tour("/odoo/crm-tickets", "crm_service_help_tour", login="service_agent")
