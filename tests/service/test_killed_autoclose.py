"""Warning and closing of what waits, ended by SIGKILL: each customer hears of it once."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import ClonedWorkerCase

TICKETS = 40
TICKET = """
SELECT ticket.name, stage.name->>'en_US', ticket.is_closed, ticket.date_waiting IS NOT NULL,
       ticket.date_warned IS NOT NULL, ticket.date_rating_due IS NOT NULL,
       (SELECT count(*) FROM crm_service_event event WHERE event.ticket_id = ticket.id),
       (SELECT count(*) FROM mail_message message
         WHERE message.model = 'crm.service.ticket' AND message.res_id = ticket.id)
  FROM crm_service_ticket ticket JOIN crm_service_stage stage ON stage.id = ticket.stage_id
 WHERE ticket.name LIKE 'Killed%' ORDER BY 1
"""
MAILS = """
SELECT partner.name, substring(message.subject FROM ': (.*)'), count(*)
  FROM mail_mail mail JOIN mail_message message ON message.id = mail.mail_message_id
  JOIN mail_mail_res_partner_rel rel ON rel.mail_mail_id = mail.id
  JOIN res_partner partner ON partner.id = rel.res_partner_id
 WHERE partner.name LIKE 'Killed%' GROUP BY 1, 2 ORDER BY 1, 2
"""
#: warned today without a mail or twice, closed without one or twice
HALVES = """
SELECT ticket.id FROM crm_service_ticket ticket
 WHERE ticket.name LIKE 'Killed%' AND (SELECT count(*) FROM mail_mail_res_partner_rel rel
         WHERE rel.res_partner_id = ticket.partner_id)
    <> (ticket.is_closed OR ticket.date_warned > now() AT TIME ZONE 'UTC' - interval '1 day')::int
"""


@tagged("post_install", "-at_install")
class TestKilledAutoclose(ClonedWorkerCase):
    folder, job, seed = Path(__file__).parent, "autoclose", 20261202
    sizes = {"TICKETS": TICKETS}
    outcome, halves = (TICKET, MAILS), HALVES

    def _check_calm(self, before, calm):
        """Half are warned; of the others a tenth may not be closed, and waits no longer."""
        self.assertEqual(before[1], [])
        states = [row[2:6] for row in calm[0]]
        self.assertEqual(states[::2], [(False, True, True, False)] * (TICKETS // 2))
        kept = states[1::20]
        self.assertEqual(kept, [(False, False, False, False)] * (TICKETS // 20))
        closed = states.count((True, False, False, True))
        self.assertEqual(closed, TICKETS // 2 - len(kept), "and are to be asked for a rating")
        subjects = [row[1] for row in calm[1]]
        self.assertEqual(subjects.count("we wait for your answer"), TICKETS // 2)
        self.assertEqual(subjects.count("closed"), closed)
        self.assertEqual({row[2] for row in calm[1]}, {1})

    def test_killed_workers_warn_once_and_close_once(self):
        self._check_kills()
