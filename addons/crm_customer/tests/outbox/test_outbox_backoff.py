from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.outbox import backoff, rate, verdict

dice = st.floats(0, 1, exclude_max=True)
attempts = st.integers(1, 500)


@tagged("post_install", "-at_install")
class TestOutboxBackoff(BaseCase):
    def test_the_first_waits_by_hand(self):
        self.assertEqual([backoff.wait(number, 0.5) for number in (1, 2, 3)], [30, 60, 120])
        self.assertEqual(backoff.wait(1, 0), 24)
        self.assertEqual(backoff.wait(30, 0.5), 6 * 3600)

    def test_fifteen_attempts_reach_over_a_day(self):
        total = sum(backoff.bounds(number)[0] for number in range(1, 15))
        self.assertGreater(total, 24 * 3600)

    @given(attempts, dice)
    def test_never_outside_its_bounds_nor_above_the_cap(self, number, thrown):
        low, high = backoff.bounds(number)
        seconds = backoff.wait(number, thrown)
        self.assertTrue(low <= seconds <= high)
        self.assertLessEqual(seconds, backoff.CAP * (1 + backoff.JITTER))
        self.assertGreater(seconds, 0)

    @given(attempts)
    def test_the_bounds_never_fall(self, number):
        for now, later in zip(backoff.bounds(number), backoff.bounds(number + 1), strict=True):
            self.assertLessEqual(now, later)

    @given(attempts, dice, st.integers(0, 10**9))
    def test_what_the_receiver_asks_for_is_kept_up_to_the_cap(self, number, thrown, asked):
        seconds = backoff.wait(number, thrown, asked)
        self.assertGreaterEqual(seconds, min(asked, backoff.CAP))
        self.assertLessEqual(seconds, backoff.CAP * (1 + backoff.JITTER))


@tagged("post_install", "-at_install")
class TestOutboxRate(BaseCase):
    @given(st.lists(st.floats(0, 30), max_size=150))
    def test_never_more_than_twenty_in_any_minute(self, pauses):
        now, full_at, sent = 1000.0, 0, []
        for pause in pauses:
            now = max(now + pause, rate.ready_at(full_at))
            full_at = rate.take(full_at, now)
            sent.append(now)
        for moment in sent:
            within = [other for other in sent if moment - 0.001 <= other < moment + 59.9]
            self.assertLessEqual(len(within), 20)

    def test_ten_at_once_and_then_one_every_six_seconds(self):
        full_at = 0
        for _message in range(10):
            self.assertLessEqual(rate.ready_at(full_at), 1000)
            full_at = rate.take(full_at, 1000)
        self.assertEqual(rate.ready_at(full_at), 1006)


@tagged("post_install", "-at_install")
class TestOutboxVerdict(BaseCase):
    def test_what_each_status_means(self):
        for found, statuses in {
            verdict.SENT: (200, 201, 202, 204, 299),
            verdict.RETRY: (0, 100, 408, 425, 429, 500, 502, 503, 504, 599),
            verdict.GONE: (410,),
            verdict.REFUSED: (301, 302, 307, 308, 400, 401, 403, 404, 405, 413, 422, 451),
        }.items():
            for status in statuses:
                self.assertEqual(verdict.judge(status), found, status)

    def test_a_refusal_is_given_up_after_three_attempts(self):
        self.assertFalse(verdict.is_over(verdict.REFUSED, 2, 15))
        self.assertTrue(verdict.is_over(verdict.REFUSED, 3, 15))
        self.assertTrue(verdict.is_over(verdict.REFUSED, 2, 2))
        self.assertFalse(verdict.is_over(verdict.RETRY, 14, 15))
        self.assertTrue(verdict.is_over(verdict.RETRY, 15, 15))

    def test_retry_after_in_seconds_or_as_a_date(self):
        now = 1764400000  # Sat, 29 Nov 2025 07:06:40 GMT
        for text, seconds in {
            "120": 120,
            " 7 ": 7,
            "Sat, 29 Nov 2025 07:08:40 GMT": 120,
            "Sat, 29 Nov 2025 07:00:00 GMT": 0,
            "soon": None,
            "": None,
            "-5": None,
            "٣": None,
            "9" * 400: 999999999,
        }.items():
            self.assertEqual(verdict.read_retry_after(text, now), seconds, text)
        self.assertIsNone(verdict.read_retry_after(None, now))

    @given(st.text())
    def test_no_text_breaks_it(self, text):
        seconds = verdict.read_retry_after(text, 0)
        self.assertTrue(seconds is None or seconds >= 0)
