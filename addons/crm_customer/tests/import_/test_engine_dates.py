from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.import_ import Column, ColumnProfiler, Context, clean

FIFTH_OF_MARCH = (
    "2024-03-05",
    "2024/3/5",
    "2024.3.5",
    "20240305",
    "2024年3月5日",
    "2024年03月05号",
    "２０２４－０３－０５",
    "24年3月5日",
    "05.03.2024",
    "5.3.24",
    "2024-03-05 10:00:00",
    "2024-03-05T23:59:59Z",
    "2024/3/5 0:00",
    "2024年3月5日 星期二",
    "2024-03-05 下午3:20",
    "Mar 5, 2024",
    "5 March 2024",
    "5-Mar-24",
    "Tuesday, March 5, 2024",
    "45356",
    "45356.75",
)
WRONG = {
    "2024-02-30": "date_invalid",
    "2024-13-01": "date_invalid",
    "2024-03-05 25:00": "date_invalid",
    "31/31/2024": "date_invalid",
    "去年": "date_invalid",
    "12": "date_invalid",
    "1024-01-01": "date_range",
    "99999": "date_range",
}
MOMENTS = {
    "2024-03-05 10:00": "2024-03-05 02:00:00",
    "2024-03-05": "2024-03-04 16:00:00",
    "2024-03-05 3:20 PM": "2024-03-05 07:20:00",
    "2024-03-05 上午12:05": "2024-03-04 16:05:00",
    "2024年3月5日15时20分30秒": "2024-03-05 07:20:30",
    "2024-03-05T10:00:00+00:00": "2024-03-05 10:00:00",
    "2024-03-05T10:00:00.123Z": "2024-03-05 10:00:00",
    "2024-03-05T10:00:00-0530": "2024-03-05 15:30:00",
    "45356.5": "2024-03-05 04:00:00",
}


class TestEngineDates(BaseCase):
    def _clean(self, cell, *others, kind="date", day_first=False):
        """Clean ``cell`` in a column that has ``others`` too."""
        profiler = ColumnProfiler([0])
        for other in (cell, *others):
            profiler.add([other])
        context = Context(profiles=profiler.profiles, day_first=day_first)
        return clean(kind, cell, context, Column(0, "date", kind))

    def test_the_fifth_of_march(self):
        for cell in FIFTH_OF_MARCH:
            with self.subTest(cell):
                self.assertEqual(clean("date", cell), ("2024-03-05", None, ()))

    def test_wrong_dates_are_named(self):
        for cell, code in WRONG.items():
            with self.subTest(cell):
                found = clean("date", cell)
                self.assertEqual((found.value, found.issue.code), (None, code))

    def test_a_month_without_its_day(self):
        for cell in ("2024年3月", "2024-03", "2024/3"):
            found = clean("date", cell)
            self.assertEqual((found.value, found.issue.code), ("2024-03-01", "date_incomplete"))

    def test_the_column_decides_between_day_and_month(self):
        self.assertEqual(self._clean("03/04/2024", "25/12/2023"), ("2024-04-03", None, ()))
        self.assertEqual(self._clean("03/04/2024", "12/25/2023"), ("2024-03-04", None, ()))

    def test_without_evidence_the_reading_is_doubted(self):
        for others in ((), ("12/25/2023", "25/12/2023")):
            found = self._clean("03/04/2024", *others)
            self.assertEqual((found.value, found.issue.code), ("2024-03-04", "date_ambiguous"))
            self.assertEqual(found.issue.suggestion, "2024-04-03")
        self.assertEqual(self._clean("03/04/2024", day_first=True).value, "2024-04-03")
        self.assertIsNone(self._clean("04/04/2024").issue)

    def test_a_date_that_fits_one_order_only_is_read_so(self):
        self.assertEqual(self._clean("25/12/2023", "12/25/2023").value, "2023-12-25")

    def test_moments_are_in_utc(self):
        for cell, expected in MOMENTS.items():
            with self.subTest(cell):
                self.assertEqual(clean("datetime", cell).value, expected)

    @settings(max_examples=200, deadline=None)
    @given(
        st.dates(datetime(1950, 1, 1).date(), datetime(2100, 12, 31).date()),
        st.sampled_from(
            ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d", "%d.%m.%Y", "%d %b %Y", "%B %d, %Y")
        ),
    )
    def test_what_is_written_is_read(self, day, form):
        self.assertEqual(clean("date", day.strftime(form)), (day.isoformat(), None, ()))

    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.dates(datetime(1990, 1, 1).date()), min_size=1, max_size=8), st.booleans())
    def test_columns_of_one_order_are_read_in_it_or_doubted(self, days, day_first):
        days = [day.replace(year=2000 + day.year % 80) for day in days if day.day != 29]
        form = "%d/%m/%Y" if day_first else "%m/%d/%Y"
        cells = [day.strftime(form) for day in days]
        for day, cell in zip(days, cells, strict=True):
            found = self._clean(cell, *cells)
            if not found.issue:
                self.assertEqual(found.value, day.isoformat())

    @settings(max_examples=100, deadline=None)
    @given(
        st.datetimes(datetime(1992, 1, 1), datetime(2090, 1, 1)),
        st.sampled_from(("Asia/Shanghai", "UTC", "America/New_York")),
    )
    def test_moments_come_back(self, moment, zone):
        moment = moment.replace(microsecond=0)
        found = clean("datetime", moment.isoformat(" "), Context(tz=zone)).value
        expected = moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        self.assertEqual(found, expected.strftime("%Y-%m-%d %H:%M:%S"))

    @settings(max_examples=60, deadline=None)
    @given(st.integers(10_000, 70_000))
    def test_day_numbers_of_spreadsheets(self, serial):
        expected = datetime(1899, 12, 30) + timedelta(days=serial)
        self.assertEqual(clean("date", str(serial)).value, expected.date().isoformat())
