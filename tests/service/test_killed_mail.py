"""Mails of all kinds, with workers ended by SIGKILL: nothing is lost, nothing comes twice.

``CRM_SOAK_MAILS=10000 ./crm test tests/service/test_killed_mail.py`` takes a long day in.
"""

import os
from pathlib import Path

from odoo.tests import tagged

from tests.service.mails import KINDS
from tests.support.killed_case import ClonedWorkerCase

MAILS = int(os.environ.get("CRM_SOAK_MAILS", "60"))
TICKETS = """
SELECT ticket.name, ticket.partner_email, ticket.partner_id, stage.name->>'en_US',
       count(DISTINCT event.id), count(DISTINCT message.id)
  FROM crm_service_ticket ticket
  JOIN crm_service_team team ON team.id = ticket.team_id AND team.name->>'en_US' = 'Killed'
  JOIN crm_service_stage stage ON stage.id = ticket.stage_id
  LEFT JOIN crm_service_event event ON event.ticket_id = ticket.id
  LEFT JOIN mail_message message
    ON message.model = 'crm.service.ticket' AND message.res_id = ticket.id
 GROUP BY ticket.id, stage.id ORDER BY 1, 2
"""
LINES = """
SELECT line.subject, line.email_from, line.outcome, line.reason, ticket.name
  FROM crm_service_mail line LEFT JOIN crm_service_ticket ticket ON ticket.id = line.ticket_id
 WHERE line.email_from LIKE '%example.com%' ORDER BY 1, 2, 3, 5
"""
CONTACTS = "SELECT count(*) FROM res_partner"
#: a ticket without its log or its clock, a line that leads nowhere
HALVES = """
SELECT ticket.id FROM crm_service_ticket ticket
  JOIN crm_service_team team ON team.id = ticket.team_id AND team.name->>'en_US' = 'Killed'
 WHERE NOT EXISTS (SELECT 1 FROM crm_service_event WHERE ticket_id = ticket.id)
    OR NOT EXISTS (SELECT 1 FROM crm_service_clock WHERE ticket_id = ticket.id)
 UNION ALL
SELECT id FROM crm_service_mail WHERE outcome IN ('new', 'reply') AND ticket_id IS NULL
"""


@tagged("post_install", "-at_install")
class TestKilledMail(ClonedWorkerCase):
    folder, job, seed = Path(__file__).parent, "mail", 20261130
    sizes = {"MAILS": MAILS}
    outcome, halves = (TICKETS, LINES, CONTACTS), HALVES

    def _progress(self):
        return self._query("SELECT count(*) FROM crm_service_mail")

    def _check_calm(self, before, calm):
        """Of twelve mails five make a ticket, three are answers, and one comes twice."""
        turns = MAILS // len(KINDS)
        self.assertEqual(len(calm[0]), 5 * turns)
        self.assertEqual(calm[2], before[2], "no contacts of unknown senders")

    def _do_again(self):
        """The whole day is read once more."""
        self._query("UPDATE ir_config_parameter SET value = '0' WHERE key = 'killed.taken'")

    def test_killed_workers_lose_no_mail_and_take_none_twice(self):
        self._check_kills()
