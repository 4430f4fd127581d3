from odoo.tests import tagged

from ...tools.sla import moves
from .common import CALENDARS, DONE, HOUR, NEW, WAITING, ClockCase, week


@tagged("post_install", "-at_install")
class TestCalendarChanged(ClockCase):
    def test_what_was_counted_stays_counted(self):
        """Office 10:00-13:00 3 h; from 13:00 on split, 13:30 + 1 h = 14:30.

        Split from the start would have been 10-12 and 13:30-15:30.
        """
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 13:00", "calendar", calendar="split"),
        ]
        self.assertBreaksAt(log, "03-02 14:30")
        self.assertBreaksAt([self.created("03-02 10:00", calendar="split")], "03-02 15:30")

    def test_reached_or_used_up_it_is_not_judged_again(self):
        change = self.entry("03-02 15:00", "calendar", calendar="split")
        log = [self.created("03-02 10:00"), self.moved("03-02 13:00", DONE), change]
        met = self.clock(log, "03-03 10:00")
        self.assertClock(met, state="met", elapsed=3 * HOUR, deadline="03-02 14:00")
        overdue = self.clock([log[0], change], "03-03 10:00")
        self.assertClock(overdue, breached_at="03-02 14:00", deadline="03-02 14:00")

    def test_it_may_be_of_one_policy_only(self):
        change = self.entry("03-02 13:00", "calendar", calendar="split", policy="other")
        log = [self.created("03-02 10:00"), change]
        self.assertBreaksAt(log, "03-02 14:00", key="this")


@tagged("post_install", "-at_install")
class TestPolicyChanged(ClockCase):
    def changed(self, text, seconds, **values):
        return self.entry(text, "policy", seconds=seconds, **values)

    def test_the_new_limit_applies_to_the_whole(self):
        """2 h used at 12:00 of 4; 6 from now on: 16:00."""
        log = [self.created("03-02 10:00"), self.changed("03-02 12:00", 6 * HOUR)]
        self.assertBreaksAt(log, "03-02 16:00")

    def test_two_changes_of_priority(self):
        """8 h, from 11:00 on 2 h, from 11:30 on 3 h: 13:00."""
        log = [
            self.created("03-02 10:00"),
            self.changed("03-02 11:00", 2 * HOUR),
            self.changed("03-02 11:30", 3 * HOUR),
        ]
        self.assertBreaksAt(log[:2], "03-02 12:00", limit=8 * HOUR)
        self.assertBreaksAt(log, "03-02 13:00", limit=8 * HOUR)

    def test_lowered_below_what_is_used_it_is_breached_that_moment(self):
        """2.5 h used at 12:30, 2 h from now on: breached at 12:30, half an hour over."""
        log = [self.created("03-02 10:00"), self.changed("03-02 12:30", 2 * HOUR)]
        self.assertClock(self.clock(log, "03-02 12:29:59"), breached_at=None)
        clock = self.clock(log, "03-02 12:30")
        self.assertClock(clock, state="running", remaining=-HOUR // 2)
        self.assertClock(clock, breached_at="03-02 12:30", deadline="03-02 12:30")

    def test_lowered_while_paused_it_is_breached_that_moment(self):
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 12:00", WAITING),
            self.changed("03-02 20:00", HOUR),
        ]
        clock = self.clock(log, "03-03 10:00")
        self.assertClock(clock, state="paused", breached_at="03-02 20:00", deadline=None)

    def test_lowered_to_what_is_used_it_is_breached_that_moment(self):
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 12:00", WAITING),
            self.changed("03-02 15:00", 2 * HOUR),
        ]
        clock = self.clock(log, "03-03 10:00")
        self.assertClock(clock, state="paused", breached_at="03-02 15:00", remaining=0)

    def test_taken_away_when_overdue_there_is_no_breach_until_it_is_given_back(self):
        """Used up at 14:00; none from 15:00, 4 h again from 16:00: breached at 16:00."""
        log = [
            self.created("03-02 10:00"),
            self.changed("03-02 15:00", None),
            self.changed("03-02 16:00", 4 * HOUR),
        ]
        self.assertClock(self.clock(log, "03-02 15:30"), state="ended", breached_at=None)
        self.assertClock(self.clock(log, "03-02 16:30"), breached_at="03-02 16:00")

    def test_raised_after_the_breach_there_is_none(self):
        """Used up at 14:00; 5 h used at 15:00 of now 6: due 16:00, the only breach."""
        log = [self.created("03-02 10:00"), self.changed("03-02 15:00", 6 * HOUR)]
        self.assertClock(self.clock(log, "03-02 14:30"), breached_at="03-02 14:00")
        self.assertClock(self.clock(log, "03-02 15:00"), breached_at=None, remaining=HOUR)
        self.assertBreaksAt(log, "03-02 16:00")

    def test_reached_it_is_not_judged_again_until_it_is_opened(self):
        """3 h used and met at 13:00; 2 h from 14:00 on; opened 15:00: breached then."""
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 13:00", DONE),
            self.changed("03-02 14:00", 2 * HOUR),
            self.moved("03-02 15:00", NEW),
        ]
        met = self.clock(log, "03-02 14:30")
        self.assertClock(met, state="met", remaining=HOUR, deadline="03-02 14:00")
        opened = self.clock(log, "03-02 15:30")
        self.assertClock(opened, breached_at="03-02 15:00", remaining=-HOUR * 3 // 2)

    def test_taken_away_and_given_back_the_time_is_counted(self):
        """Away 11:00 to 13:00: 3 h used when it is back, due 14:00."""
        log = [
            self.created("03-02 10:00"),
            self.changed("03-02 11:00", None),
            self.changed("03-02 13:00", 4 * HOUR),
        ]
        away = self.clock(log, "03-02 12:00")
        self.assertClock(away, state="ended", deadline=None, remaining=None, elapsed=2 * HOUR)
        self.assertBreaksAt(log, "03-02 14:00")

    def test_taken_away_it_never_breaches_and_is_not_judged(self):
        log = [self.created("03-02 10:00"), self.changed("03-02 11:00", None)]
        self.assertClock(self.clock(log, "03-09 10:00"), state="ended", breached_at=None)
        log += [self.moved("03-09 11:00", DONE), self.changed("03-09 12:00", HOUR)]
        clock = self.clock(log, "03-09 13:00")
        self.assertClock(clock, state="ended", reached_at="03-09 11:00", deadline=None)

    def test_given_later_it_counts_from_the_creation(self):
        """No limit at first; 4 h from 12:00 on: due 14:00."""
        log = [self.created("03-02 10:00"), self.changed("03-02 12:00", 4 * HOUR)]
        self.assertClock(self.clock(log, "03-02 11:00", limit=None), state="ended", elapsed=HOUR)
        self.assertBreaksAt(log, "03-02 14:00", limit=None)

    def test_a_round_without_a_policy_is_not_counted(self):
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 10:10", "response"),
            self.entry("03-02 10:20", "message"),
            self.changed("03-02 10:30", None),
            self.entry("03-02 10:40", "response"),
        ]
        clock = self.clock(log, "03-02 11:00", target="next_response")
        self.assertClock(clock, state="ended", round=1, rounds_met=0, rounds_missed=0)

    def test_it_may_be_of_one_policy_only(self):
        log = [self.created("03-02 10:00"), self.changed("03-02 11:00", HOUR, policy="other")]
        self.assertBreaksAt(log, "03-02 14:00", key="this")
        log += [self.changed("03-02 11:00", 2 * HOUR, policy="this")]
        self.assertBreaksAt(log, "03-02 12:00", key="this")
        log += [self.changed("03-02 11:00", 3 * HOUR)]
        self.assertBreaksAt(log, "03-02 13:00", key="this")

    def test_from_office_hours_to_round_the_clock(self):
        """Fri 16:00-17:00 1 h; from 18:00 on every hour counts: 3 h more, 21:00."""
        change = self.changed("03-06 18:00", 4 * HOUR, around_the_clock=True)
        log = [self.created("03-06 16:00"), change]
        self.assertBreaksAt(log, "03-06 21:00")
        log += [self.changed("03-06 19:00", 5 * HOUR)]
        self.assertBreaksAt(log, "03-06 22:00")

    def test_from_pausing_to_not_pausing(self):
        """1 h used, waiting from 11:00, no pause from 12:00 on: 15:00."""
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 11:00", WAITING),
            self.changed("03-02 12:00", 4 * HOUR, pauses_while_waiting=False),
        ]
        self.assertBreaksAt(log, "03-02 15:00")

    def test_closed_and_lowered_in_one_second(self):
        """2.5 h used at 12:30, lowered to 2 h and closed in that second: it was in time."""
        lowered, closed = self.changed("03-02 12:30", 2 * HOUR), self.moved("03-02 12:30", DONE)
        log = [self.created("03-02 10:00")]
        for order in ([lowered, closed], [closed, lowered]):
            clock = self.clock([*log, *order], "03-02 13:00")
            self.assertClock(clock, state="met", breached_at=None)


@tagged("post_install", "-at_install")
class TestPreview(ClockCase):
    def moves(self, log, now, new=CALENDARS, changes=()):
        return moves(log, self.policy(), CALENDARS, new, self.at(now), changes)

    def test_a_change_of_the_calendar_counts_from_now_on(self):
        """Mon 10:00 with 3 h used at 13:00; the office shuts at 13:30 from now on.

        Old 14:00; new: half an hour today, half an hour Tue 09:00-09:30.
        """
        new = {"office": week((9, 13.5))}
        answer = self.moves([self.created("03-02 10:00")], "03-02 13:00", new)
        self.assertEqual(answer, (self.at("03-02 14:00"), self.at("03-03 09:30")))

    def test_a_change_of_the_limit(self):
        log = [self.created("03-02 10:00"), self.moved("03-02 15:00", DONE)]
        change = self.entry("03-02 11:00", "policy", seconds=6 * HOUR)
        answer = self.moves(log, "03-02 11:00", changes=[change])
        self.assertEqual(answer, (self.at("03-02 14:00"), self.at("03-02 16:00")))

    def test_a_change_of_the_key(self):
        change = self.entry("03-02 13:00", "calendar", calendar="split")
        answer = self.moves([self.created("03-02 10:00")], "03-02 13:00", changes=[change])
        self.assertEqual(answer, (self.at("03-02 14:00"), self.at("03-02 14:30")))

    def test_what_is_reached_or_stands_still_does_not_move(self):
        new = {"office": week((9, 13.5))}
        met = [self.created("03-02 10:00"), self.moved("03-02 12:00", DONE)]
        self.assertEqual(self.moves(met, "03-02 13:00", new), (self.at("03-02 14:00"),) * 2)
        paused = [self.created("03-02 10:00"), self.moved("03-02 12:00", WAITING)]
        self.assertEqual(self.moves(paused, "03-02 13:00", new), (None, None))
