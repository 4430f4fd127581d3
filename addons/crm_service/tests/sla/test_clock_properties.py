import json
from dataclasses import asdict, replace
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.sla import (
    Entry,
    State,
    advance,
    begin,
    feed,
    fold,
    happened,
    happenings,
    merge_logs,
    moves,
    plan,
    read,
    replay,
)
from .simulation import Simulation
from .strategies import LAST, MONDAY, count, logs, nows, policies, second, worlds

MOMENTS = ("started_at", "deadline", "reached_at", "breached_at")
many = settings(max_examples=100, deadline=None)


@tagged("post_install", "-at_install")
class TestSimulation(BaseCase):
    @many
    @given(worlds(), policies, logs(), nows)
    def test_the_clock_is_what_counting_seconds_gives(self, world, policy, log, now):
        calendars, worked = world
        clock = asdict(replay(log, policy, calendars, second(now)))
        clock |= {name: count(clock[name]) for name in MOMENTS}
        clock["warnings"] = tuple(count(moment) for moment in clock["warnings"])
        numbered = [(count(entry.moment), entry) for entry in log if count(entry.moment) <= now]
        self.assertEqual(clock, Simulation(numbered, policy, worked).run(now).show())

    @many
    @given(worlds(), policies, logs(), nows, nows)
    def test_what_happens_is_what_counting_seconds_gives(self, world, policy, log, one, other):
        calendars, worked = world
        since, until = sorted((one, other))
        found = happenings(log, policy, calendars, second(since), second(until))
        numbered = [(count(entry.moment), entry) for entry in log]
        expected = Simulation(numbered, policy, worked).run(until).happened
        self.assertEqual(
            [(count(due.moment), due.before, due.round) for due in found],
            sorted(due for due in expected if since <= due[0] < until),
        )


@tagged("post_install", "-at_install")
class TestIncremental(BaseCase):
    @many
    @given(worlds(), policies, logs(), st.data())
    def test_a_stored_state_goes_on_as_if_it_had_never_been_stored(self, world, policy, log, data):
        """Stored as JSON and counted up to any second in between, again and again."""
        calendars, _worked = world
        state = begin(policy)
        for entry in log:
            earliest = count(state.moment) or 0
            pause = data.draw(st.integers(earliest, count(entry.moment)))
            state = advance(state, policy, calendars, second(pause))
            state = State.load(json.loads(json.dumps(state.dump())))
            state = feed(state, entry, policy, calendars)
        now = second(LAST)
        self.assertEqual(read(state, policy, calendars, now), replay(log, policy, calendars, now))

    @many
    @given(worlds(), policies, logs(), st.integers(0, 12))
    def test_a_prefix_and_then_the_rest_is_the_whole(self, world, policy, log, cut):
        calendars, _worked = world
        prefix = fold(log[:cut], policy, calendars)
        self.assertEqual(fold(log[cut:], policy, calendars, prefix), fold(log, policy, calendars))

    @many
    @given(worlds(), policies, logs(), st.lists(nows, max_size=6))
    def test_sweeps_at_any_moment_handle_each_once(self, world, policy, log, sweeps):
        """By stored state: each entry handles what was due before it, each sweep the rest."""
        calendars, _worked = world
        state, handled, found = begin(policy), MONDAY, []
        steps = [(entry.moment, entry) for entry in log]
        steps += [(second(sweep), None) for sweep in [*sweeps, LAST]]
        for moment, entry in sorted(steps, key=lambda step: step[0]):
            state = advance(state, policy, calendars, moment)
            found += happened(state, handled, moment)
            handled = moment
            if entry:
                state = feed(state, entry, policy, calendars)
        whole = happenings(log, policy, calendars, MONDAY, second(LAST))
        self.assertEqual(found, whole)

    @many
    @given(worlds(), policies, logs(), nows)
    def test_the_plan_comes_true_when_nothing_else_happens(self, world, policy, log, now):
        calendars, _worked = world
        past = [entry for entry in log if entry.moment <= second(now)]
        planned = plan(replay(past, policy, calendars, second(now)), policy, second(now))
        late = second(LAST + 200)
        self.assertEqual(planned, happenings(past, policy, calendars, second(now), late))


@tagged("post_install", "-at_install")
class TestLaws(BaseCase):
    @many
    @given(worlds(), policies, logs(), nows, nows)
    def test_used_time_never_decreases_within_a_round(self, world, policy, log, one, other):
        calendars, _worked = world
        first, last = (replay(log, policy, calendars, second(now)) for now in sorted((one, other)))
        assume(first.round == last.round)
        self.assertLessEqual(first.elapsed, last.elapsed)
        self.assertLessEqual(last.elapsed - first.elapsed, abs(one - other))

    @many
    @given(worlds(), policies, logs(), st.integers(1, 90))
    def test_the_limit_is_used_up_exactly_at_the_deadline(self, world, policy, log, left):
        """Whatever happened, at the end it is open and has ``left`` seconds."""
        calendars, _worked = world
        policy = replace(policy, target="resolution")
        log += [Entry(second(LAST), "restored"), Entry(second(LAST), "stage", stage=1)]
        limit = fold(log, policy, calendars).elapsed + left
        log += [Entry(second(LAST), "policy", seconds=limit)]
        clock = replay(log, policy, calendars, second(LAST))
        then = replay(log, policy, calendars, clock.deadline)
        self.assertEqual((then.remaining, then.breached_at), (0, clock.deadline))
        before = replay(log, policy, calendars, clock.deadline - timedelta(seconds=1))
        self.assertEqual((before.remaining, before.breached_at), (1, None))
        self.assertEqual(before.deadline, clock.deadline)

    @many
    @given(worlds(), policies, logs(), st.integers(LAST, LAST + 200))
    def test_now_moves_no_deadline(self, world, policy, log, now):
        calendars, _worked = world
        clock = replay(log, policy, calendars, second(LAST))
        self.assertEqual(replay(log, policy, calendars, second(now)).deadline, clock.deadline)

    @many
    @given(worlds(), policies, st.tuples(nows, nows, nows))
    def test_a_pause_moves_the_deadline_by_the_work_in_it(self, world, policy, seconds):
        """Nothing but the work that lies between pausing and going on."""
        calendars, _worked = world
        start, pause, back = (second(number) for number in sorted(seconds))
        changes = {"target": "resolution", "pauses_while_waiting": True}
        policy = replace(policy, limit=policy.limit or 30, **changes)
        created = Entry(start, "created", stage=1)
        waits = Entry(pause, "stage", stage=2, is_waiting=True)
        goes_on = Entry(back, "stage", stage=1)
        without = replay([created], policy, calendars, start).deadline
        assume(without > pause)
        paused = replay([created, waits, goes_on], policy, calendars, back).deadline
        calendar = calendars["24x7" if policy.around_the_clock else "a"]
        worked = calendar.seconds_between(pause, back)
        self.assertEqual(calendar.seconds_between(without, paused), worked)

    @many
    @given(worlds(), policies, logs(), nows, st.lists(nows, max_size=5))
    def test_notes_change_nothing(self, world, policy, log, now, notes):
        calendars, _worked = world
        noted = [*log, *(Entry(second(number), "note") for number in notes)]
        noted.sort(key=lambda entry: (entry.moment, entry.kind != "created"))
        plain = sorted(log, key=lambda entry: (entry.moment, entry.kind != "created"))
        self.assertEqual(
            replay(noted, policy, calendars, second(now)),
            replay(plain, policy, calendars, second(now)),
        )

    @many
    @given(worlds(), policies, logs(), nows)
    def test_reached_in_time_or_late_or_not(self, world, policy, log, now):
        """What each state says of the rest of the clock."""
        calendars, _worked = world
        clock = replay(log, policy, calendars, second(now))
        if clock.state == "met":
            self.assertIsNone(clock.breached_at)
            self.assertLessEqual(clock.reached_at, clock.deadline)
        elif clock.state == "missed":
            self.assertLess(clock.breached_at, clock.reached_at)
            self.assertEqual(clock.deadline, clock.breached_at)
        else:
            self.assertEqual(bool(clock.deadline), clock.state == "running")
        if clock.state in ("running", "paused"):
            self.assertEqual(bool(clock.breached_at), clock.remaining <= 0)

    @many
    @given(worlds(), policies, logs(), nows)
    def test_a_preview_without_a_change_moves_nothing(self, world, policy, log, now):
        calendars, _worked = world
        deadline = replay(log, policy, calendars, second(now)).deadline
        answer = moves(log, policy, calendars, calendars, second(now))
        self.assertEqual(answer, (deadline, deadline))

    @many
    @given(worlds(), policies, logs(), nows)
    def test_a_preview_comes_true(self, world, policy, log, now):
        """Calendar "b" in the place of "a": as if the log said so at ``now``."""
        calendars, _worked = world
        past = [entry for entry in log if entry.moment <= second(now)]
        change = Entry(second(now), "calendar", calendar="b")
        _old, new = moves(past, policy, calendars, calendars, second(now), [change])
        then = replay([*past, change], policy, calendars, second(now))
        self.assertEqual(new, then.deadline)


@tagged("post_install", "-at_install")
class TestMergeLaws(BaseCase):
    @many
    @given(worlds(), policies, logs(), logs())
    def test_created_and_answered_are_the_earliest_of_both(self, world, policy, one, other):
        calendars, _worked = world
        policy = replace(policy, target="first_response", limit=30)
        merged = merge_logs(one, other)
        self.assertEqual(merged, sorted(merged, key=lambda entry: entry.moment))
        clocks = [replay(log, policy, calendars, second(LAST)) for log in (merged, one, other)]
        answers = [clock.reached_at for clock in clocks[1:] if clock.reached_at]
        started = min(clock.started_at for clock in clocks[1:])
        self.assertEqual(clocks[0].started_at, started)
        if not any(entry.kind == "ended" for entry in [*one, *other]):
            self.assertEqual(clocks[0].reached_at, min(answers, default=None))

    @many
    @given(worlds(), policies, logs(), logs(kinds=("stage", "note", "policy", "ended")))
    def test_a_younger_loser_that_was_silent_changes_nothing(self, world, policy, one, other):
        calendars, _worked = world
        survivor, loser = sorted((one, other), key=lambda log: log[0].moment)
        assume(survivor is one)
        self.assertEqual(merge_logs(survivor, loser), survivor)
        clock = replay(survivor, policy, calendars, second(LAST))
        self.assertEqual(
            replay(merge_logs(survivor, loser), policy, calendars, second(LAST)), clock
        )
