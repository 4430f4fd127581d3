from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_customer.tools.work_calendar import Attendance, Spec, compile_calendar

from ...tools.journey.engine import (
    DO,
    FINISH,
    PASS,
    STAY,
    Cap,
    Clock,
    Wait,
    decide,
    walk,
)
from ...tools.journey.flow import SENDING, Step, find_loop, link, reachable

MONDAY = datetime(2026, 3, 2, 9)
WEEK = tuple(Attendance(day, 9 * 3600, 17 * 3600) for day in range(5))
CALENDAR = compile_calendar(
    Spec("UTC", WEEK, (), {date(2026, 3, 5): "holiday"}),
    date(2025, 1, 1),
    date(2030, 12, 31),
    True,
)
CLOCK = Clock("UTC", CALENDAR, True)
KINDS = st.sampled_from(["mail", "sms", "activity", "wait", "branch", "tag", "end"])


@st.composite
def flows(draw):
    """Steps that lead anywhere, loops too."""
    count = draw(st.integers(1, 8))
    keys = st.none() | st.integers(1, count)
    return [
        Step(key, draw(KINDS), draw(keys), draw(keys), draw(keys)) for key in range(1, count + 1)
    ]


@tagged("post_install", "-at_install")
class TestEngine(BaseCase):
    def test_steps_follow_the_list(self):
        ways = link([Step(1, "mail"), Step(2, "wait"), Step(3, "mail")])
        self.assertEqual([ways[key].to(None) for key in (1, 2, 3)], [2, 3, None])

    def test_a_branch_goes_on_if_yes_and_ends_if_no(self):
        ways = link([Step(1, "branch"), Step(2, "mail")])
        self.assertEqual((ways[1].to(True), ways[1].to(False)), (2, None))

    def test_a_loop_is_found(self):
        ways = link([Step(1, "mail"), Step(2, "branch", no=1), Step(3, "mail")])
        self.assertEqual(set(find_loop(ways)), {1, 2})

    def test_a_step_that_nobody_comes_to_is_known(self):
        ways = link([Step(1, "mail", next=3), Step(2, "mail"), Step(3, "end")])
        self.assertEqual(reachable(ways, 1), {1, 3})

    @given(flows(), st.lists(st.booleans(), min_size=8, max_size=8))
    def test_a_journey_without_loops_ends_and_does_no_step_twice(self, steps, said):
        ways = link(steps)
        if find_loop(ways):
            return
        kinds = {step.key: (step.kind, Wait("day", step.key)) for step in steps}
        passed = walk(kinds, ways, MONDAY, CLOCK, lambda key: said[key - 1])
        keys = [key for key, _moment, _said in passed]
        self.assertEqual(keys[-1], None)
        self.assertEqual(len(keys), len(set(keys)))
        moments = [moment for _key, moment, _said in passed]
        self.assertEqual(moments, sorted(moments))

    @given(flows())
    def test_a_loop_is_found_exactly_when_one_can_go_round(self, steps):
        ways = link(steps)
        loop = find_loop(ways)
        goes_round = any(
            key in reachable(ways, target)
            for key, way in ways.items()
            for target in (way.yes, way.no)
            if target is not None
        )
        self.assertEqual(bool(loop), goes_round)

    @given(
        flows(),
        st.lists(st.tuples(st.integers(0, 90), st.booleans()), min_size=1, max_size=40),
    )
    def test_a_worker_that_forgets_where_it_was_sends_nothing_twice(self, steps, ticks):
        """Ticks at any hours; at some the place is lost, though not what was done."""
        ways = link(steps)
        if find_loop(ways):
            return
        kinds = {step.key: step.kind for step in steps}
        now, place, since, done, sent = MONDAY, steps[0].key, MONDAY, set(), []
        for hours, is_lost in ticks:
            now += timedelta(hours=hours)
            if is_lost:
                place, since = steps[0].key, now
            while place is not None:
                kind = kinds[place]
                decision = decide(
                    kind, since, now, CLOCK, is_done=place in done, wait=Wait("workday", 2)
                )
                if decision.act == STAY:
                    self.assertGreater(decision.due, now)
                    break
                if decision.act == FINISH:
                    place = None
                    break
                if decision.act == DO:
                    self.assertNotIn(place, done)
                    done.add(place)
                    sent += [place] if kind in SENDING else []
                else:
                    self.assertEqual(decision.act, PASS)
                place, since = ways[place].to(None), now
        self.assertEqual(len(sent), len(set(sent)))

    # waiting
    def test_days_are_counted_to_the_minute(self):
        self.assertEqual(CLOCK.due(Wait("day", 3), MONDAY), MONDAY + timedelta(days=3))

    def test_working_days_leave_out_holidays_and_weekends(self):
        # Tuesday, Wednesday, Friday (Thursday is a holiday), Monday
        self.assertEqual(CLOCK.due(Wait("workday", 4), MONDAY), datetime(2026, 3, 9, 9))

    def test_a_date_begins_at_midnight_where_the_company_is(self):
        clock = Clock("Asia/Shanghai", CALENDAR)
        self.assertEqual(
            clock.due(Wait("date", 0, date(2026, 4, 1)), MONDAY), datetime(2026, 3, 31, 16)
        )

    def test_messages_wait_for_the_working_hours(self):
        for asked, opens in (
            (MONDAY, MONDAY),
            (datetime(2026, 3, 2, 3), MONDAY),
            (datetime(2026, 3, 2, 16, 59), datetime(2026, 3, 2, 16, 59)),
            (datetime(2026, 3, 4, 17), datetime(2026, 3, 6, 9)),
        ):
            with self.subTest(asked):
                self.assertEqual(CLOCK.opens(asked), opens)

    # the cap
    @given(
        st.integers(1, 4),
        st.integers(1, 10),
        st.lists(st.integers(0, 80), min_size=1, max_size=60),
    )
    def test_never_more_than_the_cap_within_its_days(self, limit, days, hours):
        cap, now, sent = Cap(limit, days, {}), MONDAY, []
        for step in hours:
            now += timedelta(hours=step)
            if cap.free_from("who", now) <= now:
                cap.note("who", now)
                sent.append(now)
        for at in range(limit, len(sent)):
            self.assertGreaterEqual(sent[at] - sent[at - limit], timedelta(days=days))

    def test_without_a_limit_all_may_go(self):
        self.assertEqual(Cap().free_from("who", MONDAY), MONDAY)
