from datetime import date

from odoo.fields import Command

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from ..common import SalesCommon

TODAY = date(2026, 3, 2)


class CollectionCommon(SalesCommon, AccountTestInvoicingCommon):
    """A confirmed order of 1,000 of the seller, a plan of 30 and 70 percent, and the books."""

    @classmethod
    def setup_independent_user(cls):
        """Whoever keeps the books here makes teams and users, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.sales.discount.limit"].search([]).active = False
        cls.company = cls.company_data["company"]
        users = cls.seller | cls.leader | cls.head | cls.sales_manager
        cls.finance = cls._create_user(
            "cash_finance", "crm_customer.group_finance,crm_customer.group_customer_own"
        )
        users |= cls.finance
        users.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        cls.customer = cls._create_customer("Blue Sea", user_id=cls.seller.id)
        cls.product = cls.env["product.product"].create(
            {"name": "Robot", "taxes_id": False, "invoice_policy": "order"}
        )
        cls.order = cls._create_order()

    @classmethod
    def _create_order(cls, price=1000, **values):
        line = {"product_id": cls.product.id, "price_unit": price, "tax_ids": False}
        defaults = {
            "partner_id": cls.customer.id,
            "user_id": cls.seller.id,
            "team_id": cls.team.id,
            "company_id": cls.company.id,
            "order_line": [Command.create(line)],
        }
        order = cls.env["sale.order"].create(defaults | values)
        order.action_confirm()
        return order

    def _create_plan(self, order=None, parts=((30, "2026-03-01"), (70, "2026-04-01")), **values):
        """Create the running plan of ``order`` with ``(percent, due day)`` parts."""
        order = order or self.order
        plans = self.env["crm.sales.collection"]
        values = plans._prepare_from_order(order) | values
        values["line_ids"] = [
            Command.create(
                {"name": f"Part {n}", "sequence": n, "percent": percent, "date_due": day}
            )
            for n, (percent, day) in enumerate(parts, 1)
        ]
        plan = plans.create(values)
        plan.action_confirm()
        return plan

    def _invoice(self, order=None):
        invoice = (order or self.order)._create_invoices()
        invoice.action_post()
        self.env.cr.precommit.run()
        return invoice

    def _pay(self, invoice, amount):
        payment = (
            self.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"amount": amount})
        )
        payment.action_create_payments()
        self.env.flush_all()
        self.env.cr.precommit.run()


class InvoiceRequestCommon(CollectionCommon):
    """Finance is a department that is asked for invoices; the customer has an invoice title."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.department = cls.env["crm.request.department"].create(
            {"name": "Finance", "user_id": cls.finance.id, "company_id": cls.company.id}
        )
        cls.company.crm_sales_invoice_department_id = cls.department
        cls.title = cls.env["crm.customer.invoice.title"].create(
            {
                "partner_id": cls.customer.id,
                "name": "Blue Sea Trading Ltd",
                "kind": "ordinary",
                "address": "1 Harbour Road",
                "bank_name": "Bank of the Sea",
                "bank_account": "6222 0000",
                "is_default": True,
            }
        )
