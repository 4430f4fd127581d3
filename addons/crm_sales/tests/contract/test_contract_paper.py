from odoo.tests import tagged

from .common import ContractCommon


@tagged("post_install", "-at_install")
class TestContractPaper(ContractCommon):
    def _print(self, contract):
        reports = self.env["ir.actions.report"].with_user(self.seller)
        return reports._render_qweb_html("crm_sales.report_contract", contract.ids)[0].decode()

    def test_a_contract_in_cny_says_its_amount_in_capitals(self):
        self.env.ref("base.CNY").active = True
        contract = self._create_contract(107000.53, currency_id=self.env.ref("base.CNY").id)
        order = self._create_order()
        contract.order_ids = order
        html = self._print(contract)
        self.assertIn("人民币壹拾万柒仟元零伍角叁分", html)
        for text in (contract.number, "Blue Sea", order.name, "Robot"):
            self.assertIn(text, html)

    def test_other_currencies_have_no_capitals(self):
        self.assertNotIn("人民币", self._print(self._create_contract()))

    def test_it_is_printed_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.customer.lang = "zh_CN"
        self.assertIn("甲方", self._print(self._create_contract()))
