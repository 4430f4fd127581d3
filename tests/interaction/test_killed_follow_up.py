"""Planning of follow-ups ended by SIGKILL at seeded moments: nothing is lost, none is doubled."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import KilledWorkerCase

OWNERS, CUSTOMERS, ABSENT = 20, 15, 5
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
class TestKilledFollowUp(KilledWorkerCase):
    folder, job, seed = Path(__file__).parent, "follow_up", 20260102
    sizes = {"OWNERS": OWNERS, "CUSTOMERS": CUSTOMERS, "ABSENT": ABSENT}
    restore, outcome, halves = RESTORE, (FOLLOW_UPS,), DOUBLES

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._query("CREATE TABLE follow_up_start AS SELECT * FROM mail_activity")

    def _check_calm(self, before, calm):
        (start,), (planned,) = before, calm
        self.assertEqual(len(planned), OWNERS * CUSTOMERS)
        moved = set(start) - set(planned)
        self.assertEqual(len(moved), ABSENT * 3, "those of the absent owners move")

    def test_killed_workers_lose_and_double_nothing(self):
        self._check_kills()  # planned once a day at most
