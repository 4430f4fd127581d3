from odoo.tests import tagged

from ...tools.sla import (
    Due,
    advance,
    begin,
    feed,
    fold,
    happened,
    happenings,
    next_moment,
    plan,
    read,
)
from .common import DONE, HOUR, MINUTE, NEW, WAITING, ClockCase

WARNINGS = (HOUR, 30 * MINUTE)


@tagged("post_install", "-at_install")
class TestWarnings(ClockCase):
    def policy(self, **values):
        return super().policy(**{"warn_seconds": WARNINGS} | values)

    def warnings(self, log, now, **policy):
        return self.clock(log, now, **policy).warnings

    def test_they_lie_before_the_deadline_in_working_time(self):
        """Mon 13:45 + 4 h: 3.25 h today, due Tue 09:45; 1 h before: Mon 16:45; 30 min: 09:15."""
        log = [self.created("03-02 13:45")]
        ahead = (self.at("03-02 16:45"), self.at("03-03 09:15"))
        self.assertEqual(self.warnings(log, "03-02 14:00"), ahead)
        self.assertEqual(self.warnings(log, "03-04 14:00"), ahead)

    def test_paused_only_those_that_were_due_are_known(self):
        """3.25 h used at 13:15: the first warning was at 13:00, the second is not known."""
        log = [self.created("03-02 10:00"), self.moved("03-02 13:15", WAITING)]
        self.assertEqual(self.warnings(log, "03-03 10:00"), (self.at("03-02 13:00"), None))

    def test_reached_in_time_those_to_come_are_none(self):
        log = [self.created("03-02 10:00"), self.moved("03-02 13:15", DONE)]
        self.assertEqual(self.warnings(log, "03-03 10:00"), (self.at("03-02 13:00"), None))

    def test_a_warning_that_is_not_below_the_limit_is_left_out(self):
        log = [self.created("03-02 10:00")]
        expected = (None, self.at("03-02 10:30"))
        self.assertEqual(self.warnings(log, "03-02 10:00", limit=HOUR), expected)

    def test_a_lowered_limit_warns_that_moment(self):
        """2.25 h used at 12:15 of now 3 h: the hour was due at 12:00, so now; 30 min at 12:30."""
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 12:15", "policy", seconds=3 * HOUR),
        ]
        expected = (self.at("03-02 12:15"), self.at("03-02 12:30"))
        self.assertEqual(self.warnings(log, "03-02 12:15"), expected)


@tagged("post_install", "-at_install")
class TestDue(ClockCase):
    def policy(self, **values):
        return super().policy(**{"warn_seconds": WARNINGS} | values)

    def due(self, text, before, round_=1):
        return Due(self.at(text), before, round_)

    def happenings(self, log, since, until, **policy):
        return happenings(
            log, self.policy(**policy), self.calendars, self.at(since), self.at(until)
        )

    def test_the_plan_and_its_next_moment(self):
        """Due 13:00, 13:30, 14:00."""
        clock = self.clock([self.created("03-02 10:00")], "03-02 10:00")
        everything = plan(clock, self.policy(), self.at("03-02 10:00"))
        self.assertEqual(
            everything,
            [
                self.due("03-02 13:00", HOUR),
                self.due("03-02 13:30", 30 * MINUTE),
                self.due("03-02 14:00", 0),
            ],
        )
        self.assertEqual([due.is_breach for due in everything], [False, False, True])
        later = self.clock([self.created("03-02 11:00")], "03-02 11:00")
        pairs = [(later, self.policy()), (clock, self.policy())]
        self.assertEqual(next_moment(pairs, self.at("03-02 13:00")), self.at("03-02 13:00"))
        self.assertEqual(next_moment(pairs, self.at("03-02 13:30:01")), self.at("03-02 14:00"))
        self.assertIsNone(next_moment(pairs, self.at("03-02 15:00:01")))

    def test_met_there_is_no_breach_to_come(self):
        log = [self.created("03-02 10:00"), self.moved("03-02 13:15", DONE)]
        clock = self.clock(log, "03-02 13:20")
        self.assertEqual(
            plan(clock, self.policy(), self.at("03-02 10:00")), [self.due("03-02 13:00", HOUR)]
        )

    def test_the_plan_holds_the_breach_of_what_was_missed_or_is_paused(self):
        """Due 14:00, closed or waiting from 15:00 on."""
        for stage in (DONE, WAITING):
            log = [self.created("03-02 10:00"), self.moved("03-02 15:00", stage)]
            clock = self.clock(log, "03-02 16:00")
            found = plan(clock, self.policy(), self.at("03-02 13:45"))
            self.assertEqual(found, [self.due("03-02 14:00", 0)])

    def test_after_days_without_a_sweep_each_happens_once(self):
        """Handled until Mon 13:00:01; the next sweep is on Friday, the one after it on Monday."""
        log = [self.created("03-02 10:00")]
        friday = self.happenings(log, "03-02 13:00:01", "03-06 10:00")
        expected = [self.due("03-02 13:30", 30 * MINUTE), self.due("03-02 14:00", 0)]
        self.assertEqual(friday, expected)
        self.assertEqual(self.happenings(log, "03-06 10:00", "03-09 10:00"), [])

    def test_a_round_that_is_over_is_not_forgotten(self):
        """Round 1 from 11:00, due 15:00, answered 16:00; round 2 from 16:30, until Tue 10:00."""
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 10:30", "response"),
            self.entry("03-02 11:00", "message"),
            self.entry("03-02 16:00", "response"),
            self.entry("03-02 16:30", "message"),
        ]
        policy = {"target": "next_response", "warn_seconds": ()}
        found = self.happenings(log, "03-02 10:00", "03-06 10:00", **policy)
        self.assertEqual(found, [self.due("03-02 15:00", 0), self.due("03-03 12:30", 0, 2)])

    def test_a_breach_that_the_same_second_takes_back_has_not_happened(self):
        """Due 14:00; closed, archived or given more time in that second."""
        for entry in (
            self.moved("03-02 14:00", DONE),
            self.entry("03-02 14:00", "ended"),
            self.entry("03-02 14:00", "policy", seconds=80 * HOUR),
        ):
            log = [self.created("03-02 10:00"), entry]
            found = self.happenings(log, "03-02 10:00", "03-02 15:00", warn_seconds=())
            self.assertEqual(found, [])

    def test_raised_and_used_up_again_it_is_another_breach(self):
        """Used up at 14:00; 6 h from 15:00 on: again at 16:00."""
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 15:00", "policy", seconds=6 * HOUR),
        ]
        found = self.happenings(log, "03-02 10:00", "03-03 15:00", warn_seconds=())
        self.assertEqual(found, [self.due("03-02 14:00", 0), self.due("03-02 16:00", 0)])

    def test_the_span_is_half_open(self):
        log = [self.created("03-02 10:00")]
        none = self.happenings(log, "03-02 10:00", "03-02 14:00", warn_seconds=())
        self.assertEqual(none, [])
        one = self.happenings(log, "03-02 14:00", "03-02 14:00:01", warn_seconds=())
        self.assertEqual(one, [self.due("03-02 14:00", 0)])


@tagged("post_install", "-at_install")
class TestStoredState(ClockCase):
    def test_a_stored_state_knows_what_happened_before_an_entry(self):
        """Due 14:00, closed 15:00: before the closing is fed, [10:00, 15:00) is handled."""
        policy, closing = self.policy(), self.moved("03-02 15:00", DONE)
        state = fold([self.created("03-02 10:00")], policy, self.calendars)
        counted = advance(state, policy, self.calendars, closing.moment)
        found = happened(counted, self.at("03-02 10:00"), closing.moment)
        self.assertEqual(found, [Due(self.at("03-02 14:00"), 0, 1)])
        clock = read(
            feed(counted, closing, policy, self.calendars),
            policy,
            self.calendars,
            closing.moment,
        )
        self.assertClock(clock, state="missed", breached_at="03-02 14:00")

    def test_the_state_of_no_entry_can_be_stored(self):
        state = begin(self.policy())
        self.assertEqual(type(state).load(state.dump()), state)

    def test_a_warning_that_the_policy_got_later_is_due_at_once(self):
        """3.5 h used at 13:30: an hour before is over, it is marked where counting stood."""
        log = [self.created("03-02 10:00"), self.moved("03-02 13:30", NEW)]
        state = fold(log, self.policy(), self.calendars)
        policy = self.policy(warn_seconds=(HOUR,))
        clock = read(state, policy, self.calendars, self.at("03-02 13:45"))
        self.assertEqual(clock.warnings, (self.at("03-02 13:30"),))
