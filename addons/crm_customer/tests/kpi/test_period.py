from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.kpi.period import (
    KINDS,
    Period,
    Setting,
    day_at,
    period_at,
    previous_period,
    previous_periods,
    rolling,
    rolling_before,
    utc_bounds,
)

DAY = timedelta(days=1)
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
settings = st.builds(
    Setting,
    st.integers(0, 6),
    st.tuples(st.integers(1, 12), st.integers(1, 31)),
)


@tagged("post_install", "-at_install")
class TestPeriod(BaseCase):
    @given(st.sampled_from(KINDS), days, settings)
    def test_periods_tile_time_without_hole_or_overlap(self, kind, day, setting):
        period = period_at(kind, day, setting)
        self.assertLessEqual(period.start, day)
        self.assertLessEqual(day, period.stop)
        for inside in (period.start, period.stop):
            self.assertEqual(period_at(kind, inside, setting), period)
        after = period_at(kind, period.stop + DAY, setting)
        self.assertEqual(after.start, period.stop + DAY)
        before = previous_period(kind, period, setting)
        self.assertEqual(before.stop, period.start - DAY)

    @given(days, st.integers(1, 400), st.integers(1, 12))
    def test_rolling_windows_end_with_their_day_and_tile(self, day, length, count):
        window = rolling(day, length)
        self.assertEqual(window.stop, day)
        self.assertEqual((window.stop - window.start).days + 1, length)
        before = rolling_before(day, length, count)
        self.assertEqual(len(before), count)
        for left, right in zip(before, [*before[1:], window], strict=True):
            self.assertEqual(left.stop + DAY, right.start)

    @given(days, st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/Berlin", "UTC"]))
    def test_moments_of_a_day_lie_in_it_by_the_clock_of_the_company(self, day, tz):
        start, stop = utc_bounds(Period(day, day), tz)
        self.assertEqual(day_at(start, tz), day)
        self.assertEqual(day_at(stop - timedelta(seconds=1), tz), day)
        self.assertEqual(day_at(stop, tz), day + DAY)

    def test_hand_worked_periods(self):
        day = date(2026, 3, 4)  # a Wednesday
        for kind, start, stop in (
            ("day", "2026-03-04", "2026-03-04"),
            ("week", "2026-03-02", "2026-03-08"),
            ("month", "2026-03-01", "2026-03-31"),
            ("quarter", "2026-01-01", "2026-03-31"),
            ("half_year", "2026-01-01", "2026-06-30"),
            ("year", "2026-01-01", "2026-12-31"),
            ("fiscal_year", "2026-01-01", "2026-12-31"),
        ):
            period = period_at(kind, day)
            self.assertEqual(period, (date.fromisoformat(start), date.fromisoformat(stop)), kind)

    def test_weeks_begin_on_the_day_of_the_company(self):
        day = date(2026, 3, 4)
        self.assertEqual(period_at("week", day, Setting(6)).start, date(2026, 3, 1))
        self.assertEqual(period_at("week", day, Setting(2)).start, day)
        self.assertEqual(period_at("week", day, Setting(3)).start, date(2026, 2, 26))

    def test_fiscal_years_end_where_the_company_says(self):
        march = Setting(0, (3, 31))
        self.assertEqual(
            period_at("fiscal_year", date(2026, 3, 31), march),
            (date(2025, 4, 1), date(2026, 3, 31)),
        )
        self.assertEqual(
            period_at("fiscal_year", date(2026, 4, 1), march),
            (date(2026, 4, 1), date(2027, 3, 31)),
        )
        february = Setting(0, (2, 28))
        self.assertEqual(
            period_at("fiscal_year", date(2024, 2, 29), february),
            (date(2023, 3, 1), date(2024, 2, 29)),
        )

    def test_months_before(self):
        march = period_at("month", date(2026, 3, 15))
        self.assertEqual(
            [period.start for period in previous_periods("month", march, 3)],
            [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)],
        )

    def test_a_day_in_shanghai_begins_at_four_in_the_afternoon_of_the_day_before(self):
        self.assertEqual(
            utc_bounds(Period(date(2026, 3, 4), date(2026, 3, 4)), "Asia/Shanghai"),
            (datetime(2026, 3, 3, 16), datetime(2026, 3, 4, 16)),
        )
        # the clock goes forward: 23 hours
        start, stop = utc_bounds(Period(date(2026, 3, 29), date(2026, 3, 29)), "Europe/Berlin")
        self.assertEqual(stop - start, timedelta(hours=23))
