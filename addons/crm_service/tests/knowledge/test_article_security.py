from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import KnowledgeCommon


@tagged("post_install", "-at_install")
class TestArticleSecurity(KnowledgeCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make = cls._create_article
        cls.by_audience = {
            audience: make(audience, audience=audience)
            for audience in ("internal", "customers", "public")
        }
        cls.draft = make("Draft", publish=False, audience="public")

    def _seen(self, user):
        mine = self.draft.union(*self.by_audience.values())
        found = self.articles.with_user(user).search([("id", "in", mine.ids)])
        return {article.name for article in found.sudo()}

    def test_each_audience_reads_its_articles(self):
        self.assertEqual(self._seen(self.visitor), {"public"})
        self.assertEqual(self._seen(self.owner), {"customers", "public"})
        self.assertEqual(self._seen(self.plain), {"customers", "public"})
        self.assertEqual(self._seen(self.agent), {"internal", "customers", "public", "Draft"})

    def test_colleagues_read_the_help_of_screens(self):
        internal = self.by_audience["internal"]
        internal.help_menu_ids = self.env.ref("crm_service.crm_service_ticket_menu")
        self.assertIn("internal", self._seen(self.plain))
        self.assertNotIn("internal", self._seen(self.owner))

    def test_an_agent_works_on_own_articles_alone(self):
        self.draft.with_user(self.agent).name = "Changed"
        with self.assertRaises(AccessError):
            self.draft.with_user(self.colleague).name = "Mine"
        with self.assertRaises(AccessError):
            self.articles.with_user(self.colleague).create(
                {"name": "For another", "user_id": self.agent.id}
            )

    def test_another_company_sees_its_own_and_those_of_all(self):
        foreign = self._create_article("Foreign", company_id=self.company_b.id)
        shared = self._create_article("Shared", company_id=False)
        seen = self.articles.with_user(self.head).search([])
        self.assertNotIn(foreign, seen)
        self.assertIn(shared, seen)

    def test_readers_are_told_nothing_of_what_the_service_says(self):
        article = self.by_audience["public"]
        article.with_user(self.agent).message_post(
            body="Ruby secret", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        for user in (self.owner, self.plain):
            messages = self.env["mail.message"].with_user(user)
            found = messages.search([("model", "=", article._name), ("res_id", "=", article.id)])
            self.assertFalse(found, user.login)
        self.assertTrue(article.with_user(self.colleague).message_ids)

    def test_readers_see_no_field_of_the_service(self):
        article = self.by_audience["public"].with_user(self.owner)
        wanted = {"user_id": 1, "keywords": "x", "body": "x", "view_count": 1, "search_title": "x"}
        for name, value in wanted.items():
            with self.assertRaises(AccessError):
                article.read([name])
            with self.assertRaises(AccessError):
                article.search([(name, "=", value)])
            with self.assertRaises(AccessError):
                article.search([], order=f"{name}, id")
        self.assertNotIn("user_id", article.fields_get())

    def test_who_read_what_is_for_managers(self):
        article = self.by_audience["public"]
        self.env["crm.service.article.view"].with_user(self.owner)._note(article, "portal")
        with self.assertRaises(AccessError):
            article.view_ids.with_user(self.agent).read(["partner_id"])
        self.assertTrue(article.view_ids.with_user(self.head).read(["partner_id"]))
