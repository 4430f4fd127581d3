from datetime import datetime, timedelta
from random import Random

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .common import ReplayCommon

STORED = (
    "state",
    "started_at",
    "deadline",
    "reached_at",
    "breached_at",
    "elapsed",
    "rounds_met",
    "rounds_missed",
)
START = datetime(2026, 3, 2, 8)


@tagged("post_install", "-at_install")
class TestReplayRandom(ReplayCommon):
    """The replay of what was promised is what is stored, whatever happened."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_team("Field", cls.agent, user_id=cls.leader.id)
        cls.next = cls._create_sla("Next", target="next_response", hours=3, team_ids=False)
        cls.urgent = cls._create_sla(
            "Urgent", hours=2, priority="3", sequence=1, around_the_clock=True
        )

    def _steps(self, random):
        stages = (self.stage_waiting, self.stage_progress, self.stage_solved, self.stage_new)
        return {
            "stage": lambda ticket: ticket.write({"stage_id": random.choice(stages).id}),
            "answer": self._answer,
            "message": lambda ticket: ticket._log_event("message"),
            "priority": lambda ticket: ticket.write({"priority": random.choice("0123")}),
            "team": lambda ticket: ticket.write(
                {"team_id": random.choice((self.team | self.other).ids)}
            ),
            "archive": lambda ticket: ticket.write({"active": not ticket.active}),
            "promise": lambda ticket: self.response.write({"hours": random.choice((2, 4, 8))}),
            "pauses": lambda ticket: self.resolution.write(
                {"pauses_while_waiting": random.choice((True, False))}
            ),
        }

    def _live(self, seed):
        """Let ten tickets live through three weeks, and return them."""
        random = Random(seed)
        steps = self._steps(random)
        tickets = self.env["crm.service.ticket"]
        moment = START
        for number in range(10):
            tickets |= self._open(moment + timedelta(minutes=random.randrange(300)))
            for _step in range(6):
                moment += timedelta(minutes=random.randrange(400))
                with freeze_time(moment):
                    self._look()
                    steps[random.choice(list(steps))](tickets[random.randrange(number + 1)])
        return tickets

    def _look(self):
        """Act upon what fell due, as the sweep of each minute does."""
        clocks = self.env["crm.service.clock"]
        now = fields.Datetime.now()
        clocks.search([("next_at", "<", now)])._escalate(now)

    def test_unchanged_it_equals_what_is_stored(self):
        for seed in range(4):
            with self.subTest(seed=seed):
                tickets = self._live(seed)
                with freeze_time(self.NOW):
                    self._look()
                replay = self._replay(team_ids=False)
                self._check_equal(replay, tickets)
                self.assertFalse(replay.ticket_ids, "no verdict changes")

    def _check_equal(self, replay, tickets):
        now = datetime.fromisoformat(self.NOW)
        lines = {line.sla_id: line for line in replay.policy_ids}
        self.assertTrue(tickets.clock_ids)
        for clock in tickets.clock_ids:
            with freeze_time(now):
                shown, _outcome = replay._replay_clock(lines[clock.sla_id], clock, now, {})
            stored = [clock[name] or None for name in STORED]
            self.assertEqual([getattr(shown, name) or None for name in STORED], stored)
        for figure in replay.figure_ids:
            for name in ("met_count", "breached_count", "warned_count", "rate", "median_hours"):
                self.assertEqual(figure[name], figure[f"new_{name}"], f"{name} {figure.period}")
