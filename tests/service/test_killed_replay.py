"""A what-if replay whose workers are ended by SIGKILL: each promise is replayed once."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import ClonedWorkerCase

TICKETS = 200
RUN = """
SELECT state, planned_count, handled_count, clock_count FROM crm_service_replay
 WHERE name = 'Killed'
"""
FIGURES = """
SELECT figure.month, figure.ticket_count, figure.met_count, figure.breached_count,
       figure.new_met_count, figure.new_breached_count, figure.new_rate
  FROM crm_service_replay_figure figure JOIN crm_service_replay replay
    ON replay.id = figure.replay_id WHERE replay.name = 'Killed' ORDER BY 1 NULLS LAST
"""
VERDICTS = """
SELECT ticket.name, line.verdict, line.new_verdict, count(*)
  FROM crm_service_replay_ticket line JOIN crm_service_replay replay ON replay.id = line.replay_id
  JOIN crm_service_ticket ticket ON ticket.id = line.ticket_id
 WHERE replay.name = 'Killed' GROUP BY 1, 2, 3 ORDER BY 1
"""
PEOPLE = """
SELECT person.ticket_count, person.new_ticket_count FROM crm_service_replay_person person
  JOIN crm_service_replay replay ON replay.id = person.replay_id
 WHERE replay.name = 'Killed' ORDER BY 1, 2
"""
#: a batch that is kept and not counted, or counted and not kept
HALVES = """
SELECT replay.id FROM crm_service_replay replay
 WHERE replay.name = 'Killed' AND replay.state = 'running' AND replay.handled_count <> (
       SELECT count(*) FROM crm_service_replay_outcome one WHERE one.replay_id = replay.id)
 UNION ALL
SELECT one.replay_id FROM crm_service_replay_outcome one
  JOIN crm_service_replay replay ON replay.id = one.replay_id WHERE replay.state <> 'running'
"""


@tagged("post_install", "-at_install")
class TestKilledReplay(ClonedWorkerCase):
    folder, job, seed = Path(__file__).parent, "replay", 20261130
    sizes = {"TICKETS": TICKETS}
    outcome, halves = (RUN, FIGURES, VERDICTS, PEOPLE), HALVES

    def _check_calm(self, before, calm):
        """Opened an hour apart, 20 days ago: all are missed by 8 hours, few by 400."""
        self.assertEqual(before[0], [("running", TICKETS, 0, None)])
        self.assertEqual(calm[0], [("done", TICKETS, TICKETS, TICKETS)])
        total = calm[1][-1]
        self.assertEqual(total[1:4], (TICKETS, 0, TICKETS))
        self.assertEqual(total[4] + total[5] + len(calm[2]), TICKETS)
        self.assertEqual({row[3] for row in calm[2]}, {1})
        self.assertEqual(sum(row[0] for row in calm[3]), TICKETS)

    def test_killed_workers_replay_everything_once(self):
        self._check_kills()
