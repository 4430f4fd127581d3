from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestSaleOrderLine(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = new_test_user(cls.env, "margin_rep", "crm_customer.role_sales_rep")
        cls.boss = new_test_user(cls.env, "margin_boss", "crm_customer.role_management")
        cls.product = cls.env["product.product"].create(
            {"name": "Pump", "list_price": 100.0, "standard_price": 60.0, "taxes_id": False}
        )
        cls.customer = cls.env["res.partner"].create(
            {"name": "Acme", "user_id": cls.seller.id, "is_company": True}
        )

    def _create_order(self):
        return (
            self.env["sale.order"]
            .with_user(self.seller)
            .create(
                {
                    "partner_id": self.customer.id,
                    "order_line": [Command.create({"product_id": self.product.id})],
                }
            )
        )

    def test_the_margin_is_counted_though_the_seller_sees_no_cost(self):
        order = self._create_order()
        self.assertEqual(order.order_line.sudo().purchase_price, 60.0)
        self.assertEqual(order.with_user(self.boss).margin, 40.0)

    def test_the_seller_reads_no_margin(self):
        order = self._create_order()
        for record, names in (
            (order, ("margin", "margin_percent")),
            (order.order_line, ("margin", "margin_percent", "purchase_price")),
        ):
            for name in names:
                with self.subTest(name), self.assertRaises(AccessError):
                    record.read([name])

    def test_the_seller_writes_a_quotation_on_the_form(self):
        with Form(self.env["sale.order"].with_user(self.seller)) as form:
            form.partner_id = self.customer
            with form.order_line.new() as line:
                line.product_id = self.product
        self.assertEqual(form.record.order_line.sudo().purchase_price, 60.0)

    def test_the_report_shows_no_margin(self):
        self._create_order()
        report = self.env["sale.report"].with_user(self.seller)
        self.assertNotIn("margin", report.fields_get())
        with self.assertRaises(AccessError):
            report.formatted_read_group([], ["product_id"], ["margin:sum"])
        rows = report.with_user(self.boss).formatted_read_group(
            [("product_id", "=", self.product.id)], ["product_id"], ["margin:sum"]
        )
        self.assertEqual(rows[0]["margin:sum"], 40.0)
