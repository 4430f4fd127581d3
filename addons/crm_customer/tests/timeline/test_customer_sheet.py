from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import TimelineCommon


@tagged("post_install", "-at_install")
class TestCustomerSheet(TimelineCommon):
    def _render(self, user=None, partner=None):
        report = self.env["ir.actions.report"].with_user(user or self.seller)
        html, _type = report.with_context(lang="en_US")._render_qweb_html(
            "crm_customer.report_customer_sheet", (partner or self.customer).ids
        )
        return html.decode()

    def test_the_sheet_answers_who_last_next_and_what_they_buy(self):
        self.customer.user_id = self.seller
        product = self.env["product.product"].create({"name": "Pump", "list_price": 100})
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "user_id": self.seller.id,
                "order_line": [
                    fields.Command.create({"product_id": product.id, "product_uom_qty": 3})
                ],
            }
        )
        order.action_confirm()
        self._create_message(body="<p>They like the <b>blue</b> one</p>")
        self.customer.activity_schedule(
            "mail.mail_activity_data_call", summary="Ask for the plan", user_id=self.seller.id
        )
        sheet = self._render()
        for text in (
            "Northwind Trading",
            self.seller.name,
            "Wang Fang",
            "Pump",
            "They like the blue one",
            "Ask for the plan",
            order.name,
        ):
            with self.subTest(text=text):
                self.assertIn(text, sheet)

    def test_an_address_without_a_zip_leaves_no_stray_comma(self):
        china = self.env.ref("base.cn")
        self.customer.write({"country_id": china.id, "zip": False, "city": "Suzhou"})
        report = self.env["report.crm_customer.report_customer_sheet"]
        lines = report._get_address(self.customer)
        self.assertIn("China", lines)
        self.assertFalse([line for line in lines if line.endswith(",")])

    def test_the_sheet_of_a_contact_is_the_one_of_its_company(self):
        self.assertIn("Northwind Trading", self._render(partner=self.contact))

    def test_a_private_meeting_stays_hidden_on_paper(self):
        start = fields.Datetime.now() + timedelta(days=1)
        self._create_meeting(
            self.user_manager, privacy="private", start=start, stop=start + timedelta(hours=1)
        )
        sheet = self._render()
        self.assertIn("Busy", sheet)
        self.assertNotIn("Price talk", sheet)

    def test_who_reads_no_orders_sees_none_on_paper(self):
        sheet = self._render(user=self.user_own)
        self.assertNotIn("What they buy", sheet)

    def test_hostile_names_are_escaped(self):
        self.customer.name = "<script>alert(1)</script>"
        self._create_message(subject="<img src=x onerror=alert(1)>")
        sheet = self._render()
        self.assertNotIn("<script>alert", sheet)
        self.assertNotIn("<img src=x", sheet)

    def test_who_works_with_no_customers_is_refused(self):
        with self.assertRaises(AccessError):
            self._render(user=self.user_plain)
