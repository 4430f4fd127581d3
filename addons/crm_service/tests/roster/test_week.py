from datetime import date, datetime

from odoo.tests import BaseCase

from ...tools.roster import Slot, fill_week, monday_of, moved

BERLIN = "Europe/Berlin"


class TestWeek(BaseCase):
    def test_a_week_is_on_the_wall_clock(self):
        week = fill_week([Slot(7, 0, 9, 17.5)], date(2026, 3, 2), "Asia/Shanghai")
        self.assertEqual(week, [(7, datetime(2026, 3, 2, 1), datetime(2026, 3, 2, 9, 30))])

    def test_who_ends_before_the_beginning_ends_on_the_next_day(self):
        week = fill_week([Slot(7, 6, 22, 6)], date(2026, 3, 2), "UTC")
        self.assertEqual(week, [(7, datetime(2026, 3, 8, 22), datetime(2026, 3, 9, 6))])
        whole = fill_week([Slot(7, 0, 0, 24)], date(2026, 3, 2), "UTC")
        self.assertEqual(whole, [(7, datetime(2026, 3, 2), datetime(2026, 3, 3))])

    def test_a_copy_keeps_the_wall_clock_over_summer_time(self):
        """29 March 2026: 9:00 in Berlin was 8:00 UTC and is 7:00 UTC."""
        self.assertEqual(moved(datetime(2026, 3, 25, 8), 7, BERLIN), datetime(2026, 4, 1, 7))

    def test_the_monday(self):
        self.assertEqual(monday_of(date(2026, 3, 8)), date(2026, 3, 2))
        self.assertEqual(monday_of(date(2026, 3, 2)), date(2026, 3, 2))
