"""The periods that are forecast: months, quarters of the calendar and of the fiscal year."""

from datetime import timedelta

from odoo.addons.crm_customer.tools.kpi.period import USUAL, Period, period_at

DAY = timedelta(days=1)
# periods in a year
SEASON = {"month": 12, "quarter": 4, "fiscal_quarter": 4}


def span_at(kind, day, setting=USUAL):
    """Return the period of ``kind`` that ``day`` lies in.

    A fiscal year that begins on the first of a month has four quarters of three months each; one
    that begins within a month has none, and goes by those of the calendar.

    :raise KeyError: a kind that is not known
    """
    if kind != "fiscal_quarter":
        SEASON[kind]
        return period_at(kind, day, setting)
    first = period_at("fiscal_year", day, setting).start
    if first.day != 1:
        return period_at("quarter", day, setting)
    passed = (day.year - first.year) * 12 + day.month - first.month
    start = _add_months(first, passed // 3 * 3)
    return Period(start, _add_months(start, 3) - DAY)


def spans_before(kind, span, count, setting=USUAL):
    """Return the ``count`` periods before ``span``, the oldest first."""
    spans = []
    for _number in range(count):
        span = span_at(kind, span.start - DAY, setting)
        spans.append(span)
    return spans[::-1]


def number_of(kind, span, setting=USUAL):
    """Return (year, number) of a period, as people write it: that of the year in which it ends."""
    if kind == "month":
        return span.start.year, span.start.month
    if kind == "quarter":
        return span.start.year, (span.start.month + 2) // 3
    year = period_at("fiscal_year", span.start, setting)
    if year.start.day != 1:
        return span.start.year, (span.start.month + 2) // 3
    passed = (span.start.year - year.start.year) * 12 + span.start.month - year.start.month
    return year.stop.year, passed // 3 + 1


def _add_months(first, count):
    month = first.month - 1 + count
    return first.replace(year=first.year + month // 12, month=month % 12 + 1)
