"""Refreshing of segments ended by SIGKILL at seeded moments: nothing is lost, none is doubled."""

from pathlib import Path

from odoo.tests import tagged

from tests.support.killed_case import KilledWorkerCase

CUSTOMERS = 600
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
class TestKilledSegment(KilledWorkerCase):
    folder, job, seed = Path(__file__).parent, "segment", 20260304
    sizes = {"CUSTOMERS": CUSTOMERS}
    restore, outcome, halves = RESTORE, (MEMBERS, SIZES), DOUBLES

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._query("CREATE TABLE segment_start AS SELECT * FROM crm_customer_segment_member")

    def _check_calm(self, before, calm):
        members, _sizes = calm
        self.assertEqual(sum(row[4] is None for row in members), CUSTOMERS)
        self.assertTrue(any(row[4] for row in members), "some left")

    def _do_again(self):
        self._query("UPDATE crm_customer_segment SET is_due = active")

    def test_killed_workers_lose_and_double_nothing(self):
        self._check_kills()
