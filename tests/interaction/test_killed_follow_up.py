"""Planning of follow-ups ended by SIGKILL at seeded moments: nothing is lost, none is doubled."""

import random
import time
from pathlib import Path

from odoo.tests import tagged

from tests.support.worker_case import WorkerCase

HERE = Path(__file__).parent
OWNERS, CUSTOMERS, ABSENT, KILLS, SEED = 20, 15, 5, 10, 20260102
RESTORE = """
DELETE FROM mail_activity;
INSERT INTO mail_activity SELECT * FROM follow_up_start
"""
#: what must not depend on kills
FOLLOW_UPS = """
SELECT res_id, user_id, date_deadline, summary, note, automated
  FROM mail_activity WHERE crm_is_follow_up AND active ORDER BY 1, 2, 3
"""
DOUBLES = """
SELECT res_id FROM mail_activity WHERE crm_is_follow_up AND active
 GROUP BY res_id HAVING count(*) > 1
"""


@tagged("post_install", "-at_install")
class TestKilledFollowUp(WorkerCase):
    script = HERE.joinpath("follow_up_worker.py").read_text(encoding="utf-8")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        prepare = HERE.joinpath("follow_up_prepare.py").read_text(encoding="utf-8")
        sizes = f"OWNERS, CUSTOMERS, ABSENT = {OWNERS}, {CUSTOMERS}, {ABSENT}\n"
        cls._shell(sizes + prepare)
        cls._query("CREATE TABLE follow_up_start AS SELECT * FROM mail_activity")

    def test_killed_workers_lose_and_double_nothing(self):
        start = self._query(FOLLOW_UPS)
        seconds = self._run_calm()
        calm = self._query(FOLLOW_UPS)
        self.assertEqual(len(calm), OWNERS * CUSTOMERS)
        moved = set(start) - set(calm)
        self.assertEqual(len(moved), ABSENT * 3, "those of the absent owners move")
        self._query(RESTORE)
        dice = random.Random(SEED)
        kills = progress = 0
        for _kill in range(KILLS):
            before = len(self._query(FOLLOW_UPS))
            kills += not self._work(dice.uniform(0.02, 2 * seconds / KILLS))
            progress += len(self._query(FOLLOW_UPS)) > before
            self.assertEqual(self._query(DOUBLES), [])
        self.assertGreaterEqual(kills, KILLS // 2)
        self.assertGreaterEqual(progress, 1)
        self._work()
        self.assertEqual(self._query(FOLLOW_UPS), calm)
        self._work()
        self.assertEqual(self._query(FOLLOW_UPS), calm, "planned once a day at most")

    def _run_calm(self):
        with self._start_worker() as worker:
            self._wait_for(worker, "READY")
            start = time.monotonic()
            self.assertIn("DONE", self._wait_for(worker, "DONE"))
            return time.monotonic() - start
