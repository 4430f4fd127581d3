"""NPS rounds whose workers are ended by SIGKILL: nobody is forgotten, nobody is asked twice."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import KilledWorkerCase

CUSTOMERS = 120
RESTORE = """
DELETE FROM mail_mail;
DELETE FROM survey_user_input WHERE id IN (
    SELECT user_input_id FROM crm_service_nps_answer answer
      JOIN crm_service_nps_round round ON round.id = answer.round_id
     WHERE round.state = 'running' AND round.name = 'Asked');
DELETE FROM crm_service_nps_answer WHERE round_id IN (
    SELECT id FROM crm_service_nps_round WHERE state = 'running' AND name = 'Asked');
UPDATE crm_service_nps_answer SET date_reminded = NULL WHERE round_id IN (
    SELECT id FROM crm_service_nps_round WHERE state = 'running');
UPDATE crm_service_nps_round SET is_planned = FALSE, cursor_partner_id = 0
 WHERE state = 'running' AND name = 'Asked'
"""
#: what must not depend on kills
ANSWERS = """
SELECT answer.round_id, answer.partner_id, answer.state, answer.reason,
       answer.user_input_id IS NOT NULL, answer.date_reminded IS NOT NULL
  FROM crm_service_nps_answer answer JOIN crm_service_nps_round round ON round.id = answer.round_id
 WHERE round.state = 'running' ORDER BY 1, 2
"""
MAILS = """
SELECT partner.name, message.subject, count(*)
  FROM mail_mail mail
  JOIN mail_message message ON message.id = mail.mail_message_id
  JOIN mail_mail_res_partner_rel rel ON rel.mail_mail_id = mail.id
  JOIN res_partner partner ON partner.id = rel.res_partner_id
 GROUP BY 1, 2 ORDER BY 1, 2
"""
DOUBLES = """
SELECT 'mail', rel.res_partner_id FROM mail_mail_res_partner_rel rel
  JOIN mail_mail mail ON mail.id = rel.mail_mail_id GROUP BY 2 HAVING count(*) > 1
 UNION ALL
SELECT 'answer', answer.partner_id FROM crm_service_nps_answer answer
  JOIN crm_service_nps_round round ON round.id = answer.round_id WHERE round.state = 'running'
 GROUP BY round_id, 2 HAVING count(*) > 1
 UNION ALL
-- sent and not known, known and not sent
SELECT 'half', answer.partner_id FROM crm_service_nps_answer answer
  JOIN crm_service_nps_round round ON round.id = answer.round_id
 WHERE round.state = 'running' AND round.name = 'Asked' AND (answer.state = 'asked') != EXISTS (
       SELECT FROM mail_mail_res_partner_rel rel WHERE rel.res_partner_id = answer.partner_id)
"""


@tagged("post_install", "-at_install")
class TestKilledNps(KilledWorkerCase):
    folder, job, seed = Path(__file__).parent, "nps", 20260307
    sizes = {"CUSTOMERS": CUSTOMERS}
    restore, outcome, halves = RESTORE, (ANSWERS, MAILS), DOUBLES

    def _check_calm(self, before, calm):
        answers, mails = calm
        self.assertEqual(len(answers), CUSTOMERS)
        self.assertEqual(len(mails), CUSTOMERS * 2 // 3)
        self.assertEqual({count for _name, _subject, count in mails}, {1})

    def test_killed_workers_ask_everybody_once(self):
        self._check_kills()
