"""Refreshing of segments ended by SIGKILL at seeded moments: nothing is lost, none is doubled."""

import random
import time
from pathlib import Path

from odoo.tests import tagged

from tests.support.worker_case import WorkerCase

HERE = Path(__file__).parent
CUSTOMERS, KILLS, SEED = 600, 10, 20260304
RESTORE = """
DELETE FROM crm_customer_segment_member;
INSERT INTO crm_customer_segment_member SELECT * FROM segment_start;
DELETE FROM crm_customer_segment_size;
UPDATE crm_customer_segment SET is_due = active, cursor_company_id = 0, cursor_partner_id = 0
"""
#: what must not depend on kills
MEMBERS = """
SELECT segment_id, company_id, partner_id, date_from, date_to
  FROM crm_customer_segment_member ORDER BY 1, 2, 3, 4
"""
SIZES = """
SELECT segment_id, company_id, date, size, came_count, left_count
  FROM crm_customer_segment_size ORDER BY 1, 2, 3
"""
DOUBLES = """
SELECT segment_id, partner_id FROM crm_customer_segment_member WHERE date_to IS NULL
 GROUP BY segment_id, company_id, partner_id HAVING count(*) > 1
"""


@tagged("post_install", "-at_install")
class TestKilledSegment(WorkerCase):
    script = HERE.joinpath("segment_worker.py").read_text(encoding="utf-8")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        prepare = HERE.joinpath("segment_prepare.py").read_text(encoding="utf-8")
        cls._shell(f"CUSTOMERS = {CUSTOMERS}\n{prepare}")
        cls._query("CREATE TABLE segment_start AS SELECT * FROM crm_customer_segment_member")

    def test_killed_workers_lose_and_double_nothing(self):
        start = self._query(MEMBERS)
        seconds = self._run_calm()
        calm, sizes = self._query(MEMBERS), self._query(SIZES)
        self.assertEqual(sum(row[4] is None for row in calm), CUSTOMERS)
        self.assertTrue(any(row[4] for row in calm), "some left")
        self._query(RESTORE)
        self.assertEqual(self._query(MEMBERS), start)
        dice = random.Random(SEED)
        kills = progress = 0
        for _kill in range(KILLS):
            before = self._query(MEMBERS)
            kills += not self._work(dice.uniform(0.02, 2 * seconds / KILLS))
            progress += self._query(MEMBERS) != before
            self.assertEqual(self._query(DOUBLES), [])
        self.assertGreaterEqual(kills, KILLS // 2)
        self.assertGreaterEqual(progress, 1)
        self._work()
        self.assertEqual((self._query(MEMBERS), self._query(SIZES)), (calm, sizes))
        self._query("UPDATE crm_customer_segment SET is_due = active")
        self._work()
        self.assertEqual((self._query(MEMBERS), self._query(SIZES)), (calm, sizes), "twice")

    def _run_calm(self):
        with self._start_worker() as worker:
            self._wait_for(worker, "READY")
            start = time.monotonic()
            self.assertIn("DONE", self._wait_for(worker, "DONE"))
            return time.monotonic() - start
