from odoo.fields import Command
from odoo.tests import tagged

from ..collection.common import CollectionCommon
from .common import SCAN


@tagged("post_install", "-at_install")
class TestContractCollection(CollectionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.approval.rule"].search([("kind", "=", "sale_contract")]).active = False
        cls.contract = cls.env["crm.sales.contract"].create(
            {
                "name": "Frame",
                "partner_id": cls.customer.id,
                "user_id": cls.seller.id,
                "company_id": cls.company.id,
                "amount": 4000,
            }
        )

    def _plan(self):
        action = self.contract.with_user(self.seller).action_view_collections()
        return self.env["crm.sales.collection"].browse(action["res_id"])

    def test_the_plan_of_a_contract_collects_the_money_of_its_orders(self):
        other = self._create_order(3000)
        (self.order | other).crm_contract_id = self.contract
        plan = self._plan()
        plan.action_confirm()
        self._pay(self._invoice(), 400)
        self._pay(self._invoice(other), 3000)
        self.assertEqual((plan.amount_invoiced, plan.amount_received), (4000, 3400))

    def test_an_order_with_its_own_plan_is_not_counted_twice(self):
        other = self._create_order(3000)
        (self.order | other).crm_contract_id = self.contract
        own, plan = self._create_plan(other), self._plan()
        self._pay(self._invoice(other), 3000)
        plan._refresh()
        self.assertEqual((own.amount_received, plan.amount_received), (3000, 0))

    def test_instalments_after_signing_begin_with_the_signature(self):
        plan = self._plan()
        plan.line_ids.write({"days": 10})
        self.assertFalse(plan.line_ids.date_due)
        self.contract.action_submit()
        self.contract.write({"scan": SCAN, "date_signed": "2026-02-20"})
        self.contract.action_sign()
        self.assertEqual(str(plan.line_ids.date_due), "2026-03-02")

    def test_finance_is_asked_for_the_invoice_of_a_contract(self):
        self.company.crm_sales_invoice_department_id = self.env["crm.request.department"].create(
            {"name": "Finance", "user_id": self.finance.id, "company_id": self.company.id}
        )
        self.customer.write(
            {"crm_invoice_title_ids": [Command.create({"name": "Blue Sea", "is_default": True})]}
        )
        plan = self._plan()
        plan.action_confirm()
        wizard = self.env["crm.sales.invoice.request"].with_user(self.seller)
        wizard = wizard.create({"collection_id": plan.id})
        request = self.env["crm.request"].browse(wizard.action_request()["res_id"])
        self.assertEqual((request.source_ref, request.invoice_amount), (self.contract, 4000))
