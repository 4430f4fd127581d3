from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.geo import (
    FARTHEST,
    Position,
    PositionError,
    distance,
    is_known,
    judge,
    read_position,
)

POSITIONS = st.builds(
    Position,
    st.floats(-90, 90, allow_nan=False),
    st.floats(-180, 180, allow_nan=False),
)
METRES = st.floats(0, 1_000_000)
JUNK = st.one_of(st.none(), st.booleans(), st.text(max_size=3), st.floats(), st.integers())


@tagged("post_install", "-at_install")
class TestGeo(BaseCase):
    def test_known_distances(self):
        shenzhen = Position(22.5431, 114.0579)
        beijing = Position(39.9042, 116.4074)
        # 1,942 km by an independent great-circle calculator, within a kilometre or two
        self.assertAlmostEqual(distance(shenzhen, beijing) / 1000, 1942, delta=3)
        # one degree along a meridian of the mean sphere: 2 pi r / 360
        self.assertAlmostEqual(distance(Position(0, 0), Position(1, 0)), 111_195.08, delta=0.1)

    def test_antipodes_are_half_the_circumference_apart(self):
        metres = distance(Position(0, 0), Position(0, 180))
        self.assertAlmostEqual(metres, 20_015_114, delta=2)
        self.assertLess(metres, FARTHEST)

    def test_the_date_line_is_no_barrier(self):
        metres = distance(Position(0, 179.999), Position(0, -179.999))
        self.assertAlmostEqual(metres, 222.39, delta=0.1)

    @given(POSITIONS, POSITIONS)
    def test_distance_is_symmetric_and_on_the_earth(self, one, other):
        there, back = distance(one, other), distance(other, one)
        self.assertAlmostEqual(there, back, delta=1e-3)
        self.assertTrue(0 <= there <= FARTHEST)

    @given(POSITIONS)
    def test_no_way_from_a_place_to_itself(self, place):
        self.assertEqual(distance(place, place), 0)

    @given(POSITIONS, POSITIONS, POSITIONS)
    def test_no_detour_is_shorter(self, one, other, detour):
        straight = distance(one, other)
        # near the antipodes the haversine formula is sure to some metres only
        self.assertLessEqual(straight, distance(one, detour) + distance(detour, other) + 5)

    @given(METRES, METRES, st.integers(1, 100_000))
    def test_nobody_is_away_who_may_be_there(self, metres, accuracy, limit):
        said = judge(metres, accuracy, limit)
        self.assertEqual(said == "there", metres <= limit)
        if said == "away":
            self.assertGreater(metres - accuracy, limit)

    def test_judgement_by_hand(self):
        self.assertEqual(judge(500, 20, 500), "there")
        self.assertEqual(judge(501, 0, 500), "away")
        self.assertEqual(judge(700, 300, 500), "imprecise")
        self.assertEqual(judge(3000, 300, 500), "away")

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.dictionaries(st.sampled_from(["latitude", "longitude", "accuracy"]), JUNK))
    def test_whatever_is_sent_is_read_or_refused(self, values):
        try:
            place = read_position(values)
        except PositionError:
            return
        self.assertTrue(-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180)
        self.assertTrue(0 <= place.accuracy <= FARTHEST)

    def test_what_is_no_position_is_refused(self):
        good = {"latitude": 22.5, "longitude": 114.0, "accuracy": 12}
        self.assertEqual(read_position(good), Position(22.5, 114.0, 12.0))
        for bad in (
            {"latitude": 91},
            {"longitude": -181},
            {"accuracy": -1},
            {"accuracy": float("inf")},
            {"latitude": float("nan")},
            {"latitude": "22.5"},
            {"longitude": True},
        ):
            with self.assertRaises(PositionError):
                read_position(good | bad)
        for nothing in (None, [], {}, {"latitude": 1.0}, 5):
            with self.assertRaises(PositionError):
                read_position(nothing)

    def test_the_host_stores_no_position_as_zero(self):
        self.assertFalse(is_known(0.0, 0.0))
        self.assertFalse(is_known(None, False))
        self.assertTrue(is_known(0.0, 6.5))
