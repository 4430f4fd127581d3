import random
from math import exp, log

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.forecast import Timing, fit

FACTS = st.fixed_dictionaries(
    {"stage": st.sampled_from("ABC"), "owner": st.sampled_from(["Li", "Wang"])}
)
DEALS = st.lists(st.tuples(FACTS, st.booleans()), min_size=1, max_size=40)


class TestOdds(BaseCase):
    def test_points_by_hand(self):
        """Ten of 18 were won: base (10 + 1) / (18 + 2) = 0.55.

        Late: 8 won, 2 lost; with 10 more of the base rate 13.5 against 6.5, odds 2.0769 against
        1.2222: 0.5302. Early: 2 won, 6 lost: 7.5 against 10.5: -0.5371.
        """
        deals = [({"stage": "late"}, True)] * 8 + [({"stage": "late"}, False)] * 2
        deals += [({"stage": "early"}, True)] * 2 + [({"stage": "early"}, False)] * 6
        model = fit(deals)
        self.assertAlmostEqual(model.base, 0.55)
        self.assertAlmostEqual(model.points["stage", "late"], log(13.5 / 6.5 / (0.55 / 0.45)))
        self.assertAlmostEqual(model.points["stage", "early"], log(7.5 / 10.5 / (0.55 / 0.45)))

    def test_reasons_and_base_make_up_the_chance(self):
        deals = [
            ({"stage": s, "owner": o}, won)
            for s, o, won in [
                ("A", "Li", 1),
                ("A", "Wang", 1),
                ("B", "Li", 0),
                ("B", "Wang", 1),
                ("B", "Li", 0),
            ]
        ]
        model = fit(deals)
        facts = {"stage": "B", "owner": "Li"}
        total = log(model.base / (1 - model.base)) + model.shift
        total += sum(points for _name, _value, points in model.reasons(facts))
        self.assertAlmostEqual(model.chance(facts), 1 / (1 + exp(-total)))

    def test_what_was_never_met_says_nothing(self):
        model = fit([({"stage": "A"}, True), ({"stage": "A"}, False)])
        self.assertAlmostEqual(model.chance({"stage": "Z"}), 0.5)

    def test_nothing_decided_is_no_model(self):
        with self.assertRaises(ValueError):
            fit([])

    @given(DEALS)
    def test_a_chance_is_one(self, deals):
        model = fit(deals)
        for facts, _won in deals:
            self.assertTrue(0 < model.chance(facts) < 1)

    @given(DEALS)
    def test_turning_the_outcomes_turns_the_chances(self, deals):
        model, turned = fit(deals), fit([(facts, not won) for facts, won in deals])
        for facts, _won in deals:
            self.assertAlmostEqual(model.chance(facts), 1 - turned.chance(facts), 6)

    def test_a_planted_effect_is_recovered(self):
        """Stage alone decides: 20 %, 50 %, 80 %. The owner says nothing."""
        draw, truth = random.Random(5), {"A": 0.2, "B": 0.5, "C": 0.8}
        deals = []
        for _deal in range(3000):
            stage = draw.choice("ABC")
            facts = {"stage": stage, "owner": draw.choice(["Li", "Wang"])}
            deals.append((facts, draw.random() < truth[stage]))
        model = fit(deals)
        for stage, chance in truth.items():
            for owner in ("Li", "Wang"):
                found = model.chance({"stage": stage, "owner": owner})
                self.assertAlmostEqual(found, chance, delta=0.05)

    def test_features_that_say_the_same_twice_do_not_make_it_too_sure(self):
        draw, deals = random.Random(6), []
        for _deal in range(2000):
            stage = draw.choice("AB")
            facts = {"stage": stage, "again": stage, "thrice": stage}
            deals.append((facts, draw.random() < (0.3 if stage == "A" else 0.6)))
        model = fit(deals)
        found = model.chance({"stage": "A", "again": "A", "thrice": "A"})
        self.assertAlmostEqual(found, 0.3, delta=0.04)


class TestTiming(BaseCase):
    def test_the_share_by_hand(self):
        """Overall 3 of 6 within 10 days; stage A: 1 of 2; (1 + 20 × 0.5) / (2 + 20) = 0.5."""
        timing = Timing({"A": [5, 30], "B": [1, 2, 40, 50]})
        self.assertAlmostEqual(timing.share_within("A", 10), 0.5)
        self.assertAlmostEqual(timing.share_within("B", 2), (2 + 20 * 2 / 6) / 24)
        self.assertEqual(timing.share_within("A", -1), 0)
        self.assertEqual(timing.share_within("A", 50), 1)

    def test_nothing_known_takes_nothing_away(self):
        self.assertEqual(Timing({}).share_within("A", 3), 1)

    @given(st.dictionaries(st.sampled_from("AB"), st.lists(st.integers(0, 90))), st.integers(0, 90))
    def test_more_time_never_holds_fewer_wins(self, days, limit):
        timing = Timing(days)
        first, later = (timing.share_within("A", day) for day in (limit, limit + 1))
        self.assertTrue(0 <= first <= later <= 1)
