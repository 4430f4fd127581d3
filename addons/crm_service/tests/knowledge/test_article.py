from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.crm_customer.tools.personal_data import holdings

from .common import KnowledgeCommon


@tagged("post_install", "-at_install")
class TestArticle(KnowledgeCommon):
    def test_a_new_article_is_a_draft_of_who_writes_it(self):
        with Form(self.articles.with_user(self.agent)) as form:
            form.name = "Noise of the pump"
        article = form.record
        self.assertEqual(article.user_id, self.agent)
        self.assertEqual(article.state, "draft")
        self.assertEqual(article.audience, "internal")
        self.assertEqual(article.lang, "en_US")
        self.assertTrue(article.number.startswith("KB"))
        self.assertGreater(article.date_review, fields.Date.today())

    def test_scripts_do_not_come_into_a_text(self):
        article = self._create_article(body='<p onclick="x()">Hi</p><script>alert(1)</script>')
        self.assertNotIn("script", article.published_body)
        self.assertNotIn("onclick", article.published_body)

    def test_what_the_system_writes_is_not_written_by_hand(self):
        article = self._create_article().with_user(self.agent)
        for name, value in (
            ("state", "published"),
            ("published_body", "<p>Other</p>"),
            ("view_count", 9),
            ("boost", 1),
            ("number", "KB1"),
        ):
            with self.assertRaises(AccessError):
                article.write({name: value})
        with self.assertRaises(AccessError):
            self.articles.with_user(self.agent).create({"name": "x", "state": "published"})

    def test_a_copy_is_a_draft_that_nobody_has_read(self):
        article = self._create_article()
        copy = article.with_user(self.agent).copy()
        self.assertEqual(copy.state, "draft")
        self.assertFalse(copy.published_body)
        self.assertEqual(copy.version, 0)
        self.assertNotEqual(copy.number, article.number)
        self.assertEqual(copy.name, "How to change the seal (copy)")

    def test_what_was_published_is_retired_and_not_deleted(self):
        article = self._create_article()
        with self.assertRaises(UserError):
            article.with_user(self.head).unlink()
        draft = self._create_article(publish=False)
        draft.with_user(self.head).unlink()
        self.assertFalse(draft.exists())

    def test_articles_of_a_leaver_are_handed_over(self):
        sources = {source.key: source for source in self.env["crm.handover"]._handover_sources()}
        self.assertEqual(sources["article"].model, "crm.service.article")

    def test_a_person_is_told_what_is_held_and_is_forgotten(self):
        article = self._create_article(audience="customers")
        reader = article.with_user(self.owner)
        reader.env["crm.service.article.view"]._note(reader, "portal")
        reader.env["crm.service.article.vote"]._give(reader, True, "Thanks")
        held = {
            holding.title: holding.records
            for holding in holdings(self.contact.sudo()._crm_personal_data())
        }
        view, vote = held["Articles Read"], held["Votes on Articles"]
        self.assertEqual(view.article_id, article)
        self.assertEqual(vote.comment, "Thanks")
        view._crm_erase_records("Nobody")
        self.assertFalse(view.partner_id)
        self.assertTrue(view.visitor)
