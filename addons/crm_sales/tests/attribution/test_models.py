from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.attribution import (
    METHODS,
    Journey,
    Touch,
    credit_by_channel,
    position,
    shapley_values,
    time_decay,
)

CHANNELS = ["fair", "mail", "search", "web"]


@st.composite
def journeys(draw, least=1):
    """Journeys of up to twelve touches over a year, revenue in cents, returns too."""
    days = draw(st.lists(st.floats(0, 365), min_size=least, max_size=12))
    touches = [Touch(draw(st.sampled_from(CHANNELS)), day) for day in sorted(days, reverse=True)]
    return Journey(tuple(touches), draw(st.integers(-(10**9), 10**11)) / 100)


# a fair three weeks before, a mail two weeks before, a search on the day
DEAL = Journey((Touch("fair", 21), Touch("mail", 14), Touch("search", 0)), 1000.0)


class TestModels(BaseCase):
    def test_each_rule_by_hand(self):
        """Decay in 7 days: 1/8, 1/4 and 1 of 1.375: 90.909…, 181.818…, 727.272…"""
        expected = {
            "first": {"fair": 1000, "mail": 0, "search": 0},
            "last": {"fair": 0, "mail": 0, "search": 1000},
            "linear": {"fair": 333.34, "mail": 333.33, "search": 333.33},
            "decay": {"fair": 90.91, "mail": 181.82, "search": 727.27},
            "position": {"fair": 400, "mail": 200, "search": 400},
        }
        found = {name: credit_by_channel(DEAL, method) for name, method in METHODS.items()}
        self.assertEqual(found, expected)

    def test_the_currency_decides_on_the_decimals(self):
        found = credit_by_channel(Journey(DEAL.touches, 100), METHODS["linear"], digits=0)
        self.assertEqual(found, {"fair": 34, "mail": 33, "search": 33})

    def test_two_touches_have_nothing_between_them(self):
        self.assertEqual(position(Journey(DEAL.touches[1:], 1)), [1, 1])

    def test_long_ago_is_not_nothing(self):
        old = Journey((Touch("fair", 90000), Touch("web", 89993)), 3)
        self.assertEqual(time_decay(old), [0.5, 1.0])

    def test_a_deal_without_touches_credits_nobody(self):
        self.assertEqual(credit_by_channel(Journey((), 5), METHODS["last"]), {})

    def test_touches_stand_in_order_and_before_the_deal(self):
        with self.assertRaises(ValueError):
            Journey((Touch("web", 1), Touch("web", 2)), 1)
        with self.assertRaises(ValueError):
            Touch("web", -1)

    def test_a_channel_that_follows_itself_is_told_once(self):
        touches = [Touch(name, 0) for name in ("web", "web", "mail", "web")]
        self.assertEqual(Journey(tuple(touches), 1).channels, ("web", "mail", "web"))

    @given(journeys(), st.sampled_from(sorted(METHODS)))
    def test_credit_adds_up_to_the_cent(self, journey, name):
        credit = credit_by_channel(journey, METHODS[name])
        self.assertEqual(
            sum(Decimal(str(amount)) for amount in credit.values()),
            Decimal(str(journey.revenue)),
        )
        self.assertEqual(credit.keys(), {touch.channel for touch in journey.touches})

    @given(journeys(), st.sampled_from(sorted(METHODS)))
    def test_nobody_earns_against_the_sign_of_the_deal(self, journey, name):
        for amount in credit_by_channel(journey, METHODS[name]).values():
            self.assertGreaterEqual(amount * journey.revenue, 0)

    @given(journeys(least=2))
    def test_a_later_touch_never_weighs_less_in_decay(self, journey):
        weights = time_decay(journey)
        self.assertEqual(weights, sorted(weights))


class TestShapley(BaseCase):
    def test_by_hand(self):
        """600 by fair and mail, 300 by mail alone, 300 by all three."""
        found = shapley_values(
            [(("fair", "mail"), 600), (("mail",), 300), (("web", "mail", "fair", "web"), 300)]
        )
        self.assertEqual(found, {"fair": 400, "mail": 700, "web": 100})

    @given(
        st.lists(
            st.tuples(st.lists(st.sampled_from(CHANNELS), min_size=1), st.integers(0, 10**9)),
            max_size=8,
        )
    )
    def test_it_adds_up(self, deals):
        whole = sum(revenue for _channels, revenue in deals)
        self.assertEqual(sum(shapley_values(deals).values(), Fraction(0)), whole)

    @given(st.sampled_from(CHANNELS), st.sampled_from(CHANNELS), st.integers(0, 1000))
    def test_who_does_the_same_earns_the_same(self, one, other, revenue):
        found = shapley_values([((one, other), revenue)])
        self.assertEqual(found[one], found[other])
