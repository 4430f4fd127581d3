from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.kpi.smart import Goal, check, is_beyond, is_vague, percentile

GOOD = {
    "name": "New customers, Wang Fang, 2026-03",
    "has_measure": True,
    "target": 12.0,
    "baseline": 10.0,
    "date_stop": date(2026, 3, 31),
    "has_owner": True,
    "history": (8.0, 9.0, 11.0, 14.0, 10.0),
}


def flaws(**values):
    return [code for code, fine in check(Goal(**GOOD | values)) if not fine]


@tagged("post_install", "-at_install")
class TestSmart(BaseCase):
    def test_a_good_goal_has_no_flaw(self):
        self.assertEqual(flaws(), [])

    def test_each_flaw_is_named(self):
        for code, values in (
            ("specific", {"name": "Improve our service"}),
            ("measured", {"has_measure": False}),
            ("baseline", {"baseline": None}),
            ("ambitious", {"target": 10.0}),
            ("achievable", {"target": 20.0}),
            ("dated", {"date_stop": None}),
            ("owned", {"has_owner": False}),
        ):
            self.assertEqual(flaws(**values), [code])

    def test_what_nobody_can_know_yet_is_not_said(self):
        codes = [
            code for code, _fine in check(Goal(**GOOD | {"baseline": None, "history": (8.0,)}))
        ]
        self.assertEqual(codes, ["specific", "measured", "baseline", "dated", "owned"])

    def test_names_of_good_will_are_vague(self):
        for name in ("", "More", "提高服务质量", "加强工作", "Better results", "Do it"):
            self.assertTrue(is_vague(name), name)
        for name in ("新增客户，王芳，三月", "Churned customers below 3", "Interactions, 2026-W10"):
            self.assertFalse(is_vague(name), name)

    def test_the_best_of_history_by_hand(self):
        # in order 8 9 10 11 14; place 0.9 * 4 = 3.6 lies between 11 and 14: 12.8
        self.assertAlmostEqual(percentile(GOOD["history"], 0.9), 12.8)
        self.assertFalse(is_beyond(Goal(**GOOD | {"target": 12.8})))
        self.assertTrue(is_beyond(Goal(**GOOD | {"target": 12.9})))
        # less is better: place 0.4 lies between 8 and 9: 8.4
        less = GOOD | {"more": False}
        self.assertFalse(is_beyond(Goal(**less | {"target": 8.4})))
        self.assertTrue(is_beyond(Goal(**less | {"target": 8.3})))

    def test_a_short_history_holds_nothing_against_a_target(self):
        self.assertEqual(flaws(target=1000.0, history=(1.0, 2.0, 3.0)), [])

    @given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.floats(0, 1), st.floats(0, 1))
    def test_percentiles_rise_within_the_values(self, values, one, other):
        low, high = (percentile(values, share) for share in sorted((one, other)))
        self.assertLessEqual(low, high + 1e-6)
        self.assertLessEqual(min(values) - 1e-6, low)
        self.assertLessEqual(high, max(values) + 1e-6)
