from odoo.tests import tagged

from ...tools.sla import ClockError, merge_logs
from .common import DONE, HOUR, NEW, WAITING, ClockCase


@tagged("post_install", "-at_install")
class TestMerge(ClockCase):
    def test_the_first_response_is_the_earliest_of_both(self):
        """Loser: 10:00, answered 11:00. Survivor: 12:00, answered 15:00. Together: 1 h."""
        survivor = [self.created("03-02 12:00"), self.entry("03-02 15:00", "response")]
        loser = [self.created("03-02 10:00"), self.entry("03-02 11:00", "response")]
        for one, other in ((survivor, loser), (loser, survivor)):
            clock = self.clock(merge_logs(one, other), "03-03 10:00", target="first_response")
            self.assertClock(clock, state="met", started_at="03-02 10:00", elapsed=HOUR)
            self.assertClock(clock, reached_at="03-02 11:00", deadline="03-02 14:00")

    def test_one_answer_is_enough_for_both(self):
        """Survivor 10:00 unanswered; the loser of 11:00 was answered at 13:00: 3 h."""
        survivor = [self.created("03-02 10:00")]
        loser = [self.created("03-02 11:00"), self.entry("03-02 13:00", "response")]
        clock = self.clock(merge_logs(survivor, loser), "03-03 10:00", target="first_response")
        self.assertClock(clock, state="met", elapsed=3 * HOUR, reached_at="03-02 13:00")

    def test_it_counts_from_the_earlier_creation(self):
        """Loser 10:00, survivor 12:00, 4 h: 14:00 instead of 16:00."""
        survivor = [self.created("03-02 12:00")]
        self.assertBreaksAt(survivor, "03-02 16:00")
        self.assertBreaksAt(merge_logs(survivor, [self.created("03-02 10:00")]), "03-02 14:00")

    def test_until_the_survivor_is_created_the_loser_pauses(self):
        """Loser 10:00, waiting from 10:30 on; survivor 12:00: 3.5 h left: 15:30.

        That the loser waits again from 13:00 on means nothing.
        """
        survivor = [self.created("03-02 12:00")]
        loser = [
            self.created("03-02 10:00"),
            self.moved("03-02 10:30", WAITING),
            self.moved("03-02 12:30", NEW),
            self.moved("03-02 13:00", WAITING),
        ]
        self.assertBreaksAt(merge_logs(survivor, loser), "03-02 15:30")

    def test_a_loser_that_was_closed_long_ago_does_not_count_the_years(self):
        """Loser: January, closed after 1 h. Survivor Mon 2 March 10:00: 3 h left: 13:00."""
        survivor = [self.created("03-02 10:00")]
        loser = [self.created("01-12 10:00"), self.moved("01-12 11:00", DONE)]
        self.assertBreaksAt(merge_logs(survivor, loser), "03-02 13:00")

    def test_a_loser_that_was_archived_goes_on_with_the_survivor(self):
        loser = [self.created("01-12 10:00"), self.entry("01-12 11:00", "ended")]
        merged = merge_logs([self.created("03-02 10:00")], loser)
        self.assertBreaksAt(merged, "03-02 13:00")

    def test_the_younger_loser_does_not_pause(self):
        survivor = [self.created("03-02 10:00")]
        loser = [self.created("03-02 11:00", WAITING), self.moved("03-02 12:00", DONE)]
        self.assertBreaksAt(merge_logs(survivor, loser), "03-02 14:00")

    def test_created_in_one_second_the_stage_is_the_survivors(self):
        survivor = [self.created("03-02 10:00")]
        loser = [self.entry("03-02 10:00", "created", stage=7)]
        self.assertEqual(merge_logs(survivor, loser), survivor)

    def test_what_is_known_before_the_creation_stays_before_it(self):
        """An hour's limit in the log, before the creation of 12:00; the loser is of 10:00."""
        survivor = [
            self.entry("03-02 09:00", "policy", seconds=HOUR),
            self.created("03-02 12:00"),
        ]
        merged = merge_logs(survivor, [self.created("03-02 10:00")])
        self.assertBreaksAt(merged, "03-02 11:00")

    def test_policy_and_calendar_are_the_survivors(self):
        """Split from the start: 10-12 and 13:30-15:30."""
        survivor = [self.created("03-02 11:00", calendar="split")]
        loser = [
            self.created("03-02 10:00", calendar="office"),
            self.entry("03-02 10:00", "policy", seconds=HOUR),
            self.entry("03-02 10:00", "calendar", calendar="24x7"),
        ]
        self.assertBreaksAt(merge_logs(survivor, loser), "03-02 15:30")

    def test_what_is_said_to_the_loser_after_the_merge_does_not_count(self):
        survivor = [self.created("03-02 10:00")]
        loser = [
            self.created("03-02 10:30"),
            self.entry("03-02 11:00", "ended"),
            self.entry("03-02 12:00", "response"),
        ]
        merged = merge_logs(survivor, loser)
        self.assertBreaksAt(merged, "03-02 14:00", target="first_response")

    def test_a_message_to_the_loser_waits_for_the_next_answer(self):
        """Survivor answered 11:00; message to the loser 12:00: due 16:00."""
        survivor = [self.created("03-02 10:00"), self.entry("03-02 11:00", "response")]
        loser = [self.created("03-02 09:30"), self.entry("03-02 12:00", "message")]
        merged = merge_logs(survivor, loser)
        self.assertBreaksAt(merged, "03-02 16:00", target="next_response")

    def test_the_undo_is_the_survivors_own_log(self):
        survivor = [self.created("03-02 12:00"), self.entry("03-02 13:00", "response")]
        loser = [self.created("03-02 10:00"), self.entry("03-02 11:00", "response")]
        before = self.clock(survivor, "03-03 10:00")
        kept = list(survivor), list(loser)
        self.assertNotEqual(self.clock(merge_logs(survivor, loser), "03-03 10:00"), before)
        self.assertEqual((survivor, loser), kept)
        self.assertEqual(self.clock(survivor, "03-03 10:00"), before)

    def test_three_tickets_are_merged_one_by_one(self):
        """Created 12:00, 11:00 and 10:00: 14:00, in any order."""
        one, two, three = ([self.created(f"03-02 {hour}:00")] for hour in (12, 11, 10))
        self.assertBreaksAt(merge_logs(merge_logs(one, two), three), "03-02 14:00")
        self.assertBreaksAt(merge_logs(merge_logs(one, three), two), "03-02 14:00")

    def test_a_log_without_a_creation_is_refused(self):
        for logs in (([], [self.created("03-02 10:00")]), ([self.created("03-02 10:00")], [])):
            with self.assertRaises(ClockError) as caught:
                merge_logs(*logs)
            self.assertEqual(caught.exception.code, "created")
