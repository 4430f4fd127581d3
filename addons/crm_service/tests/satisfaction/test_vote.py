import re
import time
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ...models.satisfaction import rating_rating
from ..portal.common import PortalHttp
from .common import SatisfactionCommon


@tagged("post_install", "-at_install")
class TestVote(SatisfactionCommon, PortalHttp, HttpCase):
    def setUp(self):
        super().setUp()
        self._close()
        self.rating = self.ticket._get_rating_request()
        self.token = self.rating.access_token
        self.page = f"/rate/{self.token}/5"
        self.form = f"/rate/{self.token}/submit_feedback"
        self._be(None)

    def _hidden(self, text):
        return dict(re.findall(r'type="hidden" name="(\w+)"\s+value="([^"]*)"', text))

    def _send(self, rate=5, **values):
        data = self._hidden(self.url_open(self.page).text) | {"rate": rate, "feedback": "Fine"}
        return self.url_open(self.form, data=data | values, allow_redirects=False)

    def _given(self):
        self.rating.invalidate_recordset()
        return self.rating.rating if self.rating.consumed else None

    def test_the_page_takes_one_vote_with_its_comment(self):
        page = self.url_open(self.page).text
        self.assertIn("crm_nonce", page)
        self.assertIsNone(self._given())
        answer = self._send(rate=5, crm_effort="4")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self._given(), 5)
        self.assertEqual(self.rating.feedback, "Fine")
        self.assertEqual(self.rating.crm_effort, "4")
        self.assertEqual(self.ticket.rating_last_value, 5)
        self.assertIn("Fine", self.ticket.message_ids[0].body)

    def test_looking_at_pages_gives_no_vote(self):
        for url in (self.page, f"/rate/{self.token}/1", self.form):
            for method in ("GET", "HEAD"):
                self.assertEqual(self.url_open(url, method=method).status_code, 200)
        self.assertIsNone(self._given())

    def test_a_second_vote_changes_nothing(self):
        first = self._hidden(self.url_open(self.page).text)
        self.assertEqual(self._send(rate=5).status_code, 200)
        messages = self.ticket.message_ids
        for data in (first, {"csrf_token": first["csrf_token"]}):
            answer = self.url_open(self.form, data=data | {"rate": 1, "feedback": "Changed"})
            self.assertEqual(answer.status_code, 409)
        self.assertEqual(self._given(), 5)
        self.assertEqual(self.rating.feedback, "Fine")
        self.assertEqual(self.ticket.message_ids, messages)
        page = self.url_open(self.page)
        self.assertEqual(page.status_code, 409)
        self.assertNotIn("crm_nonce", page.text)

    def test_a_post_without_the_page_changes_nothing(self):
        for nonce in ("", "x", "AAAA", "ÿ", None):
            answer = self._send(rate=1, crm_nonce=nonce)
            self.assertEqual(answer.status_code, 409, nonce)
        self.assertIsNone(self._given())

    def test_the_nonce_of_another_rating_or_of_yesterday_is_none(self):
        other = self._close(self._create_ticket("Other", partner_id=self.rival.id))
        foreign = other._get_rating_request()
        self.assertEqual(self._send(rate=1, crm_nonce=foreign._crm_nonce()).status_code, 409)
        self.rating.sudo().access_token = "another"
        old = self.rating._crm_nonce()
        self.rating.sudo().access_token = self.token
        self.assertEqual(self._send(rate=1, crm_nonce=old).status_code, 409)
        words = [self.rating.id, self.token, time.time()]
        gone = rating_rating.hash_sign(
            self.env(su=True), rating_rating.SCOPE, words, expiration_hours=-1
        )
        self.assertEqual(self._send(rate=1, crm_nonce=gone).status_code, 409)
        self.assertIsNone(self._given())

    @mute_logger("odoo.http")
    def test_the_session_token_is_wanted_too(self):
        data = self._hidden(self.url_open(self.page).text)
        data.pop("csrf_token")
        self.assertEqual(self.url_open(self.form, data=data | {"rate": 1}).status_code, 400)
        self.assertIsNone(self._given())

    @mute_logger("odoo.http")
    def test_odd_rates_and_tokens_are_refused(self):
        for rate in ("0", "2", "6", "-1", "x", "", "5.0"):
            self.assertEqual(self._send(rate=rate).status_code, 400, rate)
        for rate in (0, 2, 6, 99):
            self.assertEqual(self.url_open(f"/rate/{self.token}/{rate}").status_code, 400)
        self.assertEqual(self.url_open("/rate/nothing/5").status_code, 404)
        self.assertIsNone(self._given())

    def test_a_message_carries_no_vote(self):
        token = self.ticket._portal_ensure_token()
        thread = {"thread_model": self.ticket._name, "thread_id": self.ticket.id, "token": token}
        self._rpc("/mail/message/post", **thread, post_data={"body": "5!", "rating_value": 5})
        self.assertIn("5!", self.ticket.message_ids[0].body)
        self._rpc(
            "/mail/message/update_content",
            message_id=self.ticket.message_ids[0].id,
            update_data={"body": "1!", "rating_value": 1},
            token=token,
        )
        self.ticket.invalidate_recordset()
        self.assertEqual(len(self.ticket.rating_ids), 1)
        self.assertIsNone(self._given())

    def test_the_comment_of_a_vote_cannot_be_turned_into_another_vote(self):
        self._send(rate=5)
        token = self.ticket._portal_ensure_token()
        self._rpc(
            "/mail/message/update_content",
            message_id=self.rating.message_id.id,
            update_data={"body": "Changed", "rating_value": 1},
            token=token,
        )
        self.assertEqual(self._given(), 5)
        self._rpc(
            "/mail/message/update_content",
            message_id=self.rating.message_id.id,
            update_data={"body": "", "rating_value": False, "attachment_ids": []},
            token=token,
        )
        self.assertTrue(self.rating.exists())
        self.assertEqual(self._given(), 5)

    def test_the_customer_rates_on_the_page_of_the_ticket(self):
        page = f"/my/tickets/{self.ticket.id}"
        self._be(self.owner)
        answer = self._post(f"{page}/rate", {"rate": "3"}, page)
        self.assertTrue(answer.headers["Location"].endswith(f"/rate/{self.token}/3"))
        self.assertIsNone(self._given())
        data = self._hidden(self.url_open(f"/rate/{self.token}/3").text)
        self.url_open(self.form, data=data | {"rate": 3})
        self.assertEqual(self._given(), 3)
        text = self.url_open(page).text
        self.assertIn("Your Rating", text)
        self.assertNotIn(f"{page}/rate", text)

    def test_what_is_open_is_not_rated(self):
        self.ticket.action_reopen()
        self._be(self.owner)
        page = f"/my/tickets/{self.ticket.id}"
        answer = self._post(f"{page}/rate", {"rate": "3"}, page)
        self.assertIn("nothing to rate", answer.text)

    def test_somebody_of_another_company_who_is_logged_in_is_turned_away(self):
        self._be(self.stranger)
        self.assertNotIn("crm_nonce", self.url_open(self.page).text)

    def test_each_closing_has_its_vote(self):
        self._send(rate=1)
        self.ticket.action_reopen()
        with freeze_time(fields.Datetime.now() + timedelta(hours=1)):
            self._close()
        self.assertNotEqual(self.ticket._get_rating_request(), self.rating)
        self.assertTrue(self.ticket._portal_can_rate())
