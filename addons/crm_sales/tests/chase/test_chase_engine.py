from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.cash.chase import Rule, choose, end_reason, next_step

keys = st.integers(1, 9)
steps_of = st.dictionaries(keys, st.integers(1, 30), max_size=6).map(lambda found: [*found.items()])


@tagged("post_install", "-at_install")
class TestChaseEngine(BaseCase):
    def test_the_first_rule_that_fits_counts(self):
        rules = (Rule("big", 1000), Rule("team", team=7), Rule("small", 0, 500))
        self.assertEqual(choose(rules, 1000, None), "big")
        self.assertEqual(choose(rules, 999, 7), "team")
        self.assertEqual(choose(rules, 499, None), "small")
        self.assertIsNone(choose(rules, 500, None))

    def test_steps_are_taken_by_their_days(self):
        steps = [("b", 6), ("a", 3)]
        self.assertEqual(next_step(steps, ()), ("a", 3))
        self.assertEqual(next_step(steps, ("a",)), ("b", 6))
        self.assertIsNone(next_step(steps, ("a", "b")))

    def test_why_it_ends(self):
        cases = {
            ("sale", False, True): "confirmed",
            ("cancel", False, False): "cancelled",
            ("draft", False, False): "changed",
            ("sent", True, True): "answered",
            ("sent", True, False): "expired",
            ("sent", False, False): None,
        }
        for case, reason in cases.items():
            with self.subTest(case):
                self.assertEqual(end_reason(*case), reason)

    @given(steps_of)
    def test_each_step_comes_once_and_never_an_earlier_one_after(self, steps):
        done, days = [], []
        while found := next_step(steps, done):
            done.append(found[0])
            days.append(found[1])
        self.assertEqual(len(done), len(steps))
        self.assertEqual(days, sorted(days))
