from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DiscountCommon


@tagged("post_install", "-at_install")
class TestDiscountLimit(DiscountCommon):
    def _given(self, order, user=None):
        return [
            (line.product_id, given, limit)
            for line, given, limit, _base in order._crm_get_over_limits(user or self.seller)
        ]

    def test_within_the_limit_nothing_is_over(self):
        self.assertEqual(self._given(self._create_order(10)), [])

    def test_a_line_discount_over_the_limit_is_over(self):
        self.assertEqual(self._given(self._create_order(25)), [(self.robot, 25.0, 10.0)])

    def test_a_price_by_hand_counts_like_a_discount(self):
        order = self._create_order()
        order.order_line.price_unit = 700
        self.assertEqual(self._given(order), [(self.robot, 30.0, 10.0)])

    def test_a_price_by_hand_and_a_discount_add_up(self):
        order = self._create_order(10)
        order.order_line.price_unit = 900
        self.assertEqual(self._given(order), [(self.robot, 19.0, 10.0)])

    def test_the_discount_of_the_whole_order_counts(self):
        order = self._create_order(5)
        wizard = self.env["sale.order.discount"].create(
            {
                "sale_order_id": order.id,
                "discount_type": "so_discount",
                "discount_percentage": 0.1,
            }
        )
        wizard.action_apply_discount()
        # 5 % off, then a tenth of what is left: 14.5 %
        self.assertEqual(self._given(order), [(self.robot, 14.5, 10.0)])

    def test_a_line_of_a_negative_amount_is_a_discount_too(self):
        order = self._create_order()
        order.order_line = [
            Command.create(
                {"product_id": self.gripper.id, "price_unit": -500, "tax_ids": False},
            )
        ]
        self.assertEqual(self._given(order), [(self.robot, 25.0, 10.0)])

    def test_an_included_tax_is_no_discount(self):
        tax = self.env["account.tax"].create(
            {"name": "13", "amount": 13, "price_include_override": "tax_included"}
        )
        zero = self.env["account.tax"].create({"name": "0", "amount": 0})
        abroad = self.env["account.fiscal.position"].create({"name": "Abroad"})
        zero.write(
            {
                "fiscal_position_ids": [Command.link(abroad.id)],
                "original_tax_ids": [Command.link(tax.id)],
            }
        )
        self.robot.taxes_id = tax
        order = self._create_order(fiscal_position_id=abroad.id)
        order.order_line.tax_ids = zero
        order.order_line._reset_price_unit()
        # 1,000 with 13 % of tax in it are 884.96 without
        self.assertAlmostEqual(order.order_line.price_unit, 884.96, 2)
        self.assertEqual(self._given(order), [])

    def test_the_price_of_the_pricelist_is_compared_where_a_limit_says_so(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Partners",
                "item_ids": [Command.create({"compute_price": "percentage", "percent_price": 30})],
            }
        )
        self.env["crm.sales.discount.limit"].search([]).write({"base": "pricelist"})
        order = self._create_order(pricelist_id=pricelist.id)
        # the list price of 1,000 at 30 % off, as promised
        self.assertEqual(self._given(order), [])
        order.order_line.write({"price_unit": 630, "discount": 0})
        self.assertEqual(self._given(order), [])
        order.order_line.price_unit = 560
        self.assertEqual(self._given(order), [(self.robot, 20.0, 10.0)])

    def test_the_limit_of_a_category_counts_for_those_below(self):
        self._limit(categ_id=self.category.id, percent=3)
        self.assertEqual(self._given(self._create_order(5)), [(self.robot, 5.0, 3.0)])
        self.assertEqual(self._given(self._create_order(5, product=self.gripper)), [])

    def test_the_limit_of_a_team_counts_before_that_of_the_company(self):
        self._limit(team_id=self.team.id, percent=30)
        self.assertEqual(self._given(self._create_order(25)), [])
        self.assertTrue(self._given(self._create_order(25, team_id=False)))

    def test_who_holds_a_higher_level_may_give_more(self):
        order = self._create_order(15)
        self.assertTrue(self._given(order))
        self.assertEqual(self._given(order, self.leader), [])

    def test_limits_of_another_company_do_not_count(self):
        self.env["crm.sales.discount.limit"].search([]).active = False
        self._limit(company_id=self.company_b.id, percent=1)
        self.assertEqual(self._given(self._create_order(90)), [])

    def test_two_limits_of_one_scope_and_level_are_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._limit(percent=50)

    def test_sellers_read_limits_and_do_not_write_them(self):
        limit = self.env["crm.sales.discount.limit"].search([], limit=1)
        self.assertEqual(limit.with_user(self.seller).percent, limit.percent)
        with self.assertRaises(AccessError):
            limit.with_user(self.seller).percent = 99

    def test_many_orders_are_looked_at_in_as_many_queries_as_few(self):
        counts = []
        for number in (10, 100):
            orders = self.env["sale.order"]
            for _n in range(number):
                orders |= self._create_order(25)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(orders._crm_get_blocked(), orders)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2, counts)
