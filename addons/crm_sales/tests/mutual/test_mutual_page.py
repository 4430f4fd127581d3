import re
import time
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ...controllers import mutual_plan
from .common import MutualCommon


@tagged("post_install", "-at_install")
class TestMutualPage(MutualCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share = cls._share()
        cls.path = f"/crm/plan/{cls.share.token}"

    def _open(self, path=None):
        return self.url_open(path or self.path)

    def _opened(self, page):
        return re.search(r'name="opened"\s+value="([^"]+)"', page.text)[1]

    def _send(self, *steps, opened=None, shown=(), path=None):
        opened = self._opened(self._open(path)) if opened is None else opened
        data = {
            "opened": opened,
            "step": [step.id for step in steps],
            "shown": [step.id for step in shown],
        }
        return self.url_open(path or self.path, data=data)

    def test_the_page_shows_the_plan_and_no_more(self):
        page = self._open()
        self.assertEqual(page.status_code, 200)
        for text in ("Line 3", "Send the drawing", "Check the drawing", "Anna Deal"):
            self.assertIn(text, page.text)
        self.assertNotIn("1000", page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertTrue(self.share.date_seen)

    def test_the_person_ticks_own_steps_and_those_of_nobody(self):
        answer = self._send(self.annas, self.anybodys)
        self.assertIn("It is noted", answer.text)
        self.assertEqual((self.annas + self.anybodys).mapped("is_done"), [True, True])
        self.assertEqual(self.annas.done_by, "Anna Deal")
        self.assertIn("Check the drawing", self.lead.message_ids[0].body)

    def test_steps_of_others_and_of_other_plans_count_for_nothing(self):
        other = self.anybodys.copy({"lead_id": self._create_deal("Line 9").id})
        self._send(self.ours, self.bos, other)
        self.assertFalse(any((self.ours + self.bos + other).mapped("is_done")))

    def test_words_that_are_no_numbers_count_for_nothing(self):
        data = {
            "opened": self._opened(self._open()),
            "step": ["x", "-1", "1e9", "٣", "9" * 40, "'; DROP TABLE crm_lead; --"],
        }
        self.assertEqual(self.url_open(self.path, data=data).status_code, 200)
        self.assertFalse(self.annas.is_done)

    def test_a_tick_is_taken_back_by_who_saw_it(self):
        self.annas.is_done = True
        self._send(shown=[self.annas])
        self.assertFalse(self.annas.is_done)

    def test_what_we_ticked_since_the_page_was_opened_stays(self):
        opened = self._opened(self._open())
        self.annas.is_done = True
        self._send(self.anybodys, opened=opened)
        self.assertTrue(self.annas.is_done)

    def test_a_page_is_sent_once(self):
        opened = self._opened(self._open())
        self.assertEqual(self._send(self.annas, opened=opened).status_code, 200)
        self.annas.is_done = False
        self.assertEqual(self._send(self.annas, opened=opened).status_code, 400)
        self.assertFalse(self.annas.is_done)

    def test_a_page_that_is_old_unsigned_or_of_another_plan_is_refused(self):
        other = self._share(lead_id=self._create_deal("Line 9").id)
        foreign = self._opened(self._open(f"/crm/plan/{other.token}"))
        with patch.object(mutual_plan.time, "time", lambda: time.time_ns() / 1e9 - 25 * 3600):
            old = self._opened(self._open())
        for opened in ("", "AAAA", foreign, old):
            self.assertEqual(self._send(self.annas, opened=opened).status_code, 400)
        self.assertFalse(self.annas.is_done)

    def test_so_many_changes_an_hour(self):
        with patch.object(mutual_plan, "HOURLY", 2):
            statuses = [self._send(self.annas).status_code for _time in range(3)]
        self.assertEqual(statuses, [200, 200, 429])

    @mute_logger("odoo.http")
    def test_foreign_tokens_find_nothing(self):
        token = self.share.token
        tokens = (
            "x", "0", str(self.share.id), "a" * 32, "%00", "../web", "a" * 5000, token[:-1],
            token + "a", token.swapcase(), "%25", "'", "null", "None", "False",
        )  # fmt: skip
        for wrong in tokens:
            self.assertEqual(self.url_open(f"/crm/plan/{wrong}").status_code, 404, wrong)
            answer = self.url_open(f"/crm/plan/{wrong}", data={"step": "1"})
            self.assertEqual(answer.status_code, 404, wrong)

    def test_a_closed_page_says_so(self):
        opened = self._opened(self._open())
        for values in (
            {"active": False},
            {"active": True, "date_until": "2020-01-01"},
        ):
            self.share.write(values)
            self.assertEqual(self._open().status_code, 410)
            self.assertNotIn("Line 3", self._open().text)
            self.assertEqual(self._send(self.annas, opened=opened).status_code, 410)
        self.assertFalse(self.annas.is_done)

    def test_a_lost_opportunity_closes_its_pages(self):
        self.lead.active = False
        self.assertEqual(self._open().status_code, 410)

    def test_names_are_never_markup(self):
        self.annas.name = "<script>alert(1)</script>"
        self.assertNotIn("<script>alert", self._open().text)
        self._send(self.annas)
        self.assertNotIn("<script>", self.lead.message_ids[0].body)

    def test_the_language_is_that_of_the_person(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.anna.lang = "zh_CN"
        self.assertIn('lang="zh-CN"', self._open().text)
