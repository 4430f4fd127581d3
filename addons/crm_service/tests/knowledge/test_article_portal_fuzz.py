from itertools import product

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import KnowledgeHttp

SECRET = "Ruby secret 4711"
NOWHERE = 2_000_000_000


@tagged("post_install", "-at_install")
class TestArticlePortalFuzz(KnowledgeHttp):
    """Every route as everybody whom it is not for: nothing comes out, nothing changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make = cls._create_article
        draft = make(SECRET, publish=False, audience="public")
        internal = make(SECRET, audience="internal")
        customers = make(SECRET, audience="customers")
        retired = make(SECRET, audience="public")
        retired.action_retire()
        foreign = make(SECRET, audience="public", company_id=cls.company_b.id)
        worked_on = make("Harmless", audience="public")
        worked_on.write({"name": SECRET, "body": f"<p>{SECRET}</p>", "keywords": SECRET})
        cls.shut = {
            "public": draft | internal | customers | retired | foreign,
            "stranger": draft | internal | retired | foreign,
            "plain": draft | internal | retired | foreign,
        }
        cls.worked_on = worked_on
        cls.personas = {"public": None, "stranger": cls.stranger, "plain": cls.plain}
        cls.env.flush_all()

    def _assert_shut(self, answer, what):
        self.assertNotIn(SECRET, answer.text, what)
        self.assertNotEqual(answer.status_code, 500, what)

    @mute_logger("odoo.http")
    def test_pages_are_shut_to_everybody_else(self):
        for name, user in self.personas.items():
            for article, base in product(self.shut[name], ("/help", "/my/articles")):
                if not user and base == "/my/articles":
                    continue
                answer = self._read(f"{base}/{article.id}", user)
                self._assert_shut(answer, (name, article))
                self.assertEqual(answer.status_code, 404, (name, article))
            self.assertFalse(self.shut[name].view_ids)

    @mute_logger("odoo.http")
    def test_the_portal_wants_an_account(self):
        for url in ("/my/articles", f"/my/articles/{self.worked_on.id}"):
            answer = self._read(url)
            self.assertEqual(answer.status_code, 303)
            self.assertIn("/web/login", answer.headers["Location"])

    @mute_logger("odoo.http")
    def test_what_is_worked_on_is_shown_to_nobody(self):
        for user in self.personas.values():
            answer = self._read(f"/help/{self.worked_on.id}", user)
            self.assertEqual(answer.status_code, 200)
            self.assertIn("Harmless", answer.text)
            self._assert_shut(answer, user)

    @mute_logger("odoo.http")
    def test_lists_searches_and_suggestions_show_nothing_foreign(self):
        seen = {"public": set(), "stranger": {"customers"}, "plain": {"customers"}}
        for name, user in self.personas.items():
            self._be(user)
            found = self._rpc("/help/suggest", text=SECRET, key="x").json()["result"]
            listed = self.url_open("/help?search=4711").text
            self.assertEqual(SECRET in str(found), bool(seen[name]), name)
            self.assertEqual(SECRET in listed, bool(seen[name]), name)
            ids = {line["id"] for line in found}
            self.assertFalse(ids & set(self.shut[name].ids), name)

    @mute_logger("odoo.http")
    def test_votes_on_foreign_articles_are_refused(self):
        for name, user in self.personas.items():
            for article in self.shut[name]:
                self._be(user)
                answer = self._post(
                    f"/help/{article.id}/vote",
                    {"helpful": "1", "comment": "Intruder"},
                    f"/help/{self.worked_on.id}",
                )
                self.assertEqual(answer.status_code, 404, (name, article))
            self.assertFalse(self.shut[name].vote_ids)

    @mute_logger("odoo.http")
    def test_a_vote_wants_a_token_of_the_session_and_a_post(self):
        url = f"/help/{self.worked_on.id}/vote"
        self._be(self.stranger)
        self.assertEqual(self.url_open(url, data={"csrf_token": "x"}).status_code, 400)
        self.assertEqual(self.url_open(url, data={"helpful": "1"}).status_code, 400)
        for method in ("GET", "PUT", "DELETE"):
            answer = self.url_open(url, method=method, allow_redirects=False)
            self.assertIn(answer.status_code, (400, 404, 405), method)
        self.assertFalse(self.worked_on.vote_ids)

    @mute_logger("odoo.http")
    def test_odd_values_are_no_errors(self):
        for user, odd in product(
            self.personas.values(), ("-1", "abc", "1.5", "99999999999999999999", "' OR 1=1")
        ):
            self._be(user)
            for url in (
                f"/help/{odd}",
                f"/help?category={odd}",
                f"/help?search={odd}",
                f"/help/page/{odd}",
                f"/help/{self.worked_on.id}?from={odd}&voted={odd}",
            ):
                answer = self.url_open(url, allow_redirects=False)
                self.assertLess(answer.status_code, 500, (user, url))
        for odd in (None, 5, [], {"a": 1}, "x" * 100_000, "\x00", "'&|!:*()\\"):
            answer = self._rpc("/help/suggest", text=odd, key=odd)
            self.assertIn("result", answer.json(), odd)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_the_models_are_shut_over_rpc(self):
        for name, user in self.personas.items():
            if not user:
                continue
            self._be(user)
            article = self.shut[name][1]
            for model, method, args in (
                ("crm.service.article", "read", [article.ids, ["published_name"]]),
                ("crm.service.article", "read", [self.worked_on.ids, ["name", "body"]]),
                ("crm.service.article", "web_read", [self.worked_on.ids, {"name": {}}]),
                ("crm.service.article", "search_read", [[["name", "ilike", "Ruby"]], ["name"]]),
                ("crm.service.article", "search_read", [[["asked", "ilike", "4711"]], ["body"]]),
                ("crm.service.article", "export_data", [self.worked_on.ids, ["name"]]),
                ("crm.service.article", "action_publish", [self.worked_on.ids]),
                ("crm.service.article", "action_retire", [self.worked_on.ids]),
                ("crm.service.article.version", "search_read", [[], ["body"]]),
                ("crm.service.article.view", "search_read", [[], ["partner_id"]]),
                ("crm.service.article.vote", "search_read", [[], ["comment"]]),
                ("crm.service.article.search", "search_read", [[], ["term"]]),
                ("crm.service.question", "search_read", [[], ["name"]]),
                ("crm.service.answer", "search_read", [[], ["body"]]),
                ("crm.service.ticket", "suggest_articles", ["Ruby secret 4711"]),
            ):
                answer = self._rpc(
                    "/web/dataset/call_kw", model=model, method=method, args=args, kwargs={}
                )
                self._assert_shut(answer, (name, model, method))
        self.assertEqual(self.worked_on.state, "published")
        self.assertEqual(self.worked_on.version, 1)

    @mute_logger("odoo.http")
    def test_the_routes_of_the_host_tell_nothing_of_the_thread(self):
        self.worked_on.with_user(self.agent).message_post(
            body=SECRET, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        self.env.flush_all()
        thread = {"thread_model": "crm.service.article", "thread_id": self.worked_on.id}
        for name, user in self.personas.items():
            self._be(user)
            for url in ("/mail/chatter_fetch", "/portal/chatter_init", "/mail/thread/messages"):
                self._assert_shut(self._rpc(url, **thread), (name, url))
            answer = self._rpc("/mail/message/post", **thread, post_data={"body": "Intruder"})
            self._assert_shut(answer, name)
        self.assertNotIn("Intruder", "".join(self.worked_on.message_ids.mapped("body")))
