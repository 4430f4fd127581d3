from datetime import datetime, timedelta
from random import Random

from odoo.tests import BaseCase

from odoo.addons.crm_customer.tools.work_calendar import Attendance, Spec, compile_calendar

from ...tools.roster import gaps, overlaps, watch

START = datetime(2026, 3, 2)


def span(first, last):
    return START + timedelta(hours=first), START + timedelta(hours=last)


class TestDuty(BaseCase):
    def test_what_nobody_covers(self):
        asked = [span(8, 17)]
        self.assertEqual(gaps(asked, []), asked)
        self.assertEqual(gaps(asked, [span(8, 12)]), [span(12, 17)])
        self.assertEqual(gaps(asked, [span(10, 12)]), [span(8, 10), span(12, 17)])
        self.assertEqual(gaps(asked, [span(12, 20), span(6, 12)]), [])
        self.assertEqual(gaps(asked, [span(9, 15), span(10, 11)]), [span(8, 9), span(15, 17)])
        self.assertEqual(gaps([span(8, 9), span(10, 11)], [span(8, 9)]), [span(10, 11)])

    def test_hour_by_hour(self):
        random = Random(7)
        for _round in range(200):
            asked = [span(first, first + 3) for first in random.sample(range(0, 60, 6), 4)]
            covered = [
                span(first, first + random.randint(1, 9))
                for first in random.choices(range(60), k=4)
            ]
            found = gaps(asked, covered)
            for hour in range(72):
                begin, end = span(hour, hour + 1)
                missing = any(a <= begin < b for a, b in asked) and not any(
                    a <= begin < b for a, b in covered
                )
                self.assertEqual(any(a <= begin and end <= b for a, b in found), missing)

    def test_overlaps_leave_out_what_only_touches(self):
        self.assertFalse(overlaps(span(8, 9), [span(9, 10), span(7, 8)]))
        self.assertTrue(overlaps(span(8, 10), [span(9, 12)]))

    def test_who_is_on_shift_is_there_and_nobody_else(self):
        shifts = [span(8, 12), span(32, 36)]
        self.assertTrue(watch(shifts, [], START + timedelta(hours=8)).is_here)
        off = watch(shifts, [], START + timedelta(hours=12))
        self.assertEqual((off.is_here, off.is_absent), (False, False))
        self.assertEqual(off.back_at, START + timedelta(hours=32))
        self.assertIsNone(watch(shifts, [], START + timedelta(hours=40)).back_at)

    def test_a_leave_takes_the_shift_away(self):
        leave = (START + timedelta(hours=8), START + timedelta(hours=10) - timedelta(seconds=1))
        away = watch([span(8, 12)], [leave], START + timedelta(hours=9))
        self.assertEqual((away.is_here, away.is_absent), (False, True))
        self.assertEqual(away.back_at, START + timedelta(hours=10))

    def test_worked_spans_are_those_that_seconds_are_counted_in(self):
        spec = Spec("UTC", tuple(Attendance(day, 28800, 61200) for day in range(5)))
        calendar = compile_calendar(spec, START.date(), datetime(2026, 3, 31).date(), hours=True)
        first, last = span(10, 24 * 7 + 9)
        spans = calendar.spans_between(first, last)
        self.assertEqual(spans[0], span(10, 17))
        self.assertEqual(spans[-1], span(24 * 7 + 8, 24 * 7 + 9))
        seconds = sum((end - begin).total_seconds() for begin, end in spans)
        self.assertEqual(seconds, calendar.seconds_between(first, last))
        self.assertEqual(calendar.spans_between(*span(18, 20)), [])
