from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_customer.tools.work_calendar import Attendance, Spec, compile_calendar

from ...tools.assignment import Presence, presence

OFFICE = tuple(
    Attendance(day, start * 3600, end * 3600)
    for day in range(5)
    for start, end in ((9, 12), (13, 18))
)


def at(text):
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M")


@tagged("post_install", "-at_install")
class TestPresence(BaseCase):
    """Monday 2 March 2026, 9 to 12 and 13 to 18, UTC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        spec = Spec("UTC", OFFICE, exceptions={date(2026, 3, 7): "working"})
        cls.calendar = compile_calendar(spec, date(2026, 3, 1), date(2026, 3, 31), hours=True)

    def test_at_work(self):
        for moment in ("03-02 09:00", "03-02 11:59", "03-02 13:00", "03-07 10:00"):
            self.assertEqual(presence(self.calendar, [], at(moment)), Presence(), moment)

    def test_after_hours_the_next_hours_are_known(self):
        for moment, back in (
            ("03-02 12:00", "03-02 13:00"),
            ("03-02 18:00", "03-03 09:00"),
            ("03-06 20:00", "03-07 09:00"),
            ("03-07 18:00", "03-09 09:00"),
        ):
            found = presence(self.calendar, [], at(moment))
            self.assertEqual(found, Presence(False, False, at(back)), moment)

    def test_who_is_on_leave_is_absent(self):
        leave = [(at("03-03 00:00"), datetime(2026, 3, 6, 23, 59, 59))]
        found = presence(self.calendar, leave, at("03-04 10:00"))
        self.assertEqual(found, Presence(False, True, at("03-07 09:00")))
        self.assertTrue(presence(self.calendar, leave, at("03-02 10:00")).is_here)

    def test_leaves_that_follow_one_another_are_one(self):
        leaves = [(at("03-05 00:00"), at("03-09 00:00")), (at("03-03 00:00"), at("03-05 12:00"))]
        found = presence(self.calendar, leaves, at("03-03 10:00"))
        self.assertEqual(found.back_at, at("03-09 09:00"))

    def test_beyond_the_calendar_nothing_is_known(self):
        leave = [(at("03-02 00:00"), at("12-31 00:00"))]
        found = presence(self.calendar, leave, at("03-03 10:00"))
        self.assertEqual(found, Presence(False, True, None))

    def test_without_fixed_hours_only_leaves_count(self):
        leave = [(at("03-03 00:00"), at("03-04 00:00"))]
        self.assertTrue(presence(None, leave, at("03-02 23:00")).is_here)
        self.assertEqual(presence(None, leave, at("03-03 23:00")).back_at, at("03-04 00:00"))

    @given(
        st.integers(0, 20 * 24 * 60),
        st.lists(st.tuples(st.integers(0, 600), st.integers(1, 200)), max_size=4),
    )
    @settings(max_examples=200, deadline=None)
    def test_who_is_said_to_be_back_is_here_then_and_not_before(self, minutes, leaves):
        start = at("03-01 00:00")
        now = start + timedelta(minutes=minutes)
        spans = [
            (start + timedelta(hours=begin), start + timedelta(hours=begin + length))
            for begin, length in leaves
        ]
        found = presence(self.calendar, spans, now)
        if not found.is_here and found.back_at:
            self.assertTrue(presence(self.calendar, spans, found.back_at).is_here)
            before = found.back_at - timedelta(seconds=1)
            self.assertFalse(presence(self.calendar, spans, max(before, now)).is_here)
