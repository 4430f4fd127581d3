from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import KnowledgeCommon


@tagged("post_install", "-at_install")
class TestArticleHelp(KnowledgeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.menu = cls.env.ref("crm_service.crm_service_ticket_menu")
        cls.action = cls.env.ref("crm_service.crm_service_ticket_action")
        cls.articles.search([("is_help", "=", True)]).write({"help_menu_ids": False})
        cls.english = cls._create_article("Tickets", help_menu_ids=cls.menu.ids)
        cls.chinese = cls._create_article("处理工单", help_menu_ids=cls.menu.ids, lang="zh_CN")

    def _help(self, lang="en_US", user=None, **asked):
        articles = self.articles.with_user(user or self.agent).with_context(lang=lang)
        found = articles.get_help(**asked)
        return found and found["id"]

    def test_a_screen_opens_its_article_in_the_readers_language(self):
        asked = {"action_id": self.action.id, "model": "crm.service.ticket"}
        self.assertEqual(self._help(**asked), self.english.id)
        self.assertEqual(self._help("zh_CN", **asked), self.chinese.id)

    def test_without_a_translation_the_english_one_is_shown(self):
        self.chinese.action_retire()
        self.assertEqual(self._help("zh_CN", action_id=self.action.id), self.english.id)

    def test_another_screen_of_the_same_records_will_do(self):
        other = self.env.ref("crm_service.crm_service_ticket_action_report")
        asked = {"action_id": other.id, "model": "crm.service.ticket"}
        self.assertEqual(self._help(**asked), self.english.id)

    def test_a_screen_without_an_article_opens_none(self):
        self.assertIsNone(self._help(action_id=999999999, model="res.country"))
        self.assertIsNone(self._help())

    def test_colleagues_outside_of_the_service_are_helped(self):
        self.assertEqual(self._help(user=self.plain, action_id=self.action.id), self.english.id)

    def test_opening_is_counted(self):
        self._help(action_id=self.action.id)
        self.assertEqual(self.english.view_ids.source, "help")

    def test_a_search_in_the_dialog_is_counted_and_opens(self):
        articles = self.articles.with_user(self.plain)
        found = articles.search_help("tickets")
        self.assertIn(self.english.id, [line["id"] for line in found])
        self.assertEqual(articles.open_help(self.english.id)["title"], "Tickets")
        self.assertFalse(articles.search_help("qqzzxx"))
        line = self.env["crm.service.article.search"].search([("term", "=", "qqzzxx")])
        self.assertEqual((line.hits, line.place), (0, "screen"))

    def test_what_is_not_for_the_reader_does_not_open(self):
        secret = self._create_article("Secret")
        self.assertIsNone(self.articles.with_user(self.plain).open_help(secret.id))

    def test_people_from_outside_are_refused(self):
        for user in (self.owner, self.visitor):
            articles = self.articles.with_user(user)
            for ask in (
                lambda articles=articles: articles.get_help(self.action.id),
                lambda articles=articles: articles.open_help(self.english.id),
                lambda articles=articles: articles.search_help("tickets"),
            ):
                with self.assertRaises(AccessError):
                    ask()

    def test_main_screens_have_an_article_in_both_languages(self):
        for key in ("tickets", "sla", "customers", "import", "segments", "goals", "knowledge"):
            english = self.env.ref(f"crm_service.crm_service_article_help_{key}")
            chinese = self.env.ref(f"crm_service.crm_service_article_help_{key}_zh")
            self.assertEqual(english.state, "published", key)
            self.assertEqual(chinese.original_id, english, key)
            self.assertFalse(english.company_id)
