from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.crm_customer.tools.work_calendar import Attendance, Spec, compile_calendar

from ...tools.sla import Entry, Policy, fold, is_same_from, replay, tell_hours, to_spec, to_values

START = datetime(2026, 3, 2, 0, 0)  # a Monday
SHORT = Spec("UTC", tuple(Attendance(day, 8 * 3600, 12 * 3600) for day in range(5)))
LONG = Spec("UTC", tuple(Attendance(day, 8 * 3600, 18 * 3600) for day in range(5)))


def compiled(spec):
    return compile_calendar(spec, date(2026, 1, 1), date(2026, 12, 31), hours=True)


CALENDARS = {1: compiled(SHORT), 2: compiled(LONG)}
seconds = st.integers(0, 30 * 86400)


class TestHoursEngine(BaseCase):
    def test_what_was_counted_before_a_change_stays(self):
        """8:00 with 6 h: 4 h until 12:00; at 13:00 the afternoon becomes worked, 2 h are left."""
        log = [Entry(START.replace(hour=8), "created")]
        told = tell_hours(
            log, [(log[0].moment, "team")], {"team": [(1, START), (2, START.replace(hour=13))]}
        )
        policy = Policy("resolution", 6 * 3600)
        before = replay(told, policy, CALENDARS, START.replace(hour=12, minute=30))
        after = replay(told, policy, CALENDARS, START.replace(hour=13, minute=30))
        self.assertEqual(before.deadline, datetime(2026, 3, 3, 10))
        self.assertEqual(after.elapsed, 4 * 3600 + 1800)
        self.assertEqual(after.deadline, datetime(2026, 3, 2, 15))

    def test_a_ticket_that_goes_to_another_team_counts_by_its_hours_from_then_on(self):
        moved = START.replace(hour=14)
        told = tell_hours(
            [Entry(START.replace(hour=8), "created")],
            [(START.replace(hour=8), "short"), (moved, "long")],
            {"short": [(1, START)], "long": [(2, START)]},
        )
        self.assertEqual(
            [(entry.kind, entry.calendar) for entry in told], [("created", 1), ("calendar", 2)]
        )
        clock = replay(told, Policy("resolution", 36000), CALENDARS, START.replace(hour=16))
        self.assertEqual(clock.elapsed, 6 * 3600)

    def test_a_judged_deadline_is_not_touched_by_later_hours(self):
        log = [
            Entry(START.replace(hour=8), "created"),
            Entry(START.replace(hour=9), "response"),
        ]
        policy = Policy("first_response", 6 * 3600)
        plain = replay(
            tell_hours(log, [(START, "a")], {"a": [(1, START)]}),
            policy,
            CALENDARS,
            START.replace(day=20),
        )
        changed = replay(
            tell_hours(log, [(START, "a")], {"a": [(1, START), (2, START.replace(hour=10))]}),
            policy,
            CALENDARS,
            START.replace(day=20),
        )
        self.assertEqual(plain, changed)

    @given(st.lists(seconds, min_size=1, max_size=4, unique=True), st.lists(seconds, max_size=6))
    def test_the_time_is_the_sum_of_the_pieces(self, changes, notes):
        chain = [
            (1 + index % 2, START + timedelta(seconds=at))
            for index, at in enumerate([0, *sorted(changes)])
        ]
        log = [Entry(START, "created")]
        log += [Entry(START + timedelta(seconds=at), "note") for at in sorted(notes)]
        now = START + timedelta(days=31)
        told = tell_hours(log, [(START, "a")], {"a": chain})
        state = fold(told, Policy("resolution", None), CALENDARS)
        elapsed = state.elapsed + CALENDARS[state.calendar].seconds_between(state.moment, now)
        ends = [since for _key, since in chain[1:]] + [now]
        pieces = sum(
            CALENDARS[key].seconds_between(since, end)
            for (key, since), end in zip(chain, ends, strict=True)
        )
        self.assertEqual(elapsed, pieces)
        self.assertEqual([entry for entry in told if entry.kind == "note"], log[1:])
        self.assertEqual(sorted(told, key=lambda entry: entry.moment), told)

    def test_values_keep_what_a_calendar_is_made_of(self):
        spec = Spec(
            "Asia/Shanghai",
            (Attendance(0, 1, 2), Attendance(1, 3, 4, 1)),
            ((datetime(2026, 1, 1), datetime(2026, 1, 2, 3, 4, 5)),),
            {date(2026, 10, 1): "holiday", date(2026, 9, 27): "working"},
        )
        self.assertEqual(to_spec(to_values(spec)), spec)

    def test_what_is_over_is_no_change(self):
        old = to_values(Spec("UTC", SHORT.attendances, (), {date(2026, 3, 1): "holiday"}))
        new = to_values(SHORT)
        self.assertTrue(is_same_from(old, new, START))
        self.assertFalse(is_same_from(old, new, datetime(2026, 3, 1, 12)))
        self.assertFalse(is_same_from(old, None, START))
