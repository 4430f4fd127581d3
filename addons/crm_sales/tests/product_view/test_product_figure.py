from datetime import date

from odoo.tests import tagged

from .common import ProductCommon


@tagged("post_install", "-at_install")
class TestProductFigure(ProductCommon):
    def test_a_confirmed_order_is_won(self):
        self._order((self.robot, 2, 90), (self.gripper, 1, 100))
        self.assertEqual(self._told(self.robot, "won_amount:sum", "quantity:sum"), (180, 2))
        self.assertEqual(self._told(self.gripper, "won_amount:sum"), (100,))

    def test_the_price_realised_is_of_all_that_was_won(self):
        # 2 at 90 and 8 at 50: 580 of 1000, not the average of 90 and 50
        self._order((self.robot, 2, 90), (self.robot, 8, 50))
        self.assertAlmostEqual(self._told(self.robot, "price_realisation:avg")[0], 58)

    def test_the_price_realised_minds_the_unit(self):
        order = self._order((self.robot, 1, 600))
        order.order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")
        order.order_line.price_unit = 600
        self.env.flush_all()
        self.assertAlmostEqual(self._told(self.robot, "price_realisation:avg")[0], 50)
        self.assertEqual(self._told(self.robot, "quantity:sum")[0], 12)

    def test_a_discount_lowers_the_price_realised(self):
        order = self._order((self.robot, 1, 100))
        order.order_line.discount = 20
        self.env.flush_all()
        self.assertAlmostEqual(self._told(self.robot, "price_realisation:avg")[0], 80)

    def test_an_open_quotation_is_demand_by_its_probability(self):
        lead = self._create_lead(partner_id=self.customer.id)
        lead.probability = 40
        self._order((self.robot, 3, 100), state="draft", opportunity_id=lead.id)
        self.assertEqual(
            self._told(self.robot, "open_amount:sum", "weighted_amount:sum"), (300, 120)
        )

    def test_a_quotation_without_an_opportunity_is_not_weighted(self):
        self._order((self.robot, 3, 100), state="draft")
        self.assertEqual(self._told(self.robot, "open_amount:sum", "weighted_amount:sum"), (300, 0))

    def test_of_two_quotations_of_an_opportunity_the_newest_counts(self):
        lead = self._create_lead(partner_id=self.customer.id)
        self._order((self.robot, 3, 100), state="draft", opportunity_id=lead.id)
        self._order((self.robot, 2, 100), state="draft", opportunity_id=lead.id)
        self._order((self.robot, 9, 100), state="cancel", opportunity_id=lead.id)
        self.assertEqual(self._told(self.robot, "open_amount:sum"), (200,))

    def test_a_quotation_beside_a_confirmed_order_counts_nothing(self):
        lead = self._create_lead(partner_id=self.customer.id)
        self._order((self.robot, 3, 100), state="draft", opportunity_id=lead.id)
        self._order((self.robot, 2, 100), opportunity_id=lead.id)
        self.assertEqual(self._told(self.robot, "open_amount:sum", "won_amount:sum"), (0, 200))

    def test_a_lost_opportunity_loses_its_quotation_with_its_reason(self):
        lead = self._create_lead(partner_id=self.customer.id)
        order = self._order((self.robot, 3, 100), state="draft", opportunity_id=lead.id)
        reason = self.env["crm.lost.reason"].create({"name": "Too slow"})
        lead.action_set_lost(lost_reason_id=reason.id)
        order._action_cancel()
        self.env.flush_all()
        rows = self.figures._read_group(
            [("product_id", "=", self.robot.id)], ["lost_reason_id"], ["lost_amount:sum"]
        )
        self.assertEqual(rows, [(reason, 300)])

    def test_a_cancelled_quotation_of_nothing_counts_nothing(self):
        self._order((self.robot, 3, 100), state="cancel")
        self.assertEqual(self._told(self.robot, "__count"), (0,))

    def test_what_is_archived_and_open_counts_nothing(self):
        lead = self._create_lead(partner_id=self.customer.id)
        self._order((self.robot, 3, 100), state="draft", opportunity_id=lead.id)
        lead.active = False
        lead.won_status = "pending"
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_lead SET won_status = 'pending' WHERE id = %s", [lead.id])
        self.assertEqual(self._told(self.robot, "__count"), (0,))

    def test_the_win_rate_is_of_what_was_decided_with_an_opportunity(self):
        for number in range(4):
            lead = self._create_lead(partner_id=self.customer.id)
            self._order((self.robot, 1, 100), state="draft", opportunity_id=lead.id)
            if number == 3:
                lead.action_set_won()
            else:
                lead.action_set_lost()
        self._order((self.robot, 1, 100))
        self.env.flush_all()
        self.assertEqual(self._told(self.robot, "win_rate:avg", "decided:sum"), (25, 4))

    def test_deposits_and_discount_lines_are_no_products(self):
        order = self._order((self.robot, 1, 100), (self.robot, 1, -30), state="draft")
        order.order_line[:1].is_downpayment = True
        self.env.flush_all()
        self.assertEqual(self._told(self.robot, "__count"), (0,))

    def test_the_day_is_the_companys(self):
        self.company.resource_calendar_id.tz = "Asia/Shanghai"
        self._order((self.robot, 1, 100), date_order="2026-03-31 18:00:00")
        row = self.figures.search([("product_id", "=", self.robot.id)])
        self.assertEqual(row.date, date(2026, 4, 1))

    def test_a_foreign_currency_is_counted_in_that_of_the_company(self):
        other = "EUR" if self.company.currency_id.name != "EUR" else "USD"
        currency = self.env["res.currency"].with_context(active_test=False)
        foreign = currency.search([("name", "=", other)])
        foreign.active = True
        prices = self.env["product.pricelist"].create({"name": "F", "currency_id": foreign.id})
        order = self._order((self.robot, 1, 100), pricelist_id=prices.id)
        expected = 100 / order.currency_rate
        self.assertAlmostEqual(self._told(self.robot, "won_amount:sum")[0], expected, 4)

    def test_a_seller_sees_own_figures_a_head_all(self):
        self._order((self.robot, 1, 100))
        self._order((self.robot, 2, 100), user_id=self.head.id)
        self.assertEqual(self._told(self.robot, "won_amount:sum", user=self.seller), (100,))
        self.assertEqual(self._told(self.robot, "won_amount:sum", user=self.head), (300,))

    def test_a_figure_opens_its_order_or_its_opportunity(self):
        order = self._order((self.robot, 1, 100))
        row = self.figures.search([("product_id", "=", self.robot.id)])
        self.assertEqual((row.action_open()["res_model"], row.order_id), ("sale.order", order))
        lead = self._create_lead()
        lead.crm_product_ids = [(0, 0, {"product_id": self.camera.id})]
        self.env.flush_all()
        row = self.figures.search([("product_id", "=", self.camera.id)])
        self.assertEqual(row.action_open()["res_id"], lead.id)

    def test_figures_take_as_many_queries_for_ten_orders_as_for_one(self):
        def ask():
            self.env.invalidate_all()
            self.figures.web_search_read(
                [("product_id", "=", self.robot.id)], {"amount": {}, "partner_id": {}}, limit=80
            )

        self._order((self.robot, 1, 100))
        ask()
        with self.assertQueryCount(9):
            ask()
        for _each in range(9):
            self._order((self.robot, 1, 100))
        with self.assertQueryCount(9):
            ask()
