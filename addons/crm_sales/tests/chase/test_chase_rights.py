from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ChaseCommon


@tagged("post_install", "-at_install")
class TestChaseRights(ChaseCommon):
    def test_own_follow_ups_are_seen(self):
        _order, chase = self._send()
        other = self._create_user("cash_other", "crm_sales.group_sales_own")
        chases = self.env["crm.sales.chase"]
        for user, count in ((self.seller, 1), (self.leader, 1), (self.head, 1), (other, 0)):
            with self.subTest(user.login):
                found = chases.with_user(user).search([("id", "=", chase.id)])
                self.assertEqual(len(found), count)

    def test_rules_are_read_by_sellers_and_written_by_managers(self):
        self.assertTrue(self.rule.with_user(self.seller).name)
        with self.assertRaises(AccessError):
            self.rule.with_user(self.seller).name = "Mine"
        self.rule.with_user(self.sales_manager).name = "Ours"

    def test_who_has_no_level_still_sends_quotations(self):
        plain = self._create_user("cash_plain", "sales_team.group_sale_salesman")
        order = self._create_order(user_id=plain.id)
        order.with_user(plain).action_quotation_sent()
        self.assertTrue(order.sudo().crm_chase_ids)
