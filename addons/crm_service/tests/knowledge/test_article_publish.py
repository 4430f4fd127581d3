from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import KnowledgeCommon


@tagged("post_install", "-at_install")
class TestArticlePublish(KnowledgeCommon):
    def test_readers_see_the_published_version_while_the_next_is_written(self):
        article = self._create_article(audience="customers")
        article.with_user(self.agent).write({"name": "New title", "body": "<p>New text</p>"})
        reader = article.with_user(self.owner)
        self.assertTrue(article.has_changes)
        self.assertEqual(reader.published_name, "How to change the seal")
        self.assertIn("Open the cover", reader.published_body)
        self.assertIn("How to change the seal", reader.display_name)
        with self.assertRaises(AccessError):
            reader.read(["body"])
        article.with_user(self.agent).action_publish()
        self.assertEqual(reader.published_name, "New title")
        self.assertFalse(article.has_changes)

    def test_each_publishing_writes_a_version_with_what_changed(self):
        article = self._create_article()
        article.with_user(self.agent).write({"body": "<p>Two</p>", "change_note": "Shorter"})
        article.with_user(self.agent).action_publish()
        self.assertRecordValues(
            article.version_ids.sorted("number", reverse=True),
            [
                {"number": 2, "user_id": self.agent.id, "change_note": "Shorter"},
                {"number": 1, "user_id": self.env.uid, "change_note": False},
            ],
        )
        self.assertEqual(article.version, 2)
        self.assertFalse(article.change_note)

    def test_publishing_twice_makes_one_version(self):
        article = self._create_article()
        article.with_user(self.agent).action_publish()
        self.assertEqual(article.version, 1)

    def test_a_version_is_never_changed(self):
        version = self._create_article().version_ids
        for user in (self.env.user, self.head):
            with self.assertRaises(AccessError):
                version.with_user(user).write({"name": "Other"})
            with self.assertRaises(AccessError):
                version.with_user(user).unlink()

    def test_an_old_version_comes_back_to_the_desk_and_not_to_readers(self):
        article = self._create_article()
        article.write({"name": "Second"})
        article._publish()
        first = article.version_ids.sorted("number")[0]
        first.with_user(self.agent).action_restore()
        self.assertEqual(article.name, "How to change the seal")
        self.assertEqual(article.published_name, "Second")
        with self.assertRaises(AccessError):
            first.with_user(self.colleague).action_restore()

    def test_the_owner_and_managers_publish_and_nobody_else(self):
        article = self._create_article(publish=False)
        with self.assertRaises(AccessError):
            article.with_user(self.colleague).action_publish()
        all_user = self._create_user("article_all", "crm_service.group_service_all")
        with self.assertRaises(AccessError):
            article.with_user(all_user).action_publish()
        self.assertEqual(article.state, "draft")
        article.with_user(self.head).action_publish()
        self.assertEqual(article.state, "published")

    def test_an_article_without_text_is_not_published(self):
        article = self._create_article(publish=False, body="<p><br></p>")
        with self.assertRaises(UserError):
            article.with_user(self.agent).action_publish()

    def test_somebody_else_is_asked_to_review(self):
        category = self.env["crm.service.category"].create(
            {"name": "Pumps", "team_id": self.team.id}
        )
        article = self._create_article(publish=False, category_id=category.id)
        article.with_user(self.agent).action_ask_review()
        self.assertEqual(article.state, "review")
        self.assertEqual(article.activity_ids.user_id, self.leader)

    def test_a_retired_article_leaves_its_readers(self):
        article = self._create_article(audience="public")
        article.with_user(self.agent).action_retire()
        self.assertFalse(self.articles.with_user(self.owner).search([("id", "=", article.id)]))
        article.with_user(self.agent).action_reopen()
        self.assertEqual(article.state, "draft")

    @mute_logger("odoo.addons.base.models.ir_cron")
    def test_the_owner_gets_one_activity_when_the_review_is_due(self):
        due = self._create_article(date_review=date(2030, 1, 10))
        later = self._create_article("Later", date_review=date(2030, 3, 1))
        for _day in range(2):
            with freeze_time("2030-01-11 08:00:00"), self.enter_registry_test_mode():
                self.env.ref("crm_service.knowledge_cron_review").method_direct_trigger()
        self.assertEqual(due.activity_ids.user_id, self.agent)
        self.assertEqual(len(due.activity_ids), 1)
        self.assertFalse(later.activity_ids)

    def test_whoever_says_that_it_holds_has_a_year(self):
        with freeze_time("2030-01-11"):
            article = self._create_article(date_review=date(2030, 2, 1))
        with freeze_time("2030-02-02"):
            with self.enter_registry_test_mode():
                self.env.ref("crm_service.knowledge_cron_review").method_direct_trigger()
            self.assertIn(article, self.articles.search([("is_stale", "=", True)]))
            article.with_user(self.agent).action_confirm()
            self.assertEqual(article.date_review, date(2030, 2, 2) + timedelta(days=365))
            self.assertFalse(article.is_stale)
            self.assertFalse(article.activity_ids)

    def test_shipped_articles_are_published_once(self):
        article = self._create_article(publish=False)
        self.articles._publish_shipped(article.ids)
        article.action_retire()
        self.articles._publish_shipped(article.ids)
        self.assertEqual(article.state, "retired")
        self.assertEqual(article.version, 1)

    def test_what_is_being_worked_on_is_found_by_a_filter(self):
        changed = self._create_article()
        same = self._create_article("Other")
        changed.summary = "More"
        found = self.articles.search([("has_changes", "=", True)])
        self.assertIn(changed, found)
        self.assertNotIn(same, found)
        self.assertNotIn(changed, self.articles.search([("has_changes", "=", False)]))
