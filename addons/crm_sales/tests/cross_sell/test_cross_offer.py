from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CrossCommon


@tagged("post_install", "-at_install")
class TestCrossOffer(CrossCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._plant()
        cls.pairs._compute_company(cls.company)
        cls.offers = cls.env["crm.sales.cross.offer"]

    def _ask(self, order, user=None):
        self.env.invalidate_all()
        found = order.with_user(user or self.seller).crm_get_cross_offers()
        return self.offers.browse([each["id"] for each in found])

    def _quote(self, *products, **values):
        return self._order(*((product, 1, 100) for product in products), state="draft", **values)

    def test_what_customers_of_the_product_buy_too_is_proposed(self):
        offer = self._ask(self._quote(self.robot))
        self.assertEqual((offer.product_id, offer.because_id), (self.gripper, self.robot))
        self.assertIn("12 of 15", offer.note)
        self.assertEqual((offer.partner_id, offer.user_id), (self.customer, self.seller))

    def test_what_the_customer_bought_before_proposes_too(self):
        self._bought(self.customer, self.robot)
        self.assertEqual(self._ask(self._quote(self.camera)).product_id, self.gripper)

    def test_what_is_on_the_quotation_is_not_proposed(self):
        self.assertFalse(self._ask(self._quote(self.robot, self.gripper)))

    def test_what_the_customer_has_is_not_proposed(self):
        self._bought(self.customer, self.gripper, days=2000)
        self.assertFalse(self._ask(self._quote(self.robot)))

    def test_a_proposal_is_noted_once(self):
        order = self._quote(self.robot)
        self.assertEqual(self._ask(order), self._ask(order))
        self.assertEqual(self.offers.search_count([("order_id", "=", order.id)]), 1)

    def test_one_press_adds_the_line(self):
        order = self._quote(self.robot)
        offer = self._ask(order)
        offer.with_user(self.seller).action_accept()
        self.assertEqual(order.order_line.product_id, self.robot | self.gripper)
        self.assertEqual((offer.state, offer.line_id), ("accepted", order.order_line[-1]))
        self.assertEqual(offer.is_accepted, 100)

    def test_what_was_added_is_not_added_again(self):
        offer = self._ask(self._quote(self.robot)).with_user(self.seller)
        offer.action_accept()
        with self.assertRaisesRegex(UserError, "already"):
            offer.action_accept()

    def test_what_was_dismissed_is_gone_from_the_quotation(self):
        order = self._quote(self.robot)
        self._ask(order).with_user(self.seller).action_dismiss()
        self.assertFalse(self._ask(order))

    def test_what_was_refused_twice_is_never_proposed_again(self):
        self._ask(self._quote(self.robot)).with_user(self.seller).action_dismiss()
        second = self._ask(self._quote(self.robot))
        self.assertTrue(second)
        second.with_user(self.seller).action_dismiss()
        self.assertFalse(self._ask(self._quote(self.robot)))
        other = self._customers(1)
        self.assertTrue(self._ask(self._quote(self.robot, partner=other)))

    def test_nothing_is_proposed_on_a_confirmed_order(self):
        order = self._quote(self.robot)
        offer = self._ask(order)
        order.state = "sale"
        self.assertFalse(self._ask(order))
        with self.assertRaisesRegex(UserError, "confirmed"):
            offer.with_user(self.seller).action_accept()

    def test_what_is_not_sold_any_more_is_not_proposed(self):
        self.gripper.sale_ok = False
        self.assertFalse(self._ask(self._quote(self.robot)))
        self.gripper.sale_ok = True
        self.gripper.active = False
        self.assertFalse(self._ask(self._quote(self.robot)))

    def test_a_quotation_of_others_tells_nothing(self):
        order = self._quote(self.robot, user_id=self.head.id)
        with self.assertRaises(AccessError):
            self._ask(order)

    def test_who_has_no_group_of_ours_is_told_nothing(self):
        user = self.env["res.users"].create(
            {
                "name": "Plain",
                "login": "plain_seller",
                "group_ids": [
                    Command.set(self.env.ref("sales_team.group_sale_salesman_all_leads").ids)
                ],
            }
        )
        with self.assertRaises(AccessError):
            self._ask(self._quote(self.robot), user)

    def test_what_was_sold_of_it_is_counted_at_night(self):
        order = self._quote(self.robot)
        offer = self._ask(order)
        offer.with_user(self.seller).action_accept()
        offer.line_id.write({"price_unit": 90, "product_uom_qty": 2})
        self.offers._refresh_won(self.company)
        self.assertEqual(offer.won_amount, 0)
        order.state = "sale"
        self.offers._refresh_won(self.company)
        self.assertAlmostEqual(offer.won_amount, 180 / order.currency_rate, 1)

    def test_a_pair_counts_what_it_brought(self):
        self._ask(self._quote(self.robot)).with_user(self.seller).action_accept()
        self._ask(self._quote(self.robot))
        pair = self._find(self.robot, self.gripper).with_user(self.head)
        self.assertEqual((pair.shown_count, pair.accepted_count), (2, 1))
        self.assertEqual(self.offers.search_count(pair.action_view_offers()["domain"]), 2)

    def test_a_seller_sees_own_proposals(self):
        self._ask(self._quote(self.robot, user_id=self.head.id), self.head)
        self.assertFalse(self.offers.with_user(self.seller).search([]).user_id - self.seller)

    def test_asking_takes_as_many_queries_for_ten_lines_as_for_one(self):
        one = self._quote(self.robot)
        many = self._quote(*[self.robot] * 10)
        self._ask(one), self._ask(many)
        counts = []
        for order in (one, many):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            order.with_user(self.seller).crm_get_cross_offers()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
