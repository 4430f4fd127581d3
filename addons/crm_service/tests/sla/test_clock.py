from datetime import UTC, datetime

from odoo.tests import tagged

from ...tools.sla import ClockError, Entry, Policy, replay
from .common import DONE, HOUR, MINUTE, NEW, WAITING, ClockCase


@tagged("post_install", "-at_install")
class TestResolution(ClockCase):
    def test_it_runs_from_the_creation(self):
        """Mon 10:00 + 4 h = 14:00; at 11:30 1.5 h are used."""
        log = [self.created("03-02 10:00")]
        self.assertClock(
            self.clock(log, "03-02 11:30"),
            state="running",
            started_at="03-02 10:00",
            elapsed=90 * MINUTE,
            remaining=150 * MINUTE,
            deadline="03-02 14:00",
            reached_at=None,
            breached_at=None,
            round=1,
        )
        self.assertBreaksAt(log, "03-02 14:00")

    def test_overdue_it_keeps_its_deadline(self):
        """Due Mon 14:00; Tue 10:00 is 3 h + 1 h later: 8 h used of 4 h."""
        clock = self.clock([self.created("03-02 10:00")], "03-03 10:00")
        self.assertClock(
            clock,
            state="running",
            elapsed=8 * HOUR,
            remaining=-4 * HOUR,
            deadline="03-02 14:00",
            breached_at="03-02 14:00",
        )

    def test_nothing_is_started_without_a_creation(self):
        clock = self.clock([self.entry("03-02 10:00", "response")], "03-02 11:00")
        self.assertClock(clock, state="not_started", deadline=None, remaining=None, round=0)

    def test_what_was_before_the_creation_is_context_only(self):
        """Closed before it was created, created open, as an import may log it: 4 h from 10:00."""
        log = [self.moved("03-02 09:00", DONE), self.created("03-02 10:00")]
        self.assertClock(self.clock(log, "03-02 09:30"), state="not_started", reached_at=None)
        self.assertBreaksAt(log, "03-02 14:00")

    def test_an_answer_does_not_resolve(self):
        log = [self.created("03-02 10:00"), self.entry("03-02 11:00", "response")]
        self.assertBreaksAt(log, "03-02 14:00")

    def test_what_is_after_now_has_not_happened(self):
        log = [self.created("03-02 10:00"), self.moved("03-02 11:00", DONE)]
        self.assertClock(self.clock(log, "03-02 10:59:59"), state="running", reached_at=None)
        self.assertClock(self.clock(log, "03-02 11:00"), state="met", reached_at="03-02 11:00")

    def test_closed_in_time_it_keeps_the_deadline_of_then(self):
        """3 h used at 13:00, due 14:00; days later nothing has changed."""
        log = [self.created("03-02 10:00"), self.moved("03-02 13:00", DONE)]
        self.assertClock(
            self.clock(log, "03-09 12:00"),
            state="met",
            elapsed=3 * HOUR,
            remaining=HOUR,
            deadline="03-02 14:00",
            reached_at="03-02 13:00",
            breached_at=None,
        )

    def test_the_second_of_the_deadline_is_in_time_and_the_next_is_late(self):
        """Due 14:00:00."""
        log = [self.created("03-02 10:00")]
        in_time = self.clock([*log, self.moved("03-02 14:00", DONE)], "03-02 15:00")
        self.assertClock(in_time, state="met", remaining=0, breached_at=None)
        late = self.clock([*log, self.moved("03-02 14:00:01", DONE)], "03-02 15:00")
        self.assertClock(late, state="missed", remaining=-1, breached_at="03-02 14:00")
        self.assertClock(late, deadline="03-02 14:00", reached_at="03-02 14:00:01")

    def test_used_up_at_closing_time_an_answer_of_the_night_is_late(self):
        """Mon 13:00 + 4 h = 17:00, closing time, not Tue 09:00; at 20:00 it is over."""
        log = [self.created("03-02 13:00")]
        self.assertBreaksAt(log, "03-02 17:00")
        log += [self.entry("03-02 19:00", "note")]
        late = self.clock([*log, self.moved("03-02 20:00", DONE)], "03-02 21:00")
        self.assertClock(late, state="missed", remaining=0, breached_at="03-02 17:00")

    def test_opened_again_it_goes_on_where_it_stood(self):
        """3 h used at Mon 13:00; open again Wed 10:00, 1 h left: Wed 11:00."""
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 13:00", DONE),
            self.moved("03-04 10:00", NEW),
        ]
        self.assertClock(
            self.clock(log, "03-04 10:30"),
            state="running",
            started_at="03-02 10:00",
            elapsed=210 * MINUTE,
            deadline="03-04 11:00",
            reached_at=None,
        )
        self.assertBreaksAt(log, "03-04 11:00")

    def test_opened_again_with_nothing_left_it_is_breached_that_moment(self):
        """Closed in the second of the deadline, Mon 14:00: met. Open again Wed 10:00: 0 s left."""
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 14:00", DONE),
            self.moved("03-04 10:00", NEW),
        ]
        clock = self.clock(log, "03-04 12:00")
        self.assertClock(clock, state="running", remaining=-2 * HOUR, breached_at="03-04 10:00")

    def test_closed_late_and_opened_again_it_stays_breached(self):
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 15:00", DONE),
            self.moved("03-04 10:00", NEW),
            self.moved("03-04 11:00", DONE),
        ]
        clock = self.clock(log, "03-05 10:00")
        self.assertClock(clock, state="missed", elapsed=6 * HOUR, breached_at="03-02 14:00")
        self.assertClock(clock, reached_at="03-04 11:00", deadline="03-02 14:00")

    def test_from_one_closed_stage_to_another_it_stays_reached(self):
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 11:00", DONE),
            self.entry("03-02 12:00", "stage", stage=9, is_closed=True),
        ]
        self.assertClock(self.clock(log, "03-03 10:00"), state="met", reached_at="03-02 11:00")

    def test_created_closed_it_is_met_at_once(self):
        clock = self.clock([self.created("03-02 10:00", DONE)], "03-02 10:00")
        self.assertClock(clock, state="met", elapsed=0, deadline="03-02 14:00")


@tagged("post_install", "-at_install")
class TestPauses(ClockCase):
    def test_a_pause_across_closing_time(self):
        """Mon 10:00-16:00 is 6 h of 8. Waiting Mon 16:00 to Tue 11:00 (1 h + 2 h of work).

        2 h are left: Tue 13:00. Without the pause: Mon 17:00 is 7 h, Tue 10:00; plus 3 h.
        """
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 16:00", WAITING),
            self.moved("03-03 11:00", NEW),
        ]
        paused = self.clock(log, "03-03 10:59:59", limit=8 * HOUR)
        self.assertClock(paused, state="paused", deadline=None, elapsed=6 * HOUR)
        self.assertClock(paused, remaining=2 * HOUR)
        self.assertBreaksAt(log, "03-03 13:00", limit=8 * HOUR)
        self.assertBreaksAt(log[:1], "03-03 10:00", limit=8 * HOUR)

    def test_a_pause_that_ends_in_close(self):
        """1 h used at 11:00, waiting until it is closed on Friday: met with 1 h.

        Had it run on from Fri 12:00 with 3 h left: Fri 15:00.
        """
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 11:00", WAITING),
            self.moved("03-06 12:00", DONE),
        ]
        clock = self.clock(log, "03-09 10:00")
        self.assertClock(clock, state="met", elapsed=HOUR, reached_at="03-06 12:00")
        self.assertClock(clock, deadline="03-06 15:00", breached_at=None)

    def test_created_while_waiting(self):
        """Nothing counts until Tue 09:30; + 4 h = 13:30."""
        log = [self.created("03-02 10:00", WAITING), self.moved("03-03 09:30", NEW)]
        clock = self.clock(log, "03-02 16:00")
        self.assertClock(clock, state="paused", elapsed=0, deadline=None)
        self.assertClock(clock, started_at="03-02 10:00", remaining=4 * HOUR)
        self.assertBreaksAt(log, "03-03 13:30")

    def test_a_policy_that_does_not_pause(self):
        """Mon 10:00 + 4 h = 14:00 in spite of the waiting stage."""
        log = [self.created("03-02 10:00"), self.moved("03-02 11:00", WAITING)]
        clock = self.clock(log, "03-02 12:00", pauses_while_waiting=False)
        self.assertClock(clock, state="running", deadline="03-02 14:00")
        self.assertBreaksAt(log, "03-02 14:00", pauses_while_waiting=False)

    def test_a_pause_in_the_second_of_the_deadline_comes_too_late(self):
        """4 h are used up at 14:00, which only reaching the target can save."""
        log = [self.created("03-02 10:00"), self.moved("03-02 14:00", WAITING)]
        clock = self.clock(log, "03-03 10:00")
        self.assertClock(clock, state="paused", remaining=0, breached_at="03-02 14:00")

    def test_closed_unanswered_the_first_response_is_paused(self):
        """1 h used, closed Mon 11:00 to Tue 09:00 (6 h of work), answered Tue 10:00: 2 h."""
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 11:00", DONE),
            self.moved("03-03 09:00", NEW),
            self.entry("03-03 10:00", "response"),
        ]
        policy = {"target": "first_response"}
        self.assertClock(self.clock(log, "03-02 16:00", **policy), state="paused", elapsed=HOUR)
        self.assertClock(self.clock(log, "03-03 11:00", **policy), state="met", elapsed=2 * HOUR)


@tagged("post_install", "-at_install")
class TestTheEnd(ClockCase):
    def test_archived_it_never_breaches(self):
        log = [self.created("03-02 10:00"), self.entry("03-02 11:00", "ended")]
        clock = self.clock(log, "12-30 10:00")
        self.assertClock(clock, state="ended", elapsed=HOUR, deadline=None, breached_at=None)

    def test_what_happens_to_the_archived_is_not_judged(self):
        """Neither closing nor a limit of half an hour, with 1 h used, does anything."""
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 11:00", "ended"),
            self.moved("03-02 12:00", DONE),
            self.entry("03-02 12:00", "response"),
            self.entry("03-02 12:00", "policy", seconds=1800),
        ]
        for target in ("resolution", "first_response"):
            clock = self.clock(log, "03-03 10:00", target=target)
            self.assertClock(clock, state="ended", reached_at=None, breached_at=None)

    def test_restored_it_goes_on_where_it_stood(self):
        """1 h used; restored Wed 10:00 with 3 h left: 13:00."""
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 11:00", "ended"),
            self.entry("03-04 10:00", "restored"),
        ]
        self.assertBreaksAt(log, "03-04 13:00")

    def test_restored_into_a_closed_stage_it_is_reached_then(self):
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 11:00", "ended"),
            self.moved("03-02 12:00", DONE),
            self.entry("03-04 10:00", "restored"),
        ]
        clock = self.clock(log, "03-04 12:00")
        self.assertClock(clock, state="met", elapsed=HOUR, reached_at="03-04 10:00")

    def test_restored_with_a_limit_that_is_used_up_it_is_breached_then(self):
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 12:00", "ended"),
            self.entry("03-02 13:00", "policy", seconds=HOUR),
            self.entry("03-04 10:00", "restored"),
        ]
        clock = self.clock(log, "03-04 10:00")
        self.assertClock(clock, state="running", remaining=-HOUR, breached_at="03-04 10:00")

    def test_what_was_reached_or_breached_before_stays(self):
        met = [self.created("03-02 10:00"), self.moved("03-02 11:00", DONE)]
        end = self.entry("03-03 10:00", "ended")
        self.assertClock(self.clock([*met, end], "03-04 10:00"), state="met", elapsed=HOUR)
        overdue = self.clock([met[0], end], "03-04 10:00")
        self.assertClock(overdue, state="ended", breached_at="03-02 14:00", elapsed=8 * HOUR)

    def test_restoring_what_was_not_ended_is_nothing(self):
        log = [self.created("03-02 10:00"), self.entry("03-02 11:00", "restored")]
        self.assertBreaksAt(log, "03-02 14:00")


@tagged("post_install", "-at_install")
class TestRefusals(ClockCase):
    def assertRefused(self, code, call):
        with self.assertRaises(ClockError) as caught:
            call()
        self.assertEqual(caught.exception.code, code)

    def test_a_deadline_beyond_the_compiled_days(self):
        """The calendar ends on 2026-12-31, a Thursday: 8 h from 10:00 are one hour too many."""
        log = [self.created("12-31 10:00")]
        self.assertBreaksAt(log, "12-31 14:00")
        self.assertRefused("beyond", lambda: self.clock(log, "12-31 11:00", limit=8 * HOUR))

    def test_what_stands_still_has_no_deadline_to_be_refused(self):
        log = [self.created("12-31 10:00"), self.moved("12-31 11:00", WAITING)]
        clock = self.clock(log, "12-31 12:00", limit=80 * HOUR)
        self.assertClock(clock, state="paused", remaining=79 * HOUR)

    def test_an_unknown_calendar(self):
        log = [self.created("03-02 10:00", calendar="moon")]
        self.assertRefused("calendar", lambda: self.clock(log, "03-02 11:00"))

    def test_entries_out_of_order(self):
        log = [self.created("03-02 10:00"), self.entry("03-02 09:00", "note")]
        self.assertRefused("order", lambda: self.clock(log, "03-02 11:00"))

    def test_two_creations(self):
        log = [self.created("03-02 10:00"), self.created("03-02 10:00")]
        self.assertRefused("created", lambda: self.clock(log, "03-02 11:00"))

    def test_moments_that_are_not_naive_or_not_whole(self):
        aware = datetime(2026, 3, 2, tzinfo=UTC)
        log = [self.created("03-02 10:00")]
        for moment in (aware, datetime(2026, 3, 2, microsecond=1), None, "2026-03-02"):
            self.assertRefused("moment", lambda moment=moment: Entry(moment, "note"))
        self.assertRefused("moment", lambda: replay(log, self.policy(), {}, aware))

    def test_kinds_targets_limits_and_stages(self):
        moment = datetime(2026, 3, 2)
        self.assertRefused("kind", lambda: Entry(moment, "closed"))
        self.assertRefused("limit", lambda: Entry(moment, "policy", seconds=0))
        self.assertRefused("target", lambda: Policy("answer", 1))
        self.assertRefused("limit", lambda: Policy("resolution", -1))
        self.assertRefused("limit", lambda: Policy("resolution", 1.5))
        self.assertRefused("limit", lambda: Policy("resolution", 60, warn_seconds=(0,)))
        self.assertRefused("stages", lambda: Policy("stage", 60))
