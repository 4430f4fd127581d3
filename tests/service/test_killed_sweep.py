"""A sweep ended by SIGKILL at seeded moments: each warning and each breach is told once."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import ClonedWorkerCase

TICKETS = 200
ESCALATIONS = """
SELECT ticket.name, sla.name->>'en_US', line.kind, line.date, line.round, line.seconds
  FROM crm_service_escalation line
  JOIN crm_service_ticket ticket ON ticket.id = line.ticket_id
  JOIN crm_service_sla sla ON sla.id = line.sla_id
 WHERE ticket.name LIKE 'Killed%' ORDER BY 1, 2, 3, 4
"""
CLOCKS = """
SELECT ticket.name, sla.name->>'en_US', clock.state, clock.is_breached, clock.breached_at,
       clock.next_at, ticket.priority, ticket.is_breached
  FROM crm_service_clock clock JOIN crm_service_ticket ticket ON ticket.id = clock.ticket_id
  JOIN crm_service_sla sla ON sla.id = clock.sla_id
 WHERE ticket.name LIKE 'Killed%' ORDER BY 1, 2
"""
#: a breach that was told and is not on the clock, or the other way round
HALVES = """
SELECT clock.id FROM crm_service_clock clock
  JOIN crm_service_ticket ticket ON ticket.id = clock.ticket_id AND ticket.name LIKE 'Killed%'
 WHERE (clock.handled_until IS NOT NULL) <> EXISTS (
     SELECT 1 FROM crm_service_escalation line
      WHERE line.clock_id = clock.id AND line.kind = 'breach')
"""


@tagged("post_install", "-at_install")
class TestKilledSweep(ClonedWorkerCase):
    folder, job, seed = Path(__file__).parent, "sweep", 20261130
    sizes = {"TICKETS": TICKETS}
    outcome, halves = (ESCALATIONS, CLOCKS), HALVES

    def _check_calm(self, before, calm):
        """A warning and a breach of each of two policies."""
        self.assertEqual(before[0], [])
        self.assertEqual(len(calm[0]), 4 * TICKETS)
        self.assertEqual({row[6] for row in calm[1]}, {"3"}, "raised twice, from medium")

    def test_killed_sweeps_tell_everything_once(self):
        self._check_kills()
