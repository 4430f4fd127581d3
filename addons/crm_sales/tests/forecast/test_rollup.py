from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.forecast.changes import compare
from ...tools.forecast.parts import split_deal
from ...tools.forecast.rollup import COMPANY, NOTHING, Figure, Part, roll_up

CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
FIGURES = st.builds(Figure, CENTS, CENTS)
PARTS = st.builds(Part, FIGURES, st.none() | FIGURES, st.none() | FIGURES)
PLACES = st.tuples(st.sampled_from([False, 1, 2, 3]), st.sampled_from([False, None, 7, 8, 9]))
DEALS = st.dictionaries(
    st.integers(1, 20),
    st.tuples(st.sampled_from(["closed", "commit", "pipeline"]), st.integers(0, 999)),
)


class TestRollUp(BaseCase):
    @given(st.dictionaries(PLACES, PARTS))
    def test_the_company_is_its_teams_and_those_of_no_team(self, parts):
        results = roll_up(parts)
        below = [place for place in results if place != COMPANY and (not place[1] or not place[0])]
        below = [place for place in below if place[1] is False or place[0] is False]
        total = sum((results[place].counted for place in below), NOTHING)
        self.assertEqual(results[COMPANY].parts, total)

    @given(st.dictionaries(PLACES, PARTS))
    def test_a_team_is_its_persons(self, parts):
        results = roll_up(parts)
        for team in {place[0] for place in parts if place[0]}:
            persons = [
                result.counted
                for place, result in results.items()
                if place[0] == team and place[1] is not False
            ]
            self.assertEqual(results[team, False].parts, sum(persons, NOTHING))

    @given(PARTS)
    def test_the_leader_counts_before_the_own_figure(self, part):
        counted = roll_up({(1, 7): part})[1, 7].counted
        self.assertEqual(counted, part.override or part.said or part.found)

    @given(
        st.integers(0, 10**10),
        st.lists(st.integers(1, 100), min_size=1, max_size=8),
        st.integers(0, 3),
    )
    def test_shares_are_the_deal_to_the_cent(self, cents, weights, digits):
        percents = [100 * weight / sum(weights) for weight in weights]
        amount = cents / 100
        whole = split_deal(amount, [100], digits)[0]
        self.assertEqual(sum(split_deal(amount, percents, digits)), whole)

    @given(DEALS, DEALS)
    def test_changes_lead_from_one_to_the_other(self, before, after):
        changes = compare(before, after)
        rebuilt = {number: deal for number, deal in before.items() if number not in changes.left}
        for number in (*changes.entered, *changes.changed):
            rebuilt[number] = after[number]
        self.assertEqual(rebuilt, after)

    @given(DEALS)
    def test_nothing_changed_is_nothing(self, deals):
        self.assertFalse(compare(deals, deals))
