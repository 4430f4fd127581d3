from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import InvoiceRequestCommon

NUMBER = "25442000000123456789"


@tagged("post_install", "-at_install")
class TestInvoiceRequest(InvoiceRequestCommon):
    def _ask(self, user=None, **values):
        wizard = self.env["crm.sales.invoice.request"].with_user(user or self.seller).create(values)
        return self.env["crm.request"].browse(wizard.action_request()["res_id"])

    def _answer(self, request, number=NUMBER):
        request = request.with_user(self.finance)
        request.action_take()
        request.write({"invoice_number": number, "invoice_date": "2026-03-03"})
        request.action_answer()

    def test_finance_is_asked_with_title_bank_lines_and_amount(self):
        plan = self._create_plan()
        line = plan.line_ids[0]
        request = self._ask(collection_id=plan.id, collection_line_id=line.id)
        self.assertEqual(request.department_id, self.department)
        self.assertEqual(request.requester_id, self.seller)
        self.assertEqual((request.source_ref, request.invoice_amount), (self.order, 300))
        for text in ("Blue Sea Trading Ltd", "1 Harbour Road", "6222 0000", "Robot"):
            self.assertIn(text, request.question)
        self.assertEqual(request.user_id, self.finance)

    def test_the_number_is_seen_on_order_and_plan(self):
        plan = self._create_plan()
        request = self._ask(collection_id=plan.id)
        self._answer(request, "2544 2000 0001 2345 6789")
        self.assertEqual(request.state, "answered")
        self.assertIn(NUMBER, request.answer)
        self.assertEqual(self.order.with_user(self.leader).crm_invoice_numbers, NUMBER)
        self.assertEqual(plan.with_user(self.seller).invoice_numbers, NUMBER)

    def test_without_a_number_it_is_not_answered(self):
        request = self._ask(order_id=self.order.id).with_user(self.finance)
        request.action_take()
        request.answer = "Done"
        with self.assertRaises(UserError):
            request.action_answer()

    def test_a_number_that_cannot_be_one_is_refused(self):
        request = self._ask(order_id=self.order.id).with_user(self.finance)
        request.action_take()
        with self.assertRaises(ValidationError) as caught:
            request.invoice_number = "12345"
        self.assertIn("20 digits", str(caught.exception))

    def test_only_who_has_taken_it_writes_the_number(self):
        request = self._ask(order_id=self.order.id)
        with self.assertRaises(AccessError):
            request.with_user(self.seller).invoice_number = NUMBER

    def test_what_was_asked_stays(self):
        request = self._ask(order_id=self.order.id)
        with self.assertRaises(AccessError):
            request.with_user(self.seller).invoice_amount = 5

    def test_more_than_the_order_is_not_invoiced(self):
        plan = self._create_plan()
        self._ask(collection_id=plan.id, amount=800)
        with self.assertRaises(UserError) as caught:
            self._ask(collection_id=plan.id, amount=201)
        self.assertIn("200", str(caught.exception))
        self._ask(collection_id=plan.id, amount=200)

    def test_a_withdrawn_request_frees_its_amount(self):
        plan = self._create_plan()
        self._ask(collection_id=plan.id, amount=1000).with_user(self.seller).action_cancel()
        self._ask(collection_id=plan.id, amount=1000)

    def test_without_a_title_or_a_department_it_says_what_to_do(self):
        self.title.active = False
        with self.assertRaises(UserError) as caught:
            self._ask(order_id=self.order.id)
        self.assertIn("invoice title", str(caught.exception))
        self.company.crm_sales_invoice_department_id = False
        with self.assertRaises(UserError) as caught:
            self._ask(order_id=self.order.id)
        self.assertIn("settings", str(caught.exception))
