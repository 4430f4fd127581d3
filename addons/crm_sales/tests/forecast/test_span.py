from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.crm_customer.tools.kpi.period import Setting

from ...tools.forecast.span import SEASON, number_of, span_at, spans_before

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
ENDS = st.sampled_from([(12, 31), (3, 31), (2, 28), (1, 31), (9, 30), (6, 15)])


class TestSpan(BaseCase):
    @given(DAYS, st.sampled_from(sorted(SEASON)), ENDS)
    def test_periods_tile_time(self, day, kind, end):
        setting = Setting(0, end)
        span = span_at(kind, day, setting)
        self.assertTrue(span.start <= day <= span.stop)
        self.assertEqual(span_at(kind, span.start, setting), span)
        self.assertEqual(span_at(kind, span.stop, setting), span)
        after = span_at(kind, span.stop + timedelta(days=1), setting)
        self.assertEqual(after.start, span.stop + timedelta(days=1))

    @given(DAYS, st.sampled_from(sorted(SEASON)), ENDS)
    def test_the_ones_before_end_where_the_next_begins(self, day, kind, end):
        setting = Setting(0, end)
        span = span_at(kind, day, setting)
        before = [*spans_before(kind, span, SEASON[kind], setting), span]
        for one, other in zip(before, before[1:], strict=False):
            self.assertEqual(one.stop + timedelta(days=1), other.start)

    def test_a_fiscal_year_from_april_by_hand(self):
        setting = Setting(0, (3, 31))
        span = span_at("fiscal_quarter", date(2026, 2, 14), setting)
        self.assertEqual(span, (date(2026, 1, 1), date(2026, 3, 31)))
        self.assertEqual(number_of("fiscal_quarter", span, setting), (2026, 4))

    def test_a_fiscal_year_from_february_by_hand(self):
        setting = Setting(0, (1, 31))
        span = span_at("fiscal_quarter", date(2026, 1, 14), setting)
        self.assertEqual(span, (date(2025, 11, 1), date(2026, 1, 31)))
        self.assertEqual(number_of("fiscal_quarter", span, setting), (2026, 4))

    def test_an_unknown_kind_is_refused(self):
        with self.assertRaises(KeyError):
            span_at("week", date(2026, 1, 14))
