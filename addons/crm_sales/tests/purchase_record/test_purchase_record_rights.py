from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PurchaseRecordCommon


@tagged("post_install", "-at_install")
class TestPurchaseRecordRights(PurchaseRecordCommon):
    def test_records_of_own_customers_are_seen(self):
        self._order("2025-01-10")
        record = self._records()
        other = self._create_user("cash_other", "crm_sales.group_sales_own")
        records = self.env["crm.sales.purchase.record"]
        for user, count in ((self.seller, 1), (self.leader, 1), (self.head, 1), (other, 0)):
            with self.subTest(user.login):
                self.assertEqual(
                    len(records.with_user(user).search([("id", "=", record.id)])), count
                )

    def test_nobody_writes_them(self):
        self._order("2025-01-10")
        record = self._records().with_user(self.sales_manager)
        with self.assertRaises(AccessError):
            record.quantity = 5
        with self.assertRaises(AccessError):
            record.unlink()
