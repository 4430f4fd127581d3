import json

from odoo.tests import HttpCase, tagged

from .common import NpsCommon


@tagged("post_install", "-at_install")
class TestNpsPage(NpsCommon, HttpCase):
    """The page is the host's: an answer counts once, and looking is no answer."""

    def setUp(self):
        super().setUp()
        self.round = self._start()
        self.asked = self._of(self.round, self.contact)
        self.survey = self.asked.user_input_id.survey_id
        self.token = self.asked.user_input_id.access_token
        self.page = f"/survey/start/{self.survey.access_token}?answer_token={self.token}"
        self.env.flush_all()

    def _call(self, step, token=None, **params):
        url = f"/survey/{step}/{self.survey.access_token}/{token or self.token}"
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        answer = self.url_open(
            url, data=json.dumps(body), headers={"Content-Type": "application/json"}
        )
        return answer.json().get("result") or answer.json().get("error")

    def _submit(self, score, why="", token=None):
        scale, text = self.survey.question_ids
        self._call("begin", token)
        return self._call("submit", token, **{str(scale.id): str(score), str(text.id): why})

    def _state(self):
        self.env.invalidate_all()
        return self.asked.state, self.asked.score

    def test_the_page_takes_an_answer_without_an_account(self):
        self.assertIn("recommend", self.url_open(self.page).text)
        self._submit(9, "Quick")
        self.assertEqual(self._state(), ("answered", 9))
        self.assertEqual(self.asked.comment, "Quick")

    def test_looking_at_pages_is_no_answer(self):
        plain = f"/survey/{self.survey.access_token}/{self.token}"
        for url in (
            self.page,
            plain,
            f"/survey/begin/{self.survey.access_token}/{self.token}",
            f"/survey/submit/{self.survey.access_token}/{self.token}",
            f"/survey/retry/{self.survey.access_token}/{self.token}",
            f"/survey/print/{self.survey.access_token}?answer_token={self.token}",
        ):
            for method in ("GET", "HEAD"):
                self.url_open(url, method=method)
        self.assertEqual(self._state(), ("asked", 0))

    def test_a_second_answer_changes_nothing(self):
        self._submit(9)
        self._submit(1, "Changed")
        self.assertEqual(self._state(), ("answered", 9))
        self.url_open(f"/survey/retry/{self.survey.access_token}/{self.token}")
        retried = self.env["survey.user_input"].search(
            [("invite_token", "=", self.asked.user_input_id.invite_token)]
        )
        for one in retried:
            self._submit(1, token=one.access_token)
        self.assertEqual(self._state(), ("answered", 9))

    def test_what_is_not_on_the_scale_is_no_answer(self):
        for odd in ("", "11", "-1", "x"):
            self._submit(odd)
            self.assertEqual(self._state()[0], "asked", odd)

    def test_without_a_key_there_is_no_page(self):
        for url in (
            f"/survey/start/{self.survey.access_token}",
            f"/survey/start/{self.survey.access_token}?answer_token=nothing",
        ):
            self.assertNotIn("colleague?", self.url_open(url).text)
        self._submit(10, token="nothing")
        self.assertEqual(self._state(), ("asked", 0))

    def test_after_the_quarter_the_page_is_closed(self):
        self.asked.user_input_id.deadline = "2020-01-01 00:00:00"
        self.env.flush_all()
        self._submit(10)
        self.assertEqual(self._state(), ("asked", 0))
