from odoo.fields import Command
from odoo.tests import tagged

from ..common import SalesCommon


@tagged("post_install", "-at_install")
class TestOrderPaper(SalesCommon):
    def _print(self, currency):
        pricelist = self.env["product.pricelist"].create(
            {"name": "Paper", "currency_id": self.env.ref(currency).id}
        )
        product = self.env["product.product"].create({"name": "Gripper", "taxes_id": False})
        line = {"product_id": product.id, "price_unit": 1680.32, "tax_ids": False}
        order = self.env["sale.order"].create(
            {
                "partner_id": self._create_customer().id,
                "pricelist_id": pricelist.id,
                "order_line": [Command.create(line)],
            }
        )
        report = self.env["ir.actions.report"]
        return report._render_qweb_html("sale.report_saleorder", order.ids)[0].decode()

    def test_a_quotation_in_cny_repeats_its_amount_in_capitals(self):
        self.env.ref("base.CNY").active = True
        self.assertIn("人民币壹仟陆佰捌拾元零叁角贰分", self._print("base.CNY"))

    def test_other_currencies_have_no_capitals(self):
        self.assertNotIn("crm_capitals", self._print("base.USD"))
