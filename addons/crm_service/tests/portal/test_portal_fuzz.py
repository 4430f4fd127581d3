import re
from itertools import product

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SECRET, PortalHttp

NOWHERE = 2_000_000_000


@tagged("post_install", "-at_install")
class TestPortalFuzz(PortalHttp):
    """Every route as everybody whom it is not for: nothing comes out, nothing changes."""

    def setUp(self):
        super().setUp()
        self.token = self.ticket._portal_ensure_token()
        other = self._create_ticket("Other", partner_id=self.rival.id)
        self.foreign_token = other._portal_ensure_token()
        self.file = self.env["ir.attachment"].create(
            {
                "name": "plan.txt",
                "raw": SECRET.encode(),
                "res_model": self.ticket._name,
                "res_id": self.ticket.id,
            }
        )
        self.message = self.ticket.with_user(self.agent).message_post(
            body=SECRET, message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        plain = self._create_user("no_service", "base.group_user")
        self.personas = {
            "public": None,
            "stranger": self.stranger,
            "mate": self.mate,
            "no_service": plain,
        }
        self.wrong_tokens = ("", "0", "None", "x" * 36, self.token[:-1], self.foreign_token)
        self.env.flush_all()

    def _assert_shut(self, answer, what):
        self.assertNotIn(SECRET, answer.text, what)
        self.assertNotIn(self.ticket.number, answer.text, what)
        self.assertNotEqual(answer.status_code, 500, what)

    @mute_logger("odoo.http")
    def test_pages_are_shut_to_everybody_else(self):
        for (name, user), token in product(self.personas.items(), self.wrong_tokens):
            self._be(user)
            for suffix in ("", "?sent=1", "?pid=1&hash=1"):
                join = "&" if suffix else "?"
                url = f"/my/tickets/{self.ticket.id}{suffix}{join}access_token={token}"
                answer = self.url_open(url, allow_redirects=False)
                self._assert_shut(answer, (name, url))
                self.assertEqual(answer.status_code, 404, (name, url))

    @mute_logger("odoo.http")
    def test_what_is_foreign_looks_like_what_is_not_there(self):
        for user in self.personas.values():
            foreign = self._get(f"/my/tickets/{self.ticket.id}", user)
            nowhere = self._get(f"/my/tickets/{NOWHERE}", user)
            self.assertEqual(foreign.status_code, nowhere.status_code)
            self.assertEqual(*(self._without_numbers(page.text) for page in (foreign, nowhere)))

    def _without_numbers(self, text):
        """Leave out tokens first, which may hold the digits of an id, then all numbers."""
        return re.sub(r"\d+", "", re.sub(r"[0-9a-f]{40}o?\d*", "", text))

    @mute_logger("odoo.http")
    def test_lists_and_counters_show_nothing_foreign(self):
        for name, user in self.personas.items():
            for url in ("/my/tickets?filterby=all", f"/my/tickets?filterby=all&search={SECRET}"):
                self._be(user)
                body = self.url_open(url).text.replace(f'value="{SECRET}"', "")
                body = body.replace(SECRET.replace(" ", "+"), "").replace(
                    SECRET.replace(" ", "%20"), ""
                )
                if user:
                    self.assertNotIn(SECRET, body, (name, url))
                self.assertNotIn(self.ticket.number, body, (name, url))

    @mute_logger("odoo.http")
    def test_steps_are_shut_to_everybody_else(self):
        for (name, user), step, token in product(
            self.personas.items(), ("close", "reopen", "rate"), self.wrong_tokens
        ):
            self._be(user)
            answer = self._post(
                f"/my/tickets/{self.ticket.id}/{step}",
                {"access_token": token, "rate": "5"},
                "/web/login" if not user else "/my/tickets/new",
            )
            self._assert_shut(answer, (name, step, token))
            self.assertEqual(answer.status_code, 404, (name, step, token))
        self.ticket.invalidate_recordset()
        self.assertFalse(self.ticket.is_closed)
        self.assertFalse(self.ticket.rating_ids)

    @mute_logger("odoo.http")
    def test_steps_want_a_token_of_the_session_and_a_post(self):
        self._be(self.owner)
        for step in ("close", "reopen", "rate"):
            url = f"/my/tickets/{self.ticket.id}/{step}"
            self.assertEqual(self.url_open(url, data={"csrf_token": "x"}).status_code, 400)
            self.assertEqual(self.url_open(url, data={"a": "b"}).status_code, 400)
            for method in ("GET", "PUT", "DELETE", "PATCH"):
                answer = self.url_open(url, method=method, allow_redirects=False)
                self.assertIn(answer.status_code, (400, 404, 405), (step, method))
        self.assertFalse(self.ticket.is_closed)

    @mute_logger("odoo.http")
    def test_odd_ids_are_not_found(self):
        self._be(self.owner)
        for odd in ("0", "-1", "abc", "1.5", str(NOWHERE), "99999999999999999999"):
            answer = self.url_open(f"/my/tickets/{odd}", allow_redirects=False)
            self.assertIn(answer.status_code, (400, 404), odd)

    @mute_logger("odoo.http")
    def test_the_routes_of_the_host_are_shut_as_well(self):
        thread = {"thread_model": self.ticket._name, "thread_id": self.ticket.id}
        for (name, user), token in product(self.personas.items(), self.wrong_tokens):
            self._be(user)
            key = {"token": token} if token else {}
            for url, params in (
                ("/mail/chatter_fetch", thread | key),
                ("/portal/chatter_init", thread | key),
                ("/mail/thread/messages", thread),
                ("/mail/data", {"fetch_params": [["mail.thread", thread | {"request_list": []}]]}),
                (
                    "/mail/message/post",
                    thread | key | {"post_data": {"body": "Intruder", "rating_value": 1}},
                ),
                (
                    "/mail/message/update_content",
                    key | {"message_id": self.message.id, "update_data": {"body": "Intruder"}},
                ),
            ):
                answer = self._rpc(url, **params)
                self._assert_shut(answer, (name, url, token))
        self.ticket.invalidate_recordset()
        self.assertNotIn("Intruder", "".join(self.ticket.message_ids.mapped("body")))

    @mute_logger("odoo.http")
    def test_files_are_shut_to_everybody_else(self):
        for name, user in self.personas.items():
            self._be(user)
            for url in (
                f"/web/content/{self.file.id}",
                f"/web/content/{self.file.id}?access_token=x",
                f"/web/image/{self.file.id}",
                f"/mail/view?model={self.ticket._name}&res_id={self.ticket.id}",
                f"/mail/view?model={self.ticket._name}&res_id={self.ticket.id}&access_token=x",
            ):
                self._assert_shut(self.url_open(url), (name, url))

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_the_model_is_shut_over_rpc(self):
        for name, user in self.personas.items():
            self._be(user)
            for method, args in (
                ("read", [[self.ticket.id], ["name", "number"]]),
                ("web_read", [[self.ticket.id], {"name": {}, "number": {}}]),
                ("search_read", [[["id", "=", self.ticket.id]], ["name", "number"]]),
                ("name_search", ["Ruby"]),
                ("export_data", [[self.ticket.id], ["name"]]),
                ("get_portal_url", [[self.ticket.id]]),
                ("action_close", [[self.ticket.id]]),
            ):
                answer = self._rpc(
                    "/web/dataset/call_kw",
                    model=self.ticket._name,
                    method=method,
                    args=args,
                    kwargs={},
                )
                self._assert_shut(answer, (name, method))
                self.assertNotIn(self.token, answer.text, (name, method))
        self.assertFalse(self.ticket.is_closed)
