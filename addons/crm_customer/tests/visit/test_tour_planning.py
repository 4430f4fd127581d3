from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.geo import Position
from ...tools.tour import Stop, plan_tours, visit_times

CITIES = ["深圳市", "广州", "东莞市", "Foshan City"]


@st.composite
def stops(draw):
    count = draw(st.integers(0, 40))
    return [
        Stop(
            key=number,
            urgency=draw(st.integers(-50, 400)),
            city=draw(st.sampled_from(CITIES)),
            district=draw(st.sampled_from(["", "南山区", "宝安区"])),
        )
        for number in range(count)
    ]


@tagged("post_install", "-at_install")
class TestTourPlanning(BaseCase):
    @given(stops(), st.lists(st.integers(0, 6), max_size=6))
    def test_everybody_once_and_no_day_too_full(self, wanted, rooms):
        days, left = plan_tours(wanted, rooms)
        keys = [stop.key for day in days for stop in day] + [stop.key for stop in left]
        self.assertEqual(sorted(keys), [stop.key for stop in wanted])
        self.assertTrue(all(len(day) <= room for day, room in zip(days, rooms, strict=True)))
        # nobody is left while there is room in his city, or on an empty day
        for day, room in zip(days, rooms, strict=True):
            if len(day) < room:
                self.assertTrue(day or not left)
                self.assertFalse({stop.town for stop in day} & {stop.town for stop in left})

    @given(stops())
    def test_a_day_is_one_city_where_there_are_days_enough(self, wanted):
        days, left = plan_tours(wanted, [40] * len(CITIES))
        self.assertFalse(left)
        for day in days:
            self.assertLessEqual(len({stop.city for stop in day}), 1)

    def test_the_most_urgent_opens_and_its_district_comes_along(self):
        wanted = [
            Stop("far", 90, "广州"),
            Stop("first", 100, "深圳市", "南山区"),
            Stop("same city", 80, "深圳", "宝安区"),
            Stop("same district", 5, "深圳市", "南山区"),
        ]
        days, left = plan_tours(wanted, [2, 2])
        names = [[stop.key for stop in day] for day in days]
        self.assertEqual(names, [["first", "same district"], ["far"]])
        # a day does not join cities that are far apart
        self.assertEqual([stop.key for stop in left], ["same city"])

    def test_a_near_town_goes_along(self):
        wanted = [
            Stop("first", 9, "深圳", position=Position(22.67, 113.83)),
            Stop("far", 8, "武汉", position=Position(30.50, 114.41)),
            Stop("near", 7, "东莞", position=Position(22.80, 113.80)),
        ]
        days, left = plan_tours(wanted, [3])
        self.assertEqual([stop.key for stop in days[0]], ["first", "near"])
        self.assertEqual([stop.key for stop in left], ["far"])

    def test_a_day_goes_from_each_to_the_nearest(self):
        places = {"a": 22.50, "c": 22.70, "b": 22.55}
        wanted = [
            Stop(key, 10 - number, "深圳", position=Position(latitude, 114.0))
            for number, (key, latitude) in enumerate(places.items())
        ]
        days, _left = plan_tours(wanted, [3])
        self.assertEqual([stop.key for stop in days[0]], ["a", "b", "c"])

    def test_times_keep_noon_free(self):
        # 9:30, 11:00, then 12:30 would be at noon: 13:30, 15:00
        self.assertEqual(visit_times(570, 60, 30, 4), [570, 660, 810, 900])

    @given(st.integers(0, 1000), st.integers(5, 300), st.integers(0, 120), st.integers(0, 12))
    def test_no_visit_begins_before_the_one_before_has_ended(self, first, length, gap, count):
        times = visit_times(first, length, gap, count)
        self.assertEqual(len(times), count)
        for one, following in zip(times, times[1:], strict=False):
            self.assertGreaterEqual(following, one + length + gap)
        self.assertFalse([t for t in times if t < 810 and t + length > 720])
