from datetime import datetime

from odoo.tests import BaseCase

from ...tools.replay import Change, Outcome, change_log, summarize, verdict_of, with_hours_of
from ...tools.sla import Entry

MOMENT = datetime(2026, 3, 2, 8)
LATER = datetime(2026, 3, 2, 9)


class TestPromise(BaseCase):
    def test_without_a_change_the_log_is_the_same(self):
        log = [Entry(MOMENT, "created", stage=1, calendar=5), Entry(LATER, "calendar", calendar=6)]
        self.assertEqual(change_log(log, Change()), log)

    def test_a_limit_replaces_each_promise_but_not_its_end(self):
        log = [
            Entry(MOMENT, "created"),
            Entry(MOMENT, "policy", policy=1, seconds=60, pauses_while_waiting=True),
            Entry(LATER, "policy", policy=1),
        ]
        _created, begins, ends = change_log(log, Change(seconds=90, pauses=False))
        self.assertEqual((begins.seconds, begins.pauses_while_waiting), (90, False))
        self.assertEqual(ends, log[2])

    def test_one_calendar_replaces_all(self):
        log = [Entry(MOMENT, "created", calendar=5), Entry(LATER, "calendar", calendar=6)]
        self.assertEqual(
            change_log(log, Change(calendar="x")), [Entry(MOMENT, "created", calendar="x")]
        )

    def test_hours_of_another_log(self):
        log = [
            Entry(MOMENT, "created", calendar=5),
            Entry(MOMENT, "calendar", calendar=7),
            Entry(LATER, "note"),
        ]
        other = [Entry(MOMENT, "created", calendar=1), Entry(LATER, "calendar", calendar=2)]
        self.assertEqual(
            with_hours_of(log, other),
            [
                Entry(MOMENT, "created", calendar=1),
                Entry(LATER, "calendar", calendar=2),
                Entry(LATER, "note"),
            ],
        )

    def test_verdicts(self):
        self.assertEqual(verdict_of("met", False), "met")
        self.assertEqual(verdict_of("met", True), "breached", "an earlier round was missed")
        self.assertEqual(verdict_of("running", False), "open")
        self.assertEqual(verdict_of("ended", True), "breached")

    def test_what_is_not_decided_counts_in_no_rate(self):
        found = summarize([Outcome("met", 60), Outcome("open"), Outcome("breached", 180, True)])
        self.assertEqual((found.count, found.met, found.breached, found.warned), (3, 1, 1, 1))
        self.assertEqual((found.rate, found.seconds), (0.5, 120))

    def test_of_nothing_nothing_is_known(self):
        found = summarize([])
        self.assertEqual((found.rate, found.low, found.high, found.seconds), (None, 0, 1, None))
