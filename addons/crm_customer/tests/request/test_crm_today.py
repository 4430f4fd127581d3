from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, RequestCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestRequestToday(RequestCommon):
    def _block(self, user, key):
        self.env.flush_all()
        page = self.env["crm.today"].with_user(user).get_page()
        return {block["key"]: block for block in page["blocks"]}[key]

    def test_a_question_waits_for_who_answers_then_for_who_asked(self):
        request = self._ask()
        (item,) = self._block(self.answerer, "requests")["items"]
        self.assertEqual((item["title"], item["state"]), (request.name, "soon"))
        # its activity says the same, and stands there once
        self.assertEqual(self._block(self.answerer, "activities")["count"], 0)
        self.assertEqual(self._block(self.user_own, "answers")["count"], 0)
        with freeze_time("2026-10-12 02:00:00"):
            self.assertEqual(self._block(self.answerer, "requests")["items"][0]["state"], "late")
        self._answer(request)
        self.assertEqual(self._block(self.answerer, "requests")["count"], 0)
        (item,) = self._block(self.user_own, "answers")["items"]
        act = next(act for act in item["acts"] if act["key"] == "accept")
        getattr(request.with_user(self.user_own), act["method"])()
        self.assertEqual(self._block(self.user_own, "answers")["count"], 0)
