"""Snapshots ended by SIGKILL at seeded moments: none is lost, none doubled, one alert each."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import KilledWorkerCase

GOALS = 120
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
class TestKilledSnapshot(KilledWorkerCase):
    folder, job, seed = Path(__file__).parent, "snapshot", 20260103
    sizes = {"GOALS": GOALS}
    restore, outcome = RESTORE, (VALUES, ALERTS)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._query(RESTORE)

    def _check_calm(self, before, calm):
        self.assertEqual([len(rows) for rows in calm], [GOALS, GOALS // 2])

    def test_killed_workers_lose_and_double_nothing(self):
        self._check_kills()
