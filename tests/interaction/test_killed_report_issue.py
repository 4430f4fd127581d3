"""Sending of reports ended by SIGKILL at seeded moments: each reader gets one mail."""

import random
import time
from pathlib import Path

from odoo.tests import tagged

from tests.support.worker_case import WorkerCase

HERE = Path(__file__).parent
READERS, KILLS, SEED = 60, 10, 20260103
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
QUEUED = "SELECT count(*) FROM crm_report_recipient WHERE state <> 'waiting'"
UNEVEN = """
SELECT recipient.id FROM crm_report_recipient recipient
 WHERE (recipient.state = 'queued') <> EXISTS (
       SELECT FROM mail_mail mail WHERE mail.id = recipient.mail_id)
"""


@tagged("post_install", "-at_install")
class TestKilledReportIssue(WorkerCase):
    script = HERE.joinpath("report_issue_worker.py").read_text(encoding="utf-8")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        prepare = HERE.joinpath("report_issue_prepare.py").read_text(encoding="utf-8")
        cls._shell(f"READERS = {READERS}\n" + prepare)

    def test_killed_workers_send_each_reader_one_mail(self):
        seconds = self._run_calm()
        calm = self._query(SENT)
        self.assertEqual(len(calm), READERS)
        self.assertEqual({tuple(map(str, row[1:])) for row in calm}, {("queued", "1", "2")})
        self._query(RESTORE)
        dice = random.Random(SEED)
        kills = progress = 0
        for _kill in range(KILLS):
            before = self._query(QUEUED)
            kills += not self._work(dice.uniform(0.02, 2 * seconds / KILLS))
            progress += self._query(QUEUED) != before
            self.assertEqual(self._query(UNEVEN), [])
        self.assertGreaterEqual(kills, KILLS // 2)
        self.assertGreaterEqual(progress, 1)
        self._work()
        self.assertEqual(self._query(SENT), calm)
        self._work()
        self.assertEqual(self._query(SENT), calm, "sent once")

    def _run_calm(self):
        with self._start_worker() as worker:
            self._wait_for(worker, "READY")
            start = time.monotonic()
            self.assertIn("DONE", self._wait_for(worker, "DONE"))
            return time.monotonic() - start
