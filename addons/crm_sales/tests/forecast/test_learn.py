import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.forecast import Sight, Trial, calibration, learn, mean_percent_error, tell
from ...tools.forecast.learn import FEWEST_DEALS, prepare_facts

START = date(2025, 1, 1)
END = date(2026, 1, 1)


def make(count, chance_of, seed=7):
    """Return decided deals whose chance is planted: ``chance_of(facts)``."""
    draw = random.Random(seed)
    sights = []
    for lead in range(count):
        day = START + timedelta(days=draw.randrange(200))
        owner, is_customer = draw.choice([10, 20]), draw.random() < 0.5
        stage, age = draw.choice([1, 2, 3]), draw.randrange(150)
        facts = prepare_facts(stage, age, owner, is_customer, day)
        decided = day + timedelta(days=draw.randrange(1, 90))
        sights.append(Sight(lead, day, facts, 100, decided, draw.random() < chance_of(facts)))
    return sights


class TestLearn(BaseCase):
    def test_a_planted_effect_is_found(self):
        sights = make(1500, lambda facts: 0.7 if facts["stage"] == 3 else 0.2)
        model = learn(sights, END).model
        facts = dict(sights[0].facts)
        high, low = model.chance(facts | {"stage": 3}), model.chance(facts | {"stage": 1})
        self.assertAlmostEqual(high, 0.7, delta=0.12)
        self.assertAlmostEqual(low, 0.2, delta=0.12)
        self.assertEqual(tell(model, facts | {"stage": 3})[0][0], "stage")
        self.assertGreater(tell(model, facts | {"stage": 3})[0][1], 20)

    def test_noise_has_no_effect(self):
        model = learn(make(1500, lambda facts: 0.4), END).model
        for sight in make(50, lambda facts: 0.4, seed=8):
            self.assertAlmostEqual(model.chance(sight.facts), 0.4, delta=0.12)
            for _name, points in tell(model, sight.facts):
                self.assertLess(abs(points), 8)

    def test_chances_that_were_planted_are_calibrated(self):
        def chance_of(facts):
            return 0.7 if facts["owner"] == 10 else 0.3

        model = learn(make(2000, chance_of), END).model
        pairs = [(model.chance(s.facts), s.won) for s in make(2000, chance_of, seed=9)]
        for each in calibration(pairs):
            if each.count >= 100:
                self.assertAlmostEqual(each.promised, each.won, delta=0.08)

    def test_too_few_deals_say_nothing(self):
        self.assertIsNone(learn(make(FEWEST_DEALS - 1, lambda facts: 0.5), END))
        self.assertIsNotNone(learn(make(FEWEST_DEALS, lambda facts: 0.5), END))

    def test_nothing_that_came_later_is_used(self):
        sights = make(400, lambda facts: 0.5)
        before = START + timedelta(days=150)
        known = [sight for sight in sights if sight.decided < before]
        self.assertEqual(learn(sights, before).model, learn(known, before).model)

    def test_a_win_takes_time(self):
        lesson = learn(make(400, lambda facts: 0.5), END)
        sight = Sight(1, END, prepare_facts(1, 5, 10, False, END), 100)
        chances = [lesson.chance_until(sight, END + timedelta(days=days)) for days in (5, 45, 200)]
        self.assertLess(chances[0], chances[1])
        self.assertLess(chances[1], chances[2])
        self.assertAlmostEqual(chances[2], lesson.model.chance(sight.facts))

    @given(st.floats(0, 100), st.integers(0, 10**5))
    def test_facts_are_in_brackets(self, score, days):
        facts = prepare_facts(1, days, 2, False, START, score)
        self.assertIn(facts["score"], range(5))
        self.assertIn(facts["age"], (7, 14, 30, 60, 120, None))

    def test_percentage_errors_by_hand(self):
        """50 of 100 and 20 of 40 are 50 % wrong, 0 of 10 100 %; without a result there is none."""
        trials = [Trial(150, 100), Trial(20, 40), Trial(0, 10), Trial(5, 0)]
        self.assertAlmostEqual(mean_percent_error(trials), 200 / 3)
        self.assertIsNone(mean_percent_error([Trial(5, 0)]))
