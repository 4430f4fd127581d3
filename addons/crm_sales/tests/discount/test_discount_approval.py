from odoo.exceptions import RedirectWarning, UserError
from odoo.tests import Form, tagged

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestDiscountApproval(DiscountCommon):
    def test_within_the_limit_a_quotation_is_sent_and_confirmed(self):
        order = self._create_order(10).with_user(self.seller)
        order.action_quotation_sent()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_over_the_limit_the_message_names_line_and_percents(self):
        order = self._create_order(25).with_user(self.seller)
        with self.assertRaises(RedirectWarning) as caught:
            order.action_confirm()
        message, action, button = caught.exception.args[:3]
        self.assertIn("Robot: 25 % below the Public List Price", message)
        self.assertIn("the limit is 10 %", message)
        self.assertEqual(action["res_model"], "crm.sales.discount.request")
        self.assertEqual(button, "Request Approval")
        self.assertEqual(order.state, "draft")

    def test_sending_is_refused_as_well(self):
        order = self._create_order(25).with_user(self.seller)
        for act in (order.action_quotation_send, order.action_quotation_sent):
            with self.subTest(act.__name__), self.assertRaises(RedirectWarning):
                act()

    def test_a_mail_does_not_mark_it_as_sent(self):
        order = self._create_order(25).with_user(self.seller)
        with self.assertRaises(RedirectWarning):
            order.with_context(mark_so_as_sent=True).message_post(body="Here it is")

    def test_writing_the_state_is_no_way_round(self):
        order = self._create_order(25).with_user(self.seller)
        for state in ("sent", "sale"):
            with self.subTest(state), self.assertRaises(RedirectWarning):
                order.state = state

    def test_an_order_that_begins_confirmed_is_looked_at(self):
        with self.assertRaises(RedirectWarning):
            self._create_order(25, state="sale")

    def test_in_a_batch_those_over_the_limit_are_named(self):
        fine, over, other = (self._create_order(rate) for rate in (5, 25, 30))
        with self.assertRaises(UserError) as caught:
            (fine | over | other).with_user(self.seller).action_confirm()
        self.assertIn(over.name, str(caught.exception))
        self.assertIn(other.name, str(caught.exception))
        self.assertNotIn(fine.name, str(caught.exception))

    def test_granted_it_is_confirmed(self):
        order = self._create_order(25)
        approval = self._request(order)
        self.assertEqual(approval.state, "pending")
        self.assertIn("25 %", approval.description)
        self.assertEqual(approval.amount, 25.0)
        self._approve(approval)
        order.with_user(self.seller).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_while_it_is_pending_the_message_names_who_decides(self):
        order = self._create_order(25)
        self._request(order)
        with self.assertRaises(UserError) as caught:
            order.with_user(self.seller).action_confirm()
        self.assertIn(self.leader.name, str(caught.exception))

    def test_refused_it_stays_locked(self):
        order = self._create_order(25)
        approval = self._request(order)
        approval.with_user(self.leader)._decide("refused", "Too much")
        self.assertEqual(order.with_user(self.seller).crm_discount_state, "refused")
        with self.assertRaises(RedirectWarning):
            order.with_user(self.seller).action_confirm()

    def test_a_change_of_a_line_asks_again(self):
        order = self._create_order(25)
        self._approve(self._request(order))
        order.order_line.discount = 30
        with self.assertRaises(RedirectWarning):
            order.with_user(self.seller).action_confirm()
        order.order_line.discount = 25
        order.with_user(self.seller).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_smaller_quantity_asks_again(self):
        order = self._create_order(25)
        self._approve(self._request(order))
        order.order_line.product_uom_qty = 1
        with self.assertRaises(RedirectWarning):
            order.with_user(self.seller).action_confirm()

    def test_a_change_ends_the_pending_request(self):
        order = self._create_order(25)
        approval = self._request(order)
        order.with_user(self.seller).order_line.discount = 28
        self.assertEqual(approval.state, "outdated")

    def test_a_line_that_is_added_or_removed_ends_the_pending_request(self):
        order = self._create_order(25)
        approval = self._request(order)
        with self.env.cr.savepoint(flush=True) as savepoint:
            order.order_line.copy({"order_id": order.id})
            # in life the order was made before; a test has one transaction only
            order._crm_recheck_discount()
            self.assertEqual(approval.state, "outdated")
            savepoint.rollback()
        self.env.invalidate_all()
        order.order_line.unlink()
        self.assertEqual(approval.state, "outdated")

    def test_who_may_give_more_confirms_it_without_being_asked(self):
        order = self._create_order(15)
        order.with_user(self.leader).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_without_a_rule_the_request_says_so(self):
        self.rule.active = False
        with self.assertRaises(UserError) as caught:
            self._request(self._create_order(25))
        self.assertIn("No approval rule", str(caught.exception))

    def test_a_rule_can_let_it_pass(self):
        self.rule.active = False
        self.env["crm.approval.rule"].create(
            {"name": "Free", "kind": "sale_discount", "is_free": True}
        )
        order = self._create_order(25)
        self._request(order)
        order.with_user(self.seller).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_rules_look_at_the_percent(self):
        self.env["crm.approval.rule"].create(
            {
                "name": "Director",
                "kind": "sale_discount",
                "amount_min": 30,
                "sequence": 5,
                "step_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Director",
                            "who": "user",
                            "user_ids": [(6, 0, self.sales_manager.ids)],
                        },
                    )
                ],
            }
        )
        small, big = self._request(self._create_order(25)), self._request(self._create_order(35))
        self.assertEqual(small.waiting_user_ids, self.leader)
        self.assertEqual(big.waiting_user_ids, self.sales_manager)

    def test_the_screen_says_how_it_stands(self):
        order = self._create_order(25).with_user(self.seller)
        with Form(order) as form:
            self.assertEqual(form.crm_discount_state, "needed")
            self.assertIn("25 %", form.crm_discount_note)
        self._request(order)
        self.assertEqual(order.crm_discount_state, "pending")

    def test_a_copy_is_not_approved(self):
        order = self._create_order(25)
        self._approve(self._request(order))
        with self.assertRaises(RedirectWarning):
            order.copy().with_user(self.seller).action_confirm()
