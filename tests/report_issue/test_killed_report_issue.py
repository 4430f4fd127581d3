"""Sending of reports ended by SIGKILL at seeded moments: each reader gets one mail."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import KilledWorkerCase

READERS = 40
RESTORE = """
DELETE FROM mail_message WHERE id IN (SELECT mail_message_id FROM mail_mail);
DELETE FROM ir_attachment WHERE res_model = 'crm.report.copy';
DELETE FROM crm_report_copy;
DELETE FROM crm_report_recipient;
DELETE FROM crm_report_issue WHERE state = 'draft';
UPDATE crm_report_issue SET state = 'ready', date_sent = NULL WHERE date = '2020-01-02'
"""
#: what must not depend on kills: readers, their mails and files
SENT = """
SELECT reader.login, recipient.state,
       (SELECT count(*) FROM mail_mail_res_partner_rel mail
         WHERE mail.res_partner_id = reader.partner_id),
       (SELECT count(*) FROM crm_report_copy copy
          JOIN ir_attachment file ON file.res_id = copy.id
           AND file.res_model = 'crm.report.copy'
         WHERE copy.user_id = reader.id)
  FROM res_users reader LEFT JOIN crm_report_recipient recipient
    ON recipient.user_id = reader.id
 WHERE reader.login LIKE 'killed_reader_%' ORDER BY 1
"""
UNEVEN = """
SELECT recipient.id FROM crm_report_recipient recipient
 WHERE (recipient.state = 'queued') <> EXISTS (
       SELECT FROM mail_mail mail WHERE mail.id = recipient.mail_id)
"""


@tagged("post_install", "-at_install")
class TestKilledReportIssue(KilledWorkerCase):
    folder, job, seed = Path(__file__).parent, "report_issue", 20260103
    sizes = {"READERS": READERS}
    restore, outcome, halves = RESTORE, (SENT,), UNEVEN

    def _check_calm(self, before, calm):
        (sent,) = calm
        self.assertEqual(len(sent), READERS)
        self.assertEqual({tuple(map(str, row[1:])) for row in sent}, {("queued", "1", "2")})

    def test_killed_workers_send_each_reader_one_mail(self):
        self._check_kills()
