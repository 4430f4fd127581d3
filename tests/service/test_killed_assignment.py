"""Tickets that wait, with workers ended by SIGKILL and two at once: each gets one owner, once."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import ClonedWorkerCase

TICKETS = 200
OWNERS = """
SELECT ticket.name, owner.login, count(line.id), max(line.method)
  FROM crm_service_ticket ticket
  LEFT JOIN res_users owner ON owner.id = ticket.user_id
  LEFT JOIN crm_service_assignment line ON line.ticket_id = ticket.id
 WHERE ticket.name LIKE 'Killed%' GROUP BY ticket.id, owner.id ORDER BY 1
"""
#: whose turn is next
TURNS = """
SELECT team.name->>'en_US', person.login, line.turn
  FROM crm_service_member line JOIN crm_service_team team ON team.id = line.team_id
  JOIN res_users person ON person.id = line.user_id
 WHERE person.login LIKE 'killed%' ORDER BY 1, 2
"""
#: how often each owner was told
TOLD = """
SELECT person.name, count(*) FROM mail_notification told
  JOIN res_partner person ON person.id = told.res_partner_id
 WHERE person.name LIKE 'Killed%' GROUP BY 1 ORDER BY 1
"""
#: an owner without a reason, or another one than the reason says, or several reasons
HALVES = """
SELECT ticket.id FROM crm_service_ticket ticket
  LEFT JOIN crm_service_assignment line ON line.ticket_id = ticket.id
 WHERE ticket.name LIKE 'Killed%'
 GROUP BY ticket.id HAVING count(line.id) > 1 OR ticket.user_id IS DISTINCT FROM max(line.user_id)
"""


@tagged("post_install", "-at_install")
class TestKilledAssignment(ClonedWorkerCase):
    folder, job, seed = Path(__file__).parent, "assignment", 20261201
    sizes = {"TICKETS": TICKETS}
    outcome, halves = (OWNERS, TURNS, TOLD), HALVES

    def _check_calm(self, before, calm):
        """In turn: of three each gets a third of the half that is their team's."""
        self.assertEqual({row[1:] for row in before[0]}, {(None, 0, None)})
        self.assertEqual({row[2:] for row in calm[0]}, {(1, "round_robin")})
        counts = [sum(row[1] == f"killed_{one}" for row in calm[0]) for one in range(5)]
        self.assertEqual(sum(counts), TICKETS)
        third = TICKETS / 6
        # the third one is a member of both
        for count, share in zip(counts, (third, third, 2 * third, third, third), strict=True):
            self.assertLess(abs(count - share), 2)

    def test_killed_workers_assign_everything_once(self):
        self._check_kills()

    def test_two_workers_at_once_assign_everything_once(self):
        self._work_twice()
        owners = self._query(OWNERS)
        self.assertEqual(self._query(HALVES), [])
        self.assertEqual({row[2:] for row in owners}, {(1, "round_robin")})
        self.assertNotIn(None, {row[1] for row in owners})
        turns = [row[2] for row in self._query(TURNS)]
        self.assertEqual([max(turns[:3]), max(turns[3:])], [TICKETS // 2] * 2)
