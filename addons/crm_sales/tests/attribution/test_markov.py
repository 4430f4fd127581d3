import random

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.attribution import Paths, removal_effects
from ...tools.attribution.markov import START, WON

CHANNELS = ["fair", "mail", "search", "web"]
PATHS = st.lists(
    st.tuples(st.lists(st.sampled_from(CHANNELS), max_size=6), st.booleans(), st.integers(1, 50)),
    max_size=12,
)


def paths_of(journeys):
    paths = Paths()
    for channels, won, times in journeys:
        paths.add(channels, won, times)
    return paths


def chance_without(paths, channel, rounds=4000):
    """Return the chance to win when ``channel`` leads nowhere, by walking on and on."""
    shares, states = paths.shares(), {}
    for (state, to), share in shares.items():
        states.setdefault(state, []).append((to, share))
    there, won = {START: 1.0} if states else {}, 0.0
    for _round in range(rounds):
        following = {}
        for state, mass in there.items():
            for to, share in states[state]:
                if to in CHANNELS:
                    if to != channel:
                        following[to] = following.get(to, 0.0) + mass * share
                elif to is WON:
                    won += mass * share
        there = following
        if sum(there.values()) < 1e-13:
            break
    return won


class TestMarkov(BaseCase):
    def test_the_example_by_hand(self):
        """Three journeys: A → B won, A not won, B won.

        Start goes to A with 2/3, to B with 1/3; A to B with 1/2 and to nothing with 1/2; B wins.
        To win: 2/3 × 1/2 + 1/3 = 2/3. Without A 1/3 is left, half is lost; without B nothing.
        """
        paths = paths_of([("AB", True, 1), ("A", False, 1), ("B", True, 1)])
        found = removal_effects(paths)
        self.assertAlmostEqual(found["A"], 0.5)
        self.assertAlmostEqual(found["B"], 1.0)

    def test_nothing_won_is_nothing_lost(self):
        self.assertEqual(removal_effects(paths_of([("AB", False, 3)])), {"A": 0.0, "B": 0.0})
        self.assertEqual(removal_effects(Paths()), {})

    def test_a_deal_that_came_by_itself_needs_nobody(self):
        found = removal_effects(paths_of([("", True, 1), ("A", True, 1)]))
        self.assertAlmostEqual(found["A"], 0.5)

    @given(PATHS)
    def test_it_equals_walking_the_chain_without_the_channel(self, journeys):
        paths = paths_of(journeys)
        whole = chance_without(paths, None)
        for channel, effect in removal_effects(paths).items():
            left = chance_without(paths, channel)
            self.assertAlmostEqual(effect, 1 - left / whole if whole else 0, 6)

    @given(PATHS)
    def test_an_effect_is_a_share(self, journeys):
        for effect in removal_effects(paths_of(journeys)).values():
            self.assertGreaterEqual(effect, -1e-9)
            self.assertLessEqual(effect, 1 + 1e-9)

    def test_a_planted_effect_is_found(self):
        """Whoever meets the fair wins half the time, the others one time in ten."""
        draw, paths = random.Random(7), Paths()
        for _deal in range(20000):
            channels = draw.sample(CHANNELS, draw.randint(1, 3))
            paths.add(channels, draw.random() < (0.5 if "fair" in channels else 0.1))
        found = removal_effects(paths)
        self.assertEqual(max(found, key=found.get), "fair")
        others = [effect for channel, effect in found.items() if channel != "fair"]
        self.assertGreater(found["fair"], 1.3 * max(others))
        self.assertLess(max(others) - min(others), 0.03)
