from odoo.tests import tagged

from .common import DONE, HOUR, NEW, WAITING, ClockCase


@tagged("post_install", "-at_install")
class TestFirstResponse(ClockCase):
    target = "first_response"

    def test_the_first_public_answer_reaches_it(self):
        """Created 10:00, answered 12:00 and 13:00: 2 h used, due 14:00."""
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 12:00", "response"),
            self.entry("03-02 13:00", "response"),
        ]
        clock = self.clock(log, "03-03 10:00")
        self.assertClock(clock, state="met", elapsed=2 * HOUR, reached_at="03-02 12:00")
        self.assertClock(clock, deadline="03-02 14:00", round=1, rounds_met=0)

    def test_an_internal_note_is_no_answer(self):
        log = [self.created("03-02 10:00"), self.entry("03-02 11:00", "note")]
        self.assertBreaksAt(log, "03-02 14:00")

    def test_a_follow_up_does_not_start_it_again(self):
        log = [self.created("03-02 10:00"), self.entry("03-02 13:00", "message")]
        self.assertBreaksAt(log, "03-02 14:00")
        answered = [*log[:1], self.entry("03-02 11:00", "response"), log[1]]
        clock = self.clock(answered, "03-04 10:00")
        self.assertClock(clock, state="met", reached_at="03-02 11:00", elapsed=HOUR)

    def test_closing_is_no_answer(self):
        log = [self.created("03-02 10:00"), self.moved("03-02 11:00", DONE)]
        self.assertClock(self.clock(log, "03-04 10:00"), state="paused", reached_at=None)

    def test_an_answer_while_waiting_is_an_answer(self):
        """1 h used at 11:00, answered 15:00 in the waiting stage; 3 h more would be Tue 10:00."""
        log = [
            self.created("03-02 10:00"),
            self.moved("03-02 11:00", WAITING),
            self.entry("03-02 15:00", "response"),
        ]
        clock = self.clock(log, "03-04 10:00")
        self.assertClock(clock, state="met", elapsed=HOUR, deadline="03-03 10:00")

    def test_a_late_answer(self):
        """Due 14:00; answered Tue 09:30: 7.5 h used."""
        log = [self.created("03-02 10:00"), self.entry("03-03 09:30", "response")]
        clock = self.clock(log, "03-04 10:00")
        self.assertClock(clock, state="missed", elapsed=int(7.5 * HOUR))
        self.assertClock(clock, breached_at="03-02 14:00", deadline="03-02 14:00")


@tagged("post_install", "-at_install")
class TestNextResponse(ClockCase):
    target = "next_response"

    def test_it_does_not_start_before_an_answer(self):
        log = [self.created("03-02 10:00"), self.entry("03-02 11:00", "message")]
        clock = self.clock(log, "03-02 12:00")
        self.assertClock(clock, state="not_started", deadline=None, elapsed=0, round=0)

    def test_the_oldest_unanswered_message_starts_it(self):
        """Message 12:00, another 13:00: due 12:00 + 4 h = 16:00."""
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 11:00", "response"),
            self.entry("03-02 12:00", "message"),
            self.entry("03-02 13:00", "message"),
        ]
        self.assertClock(self.clock(log, "03-02 14:00"), started_at="03-02 12:00", round=1)
        self.assertBreaksAt(log, "03-02 16:00")

    def test_each_round_begins_at_nothing_and_is_counted(self):
        """Round 1: 12:00-13:00 met. Round 2: 14:00 to Tue 11:00 is 3 + 2 h, missed at Tue 10:00.

        Round 3: Tue 12:00, due 16:00.
        """
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 11:00", "response"),
            self.entry("03-02 12:00", "message"),
            self.entry("03-02 13:00", "response"),
            self.entry("03-02 14:00", "message"),
            self.entry("03-03 11:00", "response"),
            self.entry("03-03 12:00", "message"),
        ]
        one = self.clock(log, "03-02 13:30")
        self.assertClock(one, state="met", elapsed=HOUR, round=1, rounds_met=1, rounds_missed=0)
        two = self.clock(log, "03-03 11:30")
        self.assertClock(two, state="missed", elapsed=5 * HOUR, breached_at="03-03 10:00")
        self.assertClock(two, round=2, rounds_met=1, rounds_missed=1)
        three = self.clock(log, "03-03 13:00")
        self.assertClock(three, state="running", elapsed=HOUR, deadline="03-03 16:00")
        self.assertClock(three, round=3, rounds_met=1, rounds_missed=1, breached_at=None)

    def test_a_message_to_a_closed_ticket_waits_until_it_is_opened(self):
        """Closed 12:00, message 13:00, open 14:00: due Tue 10:00 (3 h + 1 h)."""
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 11:00", "response"),
            self.moved("03-02 12:00", DONE),
            self.entry("03-02 13:00", "message"),
            self.moved("03-02 14:00", NEW),
        ]
        self.assertClock(self.clock(log, "03-02 13:30"), state="paused", started_at="03-02 13:00")
        self.assertBreaksAt(log, "03-03 10:00")

    def test_answer_and_message_of_one_second_count_in_their_order(self):
        """Answer then message: a round is open. Message then answer: it is answered."""
        log = [self.created("03-02 10:00"), self.entry("03-02 10:30", "response")]
        answer = self.entry("03-02 11:00", "response")
        message = self.entry("03-02 11:00", "message")
        open_round = self.clock([*log, answer, message], "03-02 12:00")
        self.assertClock(open_round, state="running", elapsed=HOUR, deadline="03-02 15:00")
        answered = self.clock([*log, message, answer], "03-02 12:00")
        self.assertClock(answered, state="met", elapsed=0, reached_at="03-02 11:00")

    def test_archived_nothing_starts(self):
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 11:00", "response"),
            self.entry("03-02 12:00", "ended"),
            self.entry("03-02 13:00", "message"),
        ]
        self.assertClock(self.clock(log, "03-03 13:00"), state="ended", round=0)

    def test_an_answer_of_the_archived_or_the_uncreated_is_none(self):
        """The message after it is not the next one, it is still the first."""
        answer = self.entry("03-02 11:00", "response")
        message = self.entry("03-02 13:00", "message")
        archived = [
            self.created("03-02 10:00"),
            self.entry("03-02 10:30", "ended"),
            answer,
            self.entry("03-02 12:00", "restored"),
            message,
        ]
        for log in (archived, [answer, self.created("03-02 12:00"), message]):
            self.assertClock(self.clock(log, "03-02 14:00"), state="not_started", round=0)


@tagged("post_install", "-at_install")
class TestStageReached(ClockCase):
    target = "stage"

    def policy(self, **values):
        return super().policy(**{"stages": (7, 8)} | values)

    def stage(self, text, stage, **values):
        return self.entry(text, "stage", stage=stage, **values)

    def test_the_first_of_its_stages_reaches_it(self):
        """In stage 5 at 11:00, in 8 at 12:00 (2 h), back in 5, again in 7: reached at 12:00."""
        log = [
            self.created("03-02 10:00"),
            self.stage("03-02 11:00", 5),
            self.stage("03-02 12:00", 8),
            self.stage("03-02 13:00", 5),
            self.stage("03-02 16:00", 7),
        ]
        self.assertBreaksAt(log[:2], "03-02 14:00")
        clock = self.clock(log, "03-04 10:00")
        self.assertClock(clock, state="met", elapsed=2 * HOUR, reached_at="03-02 12:00")

    def test_a_stage_to_reach_that_waits_or_closes_reaches_it(self):
        for flag in ("is_waiting", "is_closed"):
            log = [self.created("03-02 10:00"), self.stage("03-02 11:00", 7, **{flag: True})]
            self.assertClock(self.clock(log, "03-04 10:00"), state="met", elapsed=HOUR)

    def test_created_in_the_stage_it_is_reached_at_once(self):
        log = [self.entry("03-02 10:00", "created", stage=7)]
        self.assertClock(self.clock(log, "03-02 11:00"), state="met", elapsed=0)

    def test_another_closed_stage_stops_it(self):
        log = [self.created("03-02 10:00"), self.moved("03-02 11:00", DONE)]
        self.assertClock(self.clock(log, "03-02 16:00"), state="paused", elapsed=HOUR)

    def test_restored_in_the_stage_it_is_reached(self):
        log = [
            self.created("03-02 10:00"),
            self.entry("03-02 11:00", "ended"),
            self.stage("03-02 12:00", 7),
            self.entry("03-02 13:00", "restored"),
        ]
        self.assertClock(self.clock(log, "03-02 12:30"), state="ended", reached_at=None)
        self.assertClock(self.clock(log, "03-02 14:00"), state="met", reached_at="03-02 13:00")
