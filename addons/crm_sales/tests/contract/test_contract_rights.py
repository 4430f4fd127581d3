from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SCAN, ContractCommon


@tagged("post_install", "-at_install")
class TestContractRights(ContractCommon):
    def test_own_contracts_are_seen_and_those_of_others_are_not(self):
        contract = self._create_contract(scan=SCAN)
        other = self._create_user("cash_other", "crm_sales.group_sales_own")
        contracts = self.env["crm.sales.contract"]
        for user, count in ((self.seller, 1), (self.leader, 1), (self.head, 1), (other, 0)):
            with self.subTest(user.login):
                found = contracts.with_user(user).search([("id", "=", contract.id)])
                self.assertEqual(len(found), count)
        with self.assertRaises(AccessError):
            contract.with_user(other).read(["scan"])

    def test_finance_reads_and_writes_nothing(self):
        finance = self._create_user("cash_finance", "crm_customer.group_finance")
        contract = self._create_contract().with_user(finance)
        self.assertEqual(contract.amount, 50000)
        with self.assertRaises(AccessError):
            contract.note = "Mine"
        with self.assertRaises(AccessError):
            contract.action_submit()
