"""Snapshots ended by SIGKILL at seeded moments: none is lost, none doubled, one alert each."""

import random
import time
from pathlib import Path

from odoo.tests import tagged

from tests.support.worker_case import WorkerCase

HERE = Path(__file__).parent
GOALS, KILLS, SEED = 120, 10, 20260103
RESTORE = """
DELETE FROM crm_kpi_value;
DELETE FROM mail_activity WHERE res_model = 'crm.kpi.goal';
UPDATE crm_kpi_goal SET date_snapshot = NULL, is_alerted = false
 WHERE name LIKE 'Goal %'
"""
#: what must not depend on kills
VALUES = """
SELECT goal_id, date, value, target_to_date, attainment, status, record_count
  FROM crm_kpi_value ORDER BY 1, 2
"""
ALERTS = """
SELECT res_id, user_id, summary FROM mail_activity
 WHERE res_model = 'crm.kpi.goal' ORDER BY 1, 2
"""


@tagged("post_install", "-at_install")
class TestKilledSnapshot(WorkerCase):
    script = HERE.joinpath("snapshot_worker.py").read_text(encoding="utf-8")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        prepare = HERE.joinpath("snapshot_prepare.py").read_text(encoding="utf-8")
        cls._shell(f"GOALS = {GOALS}\n" + prepare)
        cls._query(RESTORE)

    def test_killed_workers_lose_and_double_nothing(self):
        seconds = self._run_calm()
        values, alerts = self._query(VALUES), self._query(ALERTS)
        self.assertEqual((len(values), len(alerts)), (GOALS, GOALS // 2))
        self._query(RESTORE)
        dice = random.Random(SEED)
        kills = progress = 0
        for _kill in range(KILLS):
            before = len(self._query(VALUES))
            kills += not self._work(dice.uniform(0.02, 2 * seconds / KILLS))
            progress += len(self._query(VALUES)) > before
        self.assertGreaterEqual(kills, KILLS // 2)
        self.assertGreaterEqual(progress, 1)
        self._work()
        self.assertEqual((self._query(VALUES), self._query(ALERTS)), (values, alerts))
        self._work()
        self.assertEqual((self._query(VALUES), self._query(ALERTS)), (values, alerts))

    def _run_calm(self):
        with self._start_worker() as worker:
            self._wait_for(worker, "READY")
            start = time.monotonic()
            self.assertIn("DONE", self._wait_for(worker, "DONE"))
            return time.monotonic() - start
