from odoo.tests import Form, tagged

from .common import RoutingCommon


@tagged("post_install", "-at_install")
class TestSimulate(RoutingCommon):
    def test_the_question_is_answered_and_nothing_written(self):
        rule = self._rule(name="Germany", country_ids=self.env.ref("base.de").ids)
        decisions = self.env["crm.sales.routing.decision"].search_count([])
        question = Form(self.env["crm.sales.routing.simulate"].with_user(self.sales_manager))
        self.assertIn("No rule holds", question.answer)
        question.country_id = self.env.ref("base.de")
        self.assertIn(rule.name, question.answer)
        question.save()
        self.assertEqual(self.env["crm.sales.routing.decision"].search_count([]), decisions)
        self.assertFalse(rule.date_last)

    def test_a_rule_says_what_it_asks(self):
        rule = self._rule(zip_prefixes="20", value_min=5000, known="known")
        self.assertEqual(rule.summary, "20 · Known Customers · from 5,000")
        self.assertEqual(self._rule().summary, "All leads")
