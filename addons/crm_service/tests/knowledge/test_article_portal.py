import re
import time
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...controllers.knowledge import help as pages
from ...controllers.portal import public_form
from .common import KnowledgeHttp


@tagged("post_install", "-at_install")
class TestArticlePortal(KnowledgeHttp):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category = cls.env["crm.service.category"].create({"name": "Ruby pumps"})
        cls.public = cls._create_article(
            "Changing the ruby seal", audience="public", category_id=cls.category.id
        )
        cls.internal = cls._create_article("Internal ruby secret", audience="internal")
        cls.members = cls._create_article("Ruby valve for customers", audience="customers")
        cls.env["crm.service.team"].search([]).is_web_form = False
        cls.team.is_web_form = True

    def _suggest(self, text, key="page", user=None):
        self._be(user)
        return self._rpc("/help/suggest", text=text, key=key).json()

    def test_visitors_find_what_is_for_everybody(self):
        page = self._read("/help?search=ruby").text
        self.assertIn("Changing the ruby seal", page)
        self.assertNotIn("Ruby valve", page)
        self.assertNotIn("secret", page)

    def test_customers_find_what_is_for_them_as_well(self):
        page = self._read("/my/articles?search=ruby", self.owner).text
        self.assertIn("Changing the ruby seal", page)
        self.assertIn("Ruby valve", page)
        self.assertNotIn("secret", page)

    def test_articles_are_browsed_by_category(self):
        page = self._read(f"/my/articles?category={self.category.id}", self.owner).text
        self.assertIn("Ruby pumps", page)
        self.assertIn("Changing the ruby seal", page)
        self.assertNotIn("Ruby valve", page)

    def test_the_home_of_the_portal_leads_there(self):
        self.assertIn("/my/articles", self._read("/my/home", self.owner).text)

    def test_reading_is_counted_with_how_one_came(self):
        self._read(f"/help/{self.public.id}?from=search")
        self._read(f"/my/articles/{self.public.id}", self.owner)
        self.assertRecordValues(
            self.public.view_ids.sorted("id"),
            [
                {"partner_id": False, "source": "search", "is_customer": True},
                {"partner_id": self.contact.id, "source": "portal", "is_customer": True},
            ],
        )
        self.assertTrue(self.public.view_ids.sorted("id")[0].visitor)

    def test_robots_are_not_counted(self):
        self._be(None)
        self.url_open(f"/help/{self.public.id}", headers={"User-Agent": "Googlebot/2.1"})
        self.url_open("/help?search=qqzzxx", headers={"User-Agent": "Googlebot/2.1"})
        self.assertFalse(self.public.view_ids)
        self.assertFalse(self.env["crm.service.article.search"].search([("term", "=", "qqzzxx")]))

    def test_a_search_without_result_is_counted(self):
        self.assertIn("Nothing was found", self._read("/help?search=qqzzxx").text)
        line = self.env["crm.service.article.search"].search([("term", "=", "qqzzxx")])
        self.assertEqual((line.hits, line.place), (0, "help"))

    def test_a_reader_says_that_it_helped(self):
        self._read(f"/my/articles/{self.public.id}", self.owner)
        answer = self._post(
            f"/help/{self.public.id}/vote",
            {"helpful": "1", "base": "/my/articles"},
            f"/my/articles/{self.public.id}",
        )
        self.assertIn(f"/my/articles/{self.public.id}?voted=1", answer.headers["Location"])
        self.assertEqual(self.public.vote_ids.partner_id, self.contact)
        self.assertEqual(self.public.helpful_count, 1)

    def test_a_reader_says_what_was_missing_and_goes_on_to_a_ticket(self):
        url = f"/help/{self.public.id}"
        self._read(url)
        # the visitor of a session without a browser's name is nobody
        answer = self._post(f"{url}/vote", {"helpful": "0"}, url)
        page = self.url_open(answer.headers["Location"]).text
        self.assertIn("What was missing?", page)
        self.assertIn("/service/new", page)

    def test_a_base_from_outside_leads_nowhere(self):
        self._read(f"/help/{self.public.id}", self.owner)
        answer = self._post(
            f"/help/{self.public.id}/vote",
            {"helpful": "1", "base": "https://evil.example.com"},
            f"/help/{self.public.id}",
        )
        self.assertNotIn("evil", answer.headers["Location"])

    def test_articles_are_suggested_while_a_ticket_is_typed(self):
        found = self._suggest("the ruby seal leaks", user=self.owner)["result"]
        self.assertEqual(found[0]["id"], self.public.id)
        self.assertEqual(found[0]["url"], f"/help/{self.public.id}")
        self.assertNotIn(self.internal.id, [line["id"] for line in found])
        line = self.env["crm.service.article.search"].search([("term", "=", "the ruby seal leaks")])
        self.assertEqual((line.place, line.hits > 0), ("form", True))

    def test_what_is_typed_on_one_page_is_one_search(self):
        self._be(None)
        for text in ("rub", "ruby", "ruby seal"):
            self._rpc("/help/suggest", text=text, key="one")
        self.assertEqual(
            self.env["crm.service.article.search"].search([("place", "=", "form")], limit=1).term,
            "ruby seal",
        )
        self.assertFalse(self.env["crm.service.article.search"].search([("term", "=", "rub")]))

    @mute_logger("odoo.http")
    def test_visitors_ask_so_often_within_an_hour(self):
        self.env.cr.execute("DELETE FROM crm_service_web_count")
        with patch.object(pages, "ASKED_PER_HOUR", 2):
            for _try in range(2):
                self.assertIn("result", self._suggest("ruby seal"))
            self.assertIn("error", self._suggest("ruby seal"))
            self.assertEqual(self._read("/help?search=ruby").status_code, 429)
            # who has an account is known
            self.assertIn("result", self._suggest("ruby seal", user=self.owner))

    def test_both_forms_have_a_place_for_suggestions(self):
        for url, user in (("/my/tickets/new", self.owner), ("/service/new", None)):
            self.assertIn("o_crm_service_suggest", self._read(url, user).text)

    def test_an_entry_of_the_form_remembers_who_had_read(self):
        self._read(f"/help/{self.public.id}")
        page = self.url_open("/service/new", headers=self.AGENT).text
        data = {
            name: re.search(rf'name="{name}"\s+value="([^"]+)"', page)[1]
            for name in ("csrf_token", "opened")
        } | {
            "website": "",
            "person": "Dora",
            "email": "dora@nowhere.example.com",
            "name": "Ruby noise",
            "description": "It hums",
        }
        later = time.time() + 10
        with patch.object(public_form.time, "time", lambda: later):
            self.url_open("/service/new", data=data, headers=self.AGENT, allow_redirects=False)
        ticket = self.env["crm.service.ticket"].search([("name", "=", "Ruby noise")])
        self.assertTrue(ticket.article_visitor)
        self.assertEqual(ticket.article_visitor, self.public.view_ids.visitor)
