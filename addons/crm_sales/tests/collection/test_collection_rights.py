from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CollectionCommon


@tagged("post_install", "-at_install")
class TestCollectionRights(CollectionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_user("cash_other", "crm_sales.group_sales_own")
        cls.other.write({"company_ids": [(4, cls.company.id)], "company_id": cls.company.id})

    def _sees(self, user, plan):
        plans = self.env["crm.sales.collection"].with_user(user)
        return bool(plans.search([("id", "=", plan.id)]))

    def test_own_money_is_seen_and_that_of_others_is_not(self):
        plan = self._create_plan()
        seen = {user.login: self._sees(user, plan) for user in (self.seller, self.leader)}
        self.assertEqual(set(seen.values()), {True})
        self.assertFalse(self._sees(self.other, plan))
        lines = self.env["crm.sales.collection.line"].with_user(self.other)
        self.assertFalse(lines.search([("collection_id", "=", plan.id)]))
        ages = self.env["crm.sales.collection.ageing"].with_user(self.other)
        self.assertFalse(ages.search([("collection_id", "=", plan.id)]))

    def test_finance_sees_all_and_writes_nothing(self):
        plan = self._create_plan()
        self.assertTrue(self._sees(self.finance, plan))
        with self.assertRaises(AccessError):
            plan.with_user(self.finance).note = "Mine"

    def test_another_company_is_not_seen(self):
        plan = self._create_plan()
        self.sales_manager.write({"company_ids": [(6, 0, self.company_b.ids)],
                                  "company_id": self.company_b.id})  # fmt: skip
        self.assertFalse(self._sees(self.sales_manager, plan))
