from odoo.tests import tagged
from odoo.tools import SQL

from .common import KnowledgeCommon


@tagged("post_install", "-at_install")
class TestArticleFind(KnowledgeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.cr.execute(SQL("UPDATE crm_service_article SET state = 'retired'"))
        cls.env["crm.service.article"].invalidate_model()
        cls.seal = cls._create_article(
            "Changing the seal of the gripper", audience="public", keywords="O-ring QM-G2"
        )
        cls.arm = cls._create_article(
            "机械臂报警 E-17 停机怎么处理", body="<p>重新插紧编码器插头。</p>", lang="zh_CN"
        )
        cls.account = cls._create_article("如何增加控制器账号", lang="zh_CN")
        cls.noise = cls._create_article(
            "Noise in the third joint", body="<p>Grease the gearbox; check the seal.</p>"
        )

    def _best(self, text, **values):
        return self._find(text, domain=[("state", "=", "published")], **values)[:1]

    def test_a_list_begins_with_the_language_of_its_reader(self):
        """Two are Chinese, two are not; pages of one, three and a rest."""
        for lang in ("zh_CN", "en_US"):
            articles = self.env["crm.service.article"].with_context(lang=lang)
            domain = [("state", "=", "published")]
            whole = articles._search_page(domain, 10, 0)
            self.assertEqual(len(whole), 4)
            self.assertEqual(set(whole[:2].mapped("lang")), {lang})
            paged = [articles._search_page(domain, 1, place) for place in range(4)]
            self.assertEqual(articles.concat(*paged), whole)
            self.assertEqual(articles._search_page(domain, 3, 3), whole[3:])

    def test_words_of_the_title_find(self):
        self.assertEqual(self._best("gripper seal"), self.seal)
        self.assertEqual(self._best("机械臂停机"), self.arm)

    def test_words_of_the_text_find(self):
        self.assertEqual(self._best("gearbox grease"), self.noise)
        self.assertEqual(self._best("编码器插头"), self.arm)

    def test_keywords_and_codes_find(self):
        self.assertEqual(self._best("qmg2"), self.seal)
        self.assertEqual(self._best("o ring"), self.seal)
        self.assertEqual(self._best("E17"), self.arm)

    def test_the_beginning_of_a_word_finds(self):
        self.assertEqual(self._best("grip"), self.seal)

    def test_mistyped_latin_words_find(self):
        for typed in ("griper", "grippre", "gripppr", "Chnging gripper"):
            self.assertEqual(self._best(typed), self.seal, typed)

    def test_mistyped_chinese_finds(self):
        for typed in ("机戒臂", "机械壁报警", "帐号", "zhanghao"):
            expected = self.account if "h" in typed or "帐" in typed else self.arm
            self.assertEqual(self._best(typed), expected, typed)

    def test_a_whole_sentence_finds(self):
        self.assertEqual(
            self._best("Hello, could you please tell me how to change the gripper's seal?"),
            self.seal,
        )
        self.assertEqual(self._best("请问控制器怎么增加账号"), self.account)

    def test_a_title_counts_more_than_a_text(self):
        self.assertEqual(
            self._find("seal", domain=[("state", "=", "published")]).ids[:2],
            (self.seal | self.noise).ids,
        )

    def test_nothing_like_it_finds_nothing(self):
        self.assertFalse(self._find("qqzzxx"))
        self.assertFalse(self._find("   "))
        self.assertFalse(self._find("'; DROP TABLE x; -- \\ & | ! ( :*"))

    def test_votes_and_use_lift_among_equals(self):
        twin = self._create_article("Changing the seal of the gripper", audience="public")
        self.assertEqual(self._best("gripper seal"), twin)
        for number in range(3):
            self.env["crm.service.article.vote"].create(
                {
                    "article_id": self.seal.id,
                    "date": "2026-03-04 02:00:00",
                    "is_helpful": True,
                    "visitor": str(number),
                }
            )
        self.seal._count_use()
        self.assertGreater(self.seal.boost, 0)
        self.assertEqual(self._best("gripper seal"), self.seal)

    def test_the_product_and_the_category_of_a_ticket_lift(self):
        product = self.env["product.product"].create({"name": "Gripper"})
        self._create_article("Changing the seal of the gripper")
        self.seal.product_ids = product
        self.assertEqual(self._best("gripper seal", about={"product": product.id}), self.seal)

    def test_what_is_published_is_found_by_what_readers_see(self):
        self.seal.name = "Something else"
        self.assertEqual(self._best("gripper seal"), self.seal)
        self.assertFalse(self._best("something else"))
        self.seal._publish()
        self.assertEqual(self._best("something else"), self.seal)

    def test_each_finds_what_the_rules_allow_alone(self):
        for user, expected in (
            (self.visitor, self.seal),
            (self.owner, self.seal),
            (self.plain, self.seal),
            (self.agent, self.seal | self.noise),
        ):
            found = self._find("seal", user, domain=[("state", "=", "published")])
            self.assertEqual(found.sudo(), expected, user.login)

    def test_suggestions_are_surely_about_it(self):
        suggested = self.articles.with_user(self.agent)._suggest("The gripper loses its seal")
        self.assertEqual(suggested[0], self.seal)
        self.assertFalse(self.articles.with_user(self.agent)._suggest("Please call me back"))

    def test_suggestions_leave_out_the_help_of_screens(self):
        self.seal.write(
            {
                "audience": "internal",
                "help_menu_ids": [(4, self.env.ref("crm_service.crm_service_ticket_menu").id)],
            }
        )
        self.assertNotIn(self.seal, self.articles.with_user(self.agent)._suggest("gripper seal"))

    def test_a_search_is_one_statement(self):
        self.env.flush_all()
        self._find("gripper")
        for text in ("gripper seal", "机械臂报警停机"):
            before = self.env.cr.sql_log_count
            self._find(text)
            # one before it looks mistyped words up
            self.assertLessEqual(self.env.cr.sql_log_count - before, 2)

    def test_the_search_box_and_the_choice_of_a_ticket_find_the_same(self):
        articles = self.articles.with_user(self.agent)
        self.assertIn(self.seal, articles.search([("asked", "ilike", "griper")]))
        own = [("user_id", "=", self.agent.id)]  # those of the demo may be better known
        self.assertEqual(articles.name_search("gripper seal", own)[0][0], self.seal.id)
        self.assertEqual(articles.name_search(self.seal.number)[0][0], self.seal.id)

    def test_searches_are_counted_by_what_was_typed_last(self):
        searches = self.env["crm.service.article.search"]
        for text in ("z", "zz", "Zzprofi  NET"):
            searches._note(text, 0, "form", "page-1")
        searches._note("zzprofinet", 0, "help")
        self.assertRecordValues(
            searches.search([("term", "like", "zzprof%")], order="id"),
            [{"term": "zzprofi net", "place": "form"}, {"term": "zzprofinet", "place": "help"}],
        )

    def test_what_nobody_found_becomes_an_article(self):
        searches = self.env["crm.service.article.search"]
        searches._note("profinet", 0, "help")
        action = searches.search([], limit=1).with_user(self.agent).action_write_article()
        with self.subTest("the words are its title"):
            self.assertEqual(action["context"]["default_name"], "profinet")
