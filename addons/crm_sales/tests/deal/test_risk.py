from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.deal.risk import Deal, Limits, Person, Usual, assess, level

TODAY = date(2026, 3, 2)
NOTHING = Usual()
LIMITS = Limits()
DAYS = st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))
PERSON = st.builds(
    Person,
    st.just("Anna"),
    st.sampled_from(["decision_maker", "champion", "user", "other"]),
    st.integers(1, 5),
    st.sampled_from(["supporter", "neutral", "opponent", "unknown"]),
)
DEALS = st.builds(
    Deal,
    today=st.just(TODAY),
    created=st.integers(0, 400).map(lambda days: TODAY - timedelta(days=days)),
    people=st.lists(PERSON, max_size=4).map(tuple),
    next_step=st.none() | DAYS,
    last_contact=st.none() | st.integers(0, 400).map(lambda n: TODAY - timedelta(days=n)),
    closing=st.none() | DAYS,
    push_count=st.integers(0, 6),
    pushed_days=st.integers(0, 90),
    stage_days=st.none() | st.floats(0, 500),
    value=st.floats(0, 1e6),
)
USUAL = st.builds(Usual, st.none() | st.floats(0.1, 90), st.none() | st.floats(1, 1e5))


def ago(days):
    return TODAY - timedelta(days=days)


def keys(deal, limits=LIMITS, usual=NOTHING):
    return {risk.key for risk in assess(deal, limits, usual)}


# an opportunity of 20 days that nothing is wrong with
GOOD = Deal(
    today=TODAY,
    created=ago(20),
    people=(
        Person("Anna", "decision_maker", 5, "supporter"),
        Person("Bo", "champion", 3, "supporter"),
    ),
    next_step=TODAY,
    last_contact=ago(3),
    closing=TODAY + timedelta(days=30),
    value=100,
)


@tagged("post_install", "-at_install")
class TestRisk(BaseCase):
    def test_a_good_one_has_none(self):
        self.assertEqual(assess(GOOD, LIMITS, Usual(10, 100)), [])
        self.assertIsNone(level([]))

    def test_people_must_be_known_after_two_weeks(self):
        young = replace(GOOD, people=(), created=ago(13))
        self.assertEqual(keys(young), set())
        old = replace(GOOD, people=(), created=ago(14))
        self.assertEqual(keys(old), {"no_decision_maker", "no_champion"})

    def test_who_pays_decides_too(self):
        buyer = Person("Anna", "economic_buyer", 3, "neutral")
        self.assertEqual(
            keys(replace(GOOD, people=(buyer, GOOD.people[1]))),
            set(),
        )

    def test_one_contact_alone_is_told_by_name(self):
        risks = assess(replace(GOOD, people=GOOD.people[:1]), LIMITS, NOTHING)
        self.assertEqual([risk.key for risk in risks], ["no_champion", "single_contact"])
        self.assertEqual(risks[1].facts, {"name": "Anna"})

    def test_only_a_strong_opponent_is_one(self):
        weak, strong = Person("Weak", "user", 3, "opponent"), Person("Xu", "legal", 4, "opponent")
        self.assertEqual(keys(replace(GOOD, people=(*GOOD.people, weak))), set())
        [risk] = assess(replace(GOOD, people=(*GOOD.people, weak, strong)), LIMITS, NOTHING)
        self.assertEqual(
            (risk.key, risk.level, risk.facts),
            ("strong_opponent", "high", {"name": "Xu", "influence": 4}),
        )

    def test_next_step(self):
        self.assertEqual(keys(replace(GOOD, next_step=None)), {"no_next_step"})
        [risk] = assess(replace(GOOD, next_step=ago(2)), LIMITS, NOTHING)
        self.assertEqual((risk.key, risk.facts), ("next_step_overdue", {"days": 2}))

    def test_closing(self):
        [risk] = assess(replace(GOOD, closing=ago(1)), LIMITS, NOTHING)
        self.assertEqual(
            (risk.key, risk.level, risk.facts), ("closing_passed", "high", {"days": 1})
        )
        self.assertEqual(keys(replace(GOOD, closing=TODAY)), set())
        self.assertEqual(keys(replace(GOOD, closing=None)), set())

    def test_put_off_twice_is_a_sign_and_four_times_a_grave_one(self):
        levels = {}
        for count in (1, 2, 3, 4):
            risks = assess(replace(GOOD, push_count=count), LIMITS, NOTHING)
            levels[count] = [risk.level for risk in risks]
        self.assertEqual(levels, {1: [], 2: ["medium"], 3: ["medium"], 4: ["high"]})

    def test_silence_counts_from_the_last_contact_else_from_the_beginning(self):
        self.assertEqual(keys(replace(GOOD, last_contact=ago(20))), set())
        [risk] = assess(replace(GOOD, last_contact=ago(21)), LIMITS, NOTHING)
        self.assertEqual(risk.facts, {"days": 21, "is_never": False})
        never = replace(GOOD, last_contact=None, created=ago(30))
        [risk] = assess(never, LIMITS, NOTHING)
        self.assertEqual(risk.facts, {"days": 30, "is_never": True})

    def test_over_twice_the_usual_stay_and_three_times_the_usual_value(self):
        usual = Usual(10, 100)
        at = replace(GOOD, stage_days=20, value=300)
        self.assertEqual(keys(at, usual=usual), set())
        over = replace(GOOD, stage_days=20.5, value=301)
        self.assertEqual(keys(over, usual=usual), {"slow_stage", "large"})

    def test_small_ones_are_left_alone(self):
        bad = replace(GOOD, next_step=None, value=99)
        self.assertEqual(keys(bad, Limits(value_min=100)), set())

    def test_three_middling_ones_are_as_bad_as_a_high_one(self):
        bad = replace(GOOD, people=GOOD.people[:1], next_step=None)
        risks = assess(bad, LIMITS, NOTHING)
        self.assertEqual({risk.level for risk in risks}, {"medium"})
        self.assertEqual(level(risks), "high")
        self.assertEqual(level(risks[:2]), "medium")

    @given(DEALS, USUAL)
    def test_limits_of_nothing_say_nothing_but_of_dates(self, deal, usual):
        off = Limits(0, 0, 0, 0.0, 0.0, 0, 0.0)
        dates = {"no_next_step", "next_step_overdue", "closing_passed"}
        self.assertLessEqual(keys(deal, off, usual), dates)

    @given(DEALS, USUAL)
    def test_each_is_told_once_the_high_ones_first(self, deal, usual):
        risks = assess(deal, LIMITS, usual)
        self.assertEqual(len(risks), len({risk.key for risk in risks}))
        levels = [risk.level for risk in risks]
        self.assertEqual(levels, sorted(levels))  # "high" < "medium"

    @given(DEALS, USUAL, st.integers(1, 60))
    def test_a_day_that_passes_without_an_act_takes_no_risk_away(self, deal, usual, days):
        later = replace(deal, today=deal.today + timedelta(days=days))
        gone = keys(deal, LIMITS, usual) - keys(later, LIMITS, usual)
        self.assertEqual(gone, set())

    @given(DEALS, USUAL, st.floats(0.1, 5), st.floats(0.1, 5))
    def test_stricter_limits_find_no_less(self, deal, usual, one, two):
        strict = Limits(stage_factor=min(one, two), value_factor=min(one, two), silent_days=5)
        lax = Limits(stage_factor=max(one, two), value_factor=max(one, two), silent_days=9)
        self.assertLessEqual(keys(deal, lax, usual), keys(deal, strict, usual))

    @given(DEALS, USUAL)
    def test_a_decision_maker_who_supports_takes_that_risk_away(self, deal, usual):
        known = (*deal.people, Person("New", "decision_maker", 3, "supporter"))
        self.assertNotIn("no_decision_maker", keys(replace(deal, people=known), LIMITS, usual))
