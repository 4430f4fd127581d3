from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CrossCommon


@tagged("post_install", "-at_install")
class TestCrossPair(CrossCommon):
    def test_a_pair_is_measured_by_customers(self):
        self._plant()
        self.assertEqual(self._compute(), 1)
        pair = self._find(self.robot, self.gripper)
        self.assertEqual(
            (pair.both_count, pair.product_count, pair.other_count, pair.customer_count),
            (12, 15, 14, 40),
        )
        self.assertAlmostEqual(pair.support, 30)
        self.assertAlmostEqual(pair.confidence, 80)
        self.assertAlmostEqual(pair.lift, 12 * 40 / (15 * 14))
        self.assertLess(pair.chance, 0.001)
        self.assertIn("12 of 15, lift 2.3", pair.note)

    def test_the_other_direction_has_a_confidence_of_its_own(self):
        self._plant()
        self._compute()
        turned = self._find(self.gripper, self.robot)
        self.assertAlmostEqual(turned.confidence, 100 * 12 / 14)
        self.assertAlmostEqual(turned.lift, self._find(self.robot, self.gripper).lift)

    def test_what_was_bought_too_long_ago_counts_nothing(self):
        customers = self._customers(20)
        self._bought(customers[:8], self.robot, self.gripper, days=800)
        self._bought(customers[8:], self.camera)
        self.assertEqual(self._compute(), 0)

    def test_too_few_customers_make_no_pair(self):
        self._plant()
        self.company.crm_cross_support = 13
        self.assertEqual(self._compute(), 0)

    def test_a_pair_that_holds_no_more_goes(self):
        self._plant()
        self._compute()
        self.records.search([("product_id", "=", self.gripper.id)]).unlink()
        self._compute()
        self.assertFalse(self._find(self.robot, self.gripper))

    def test_computing_twice_changes_nothing(self):
        self._plant()
        self._compute()
        self.env.cr.execute("SELECT xmin::text, id FROM crm_sales_cross_pair ORDER BY id")
        before = self.env.cr.fetchall()
        self._compute()
        self.env.cr.execute("SELECT xmin::text, id FROM crm_sales_cross_pair ORDER BY id")
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_a_company_has_its_own_pairs(self):
        self._plant()
        other = self.env["res.company"].create({"name": "Other"})
        self.assertEqual(self.pairs._compute_company(other), 0)

    def test_the_job_computes_all_companies(self):
        self._plant()
        with self.enter_registry_test_mode():
            self.env.ref("crm_sales.crm_sales_cross_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self._find(self.robot, self.gripper))

    def test_nobody_writes_pairs(self):
        self._plant()
        self._compute()
        pair = self._find(self.robot, self.gripper)
        with self.assertRaises(AccessError):
            pair.with_user(self.sales_manager).write({"lift": 9})

    def test_a_pair_opens_the_customers_behind_it(self):
        self._plant()
        self._compute()
        pair = self._find(self.robot, self.gripper)
        self._bought(self._customers(1), self.robot, days=900)
        found = self.records.search(pair.action_view_customers()["domain"])
        self.assertEqual(len(found), pair.product_count)

    def test_months_of_nothing_are_refused(self):
        with self.assertRaisesRegex(Exception, "crm_cross_valid"), self.cr.savepoint():
            self.company.crm_cross_months = 0
            self.env.flush_all()

    def test_a_purchase_of_the_first_day_counts(self):
        start = self.pairs._get_start(self.company)
        self._bought(self._customers(1), self.robot, days=(self.today - start).days)
        self.assertEqual(self.records.search([]).date_last, start)
        self.assertEqual(start + timedelta(days=0), start)
