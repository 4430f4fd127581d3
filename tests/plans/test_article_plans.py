"""Articles are found by their indexes, and lists of them, as an agent and as a customer."""

from itertools import islice, product

from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import SQL

from tests import volume_articles

from .plan_case import PlanCase

ARTICLES = 8_000
QUESTIONS = (
    "QM-311",
    "gripper leaks oil",
    "griper leaks",
    "夹爪漏油",
    "请问伺服电机温度过高怎么处理，需要换风扇吗？",
    "机戒臂异响",
    "E217",
    "qqzzxx",
)


@tagged("post_install", "-at_install")
class TestArticlePlans(PlanCase, TransactionCase):
    model = "crm.service.article"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = new_test_user(cls.env, "article_agent", "crm_service.group_service_own")
        cls.reader = new_test_user(cls.env, "article_reader", "base.group_portal")
        volume_articles.create_articles(cls.env.cr, ARTICLES)
        letters = [chr(97 + n) for n in range(26)]
        # 300,000: the database rightly reads fewer of them from end to end
        words = islice(product("w", *[letters] * 6), 0, None, 1019)
        cls.env["crm.service.article.word"]._learn("".join(word) for word in words)
        cls.env.cr.execute("ANALYZE crm_service_article_word")
        cls.env.invalidate_all()

    def _plan(self, user, text):
        """Return the nodes of the statement that ``_find`` sends."""
        articles = self.env[self.model].with_user(user).with_context(lang="en_US")
        sent = []
        execute = type(self.env).execute_query

        def listen(env, query):
            sent.append(query)
            return execute(env, query)

        self.patch(type(self.env), "execute_query", listen)
        articles._find(text, 10, articles._reader_domain())
        self.patch(type(self.env), "execute_query", execute)
        return self._nodes(sent[-1])

    def test_questions_are_answered_from_the_index_of_words(self):
        for user in (self.agent, self.reader):
            for text in QUESTIONS:
                with self.subTest(user=user.login, text=text):
                    nodes = self._plan(user, text)
                    self.assertNotIn(("Seq Scan", "crm_service_article"), nodes)
                    self.assertIn(("Bitmap Index Scan", "crm_service_article_text_idx"), nodes)

    def test_mistyped_words_are_looked_up_in_the_index_of_words_of_titles(self):
        statement = SQL("SELECT FROM crm_service_article_word WHERE word %% 'wgriper'")
        self.assertIn(
            ("Bitmap Index Scan", "crm_service_article_word_alike_idx"), self._nodes(statement)
        )

    def test_lists_are_read_in_their_order(self):
        nodes = self._page([("state", "!=", "retired")], user=self.agent)
        self.assertNotIn(("Sort", None), nodes)
        nodes = self._page([("state", "=", "published")], limit=20, user=self.reader)
        self.assertNotIn(("Sort", None), nodes)

    def test_what_is_due_for_review_is_found_by_its_index(self):
        domain = [("state", "=", "published"), ("date_review", "<=", "2026-01-01")]
        nodes = self._page(domain, order="date_review", user=self.agent)
        self.assertIn("crm_service_article_review_idx", {name for _kind, name in nodes})
