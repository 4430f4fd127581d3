import random

from odoo.tests import tagged

from .common import WhiteCommon


@tagged("post_install", "-at_install")
class TestWhiteGap(WhiteCommon):
    def test_who_does_not_buy_what_comparable_customers_buy_is_found(self):
        self._habit()
        gaps = self._compute()
        self.assertEqual(gaps.partner_id, self.peers[4:])
        self.assertEqual(gaps.product_id, self.gripper)
        # four of the six others buy it; the median of 100, 200, 300, 1000
        gap = gaps[:1]
        self.assertEqual((gap.buyer_count, gap.peer_count, gap.grain), (4, 6, "3"))
        self.assertAlmostEqual(gap.share, 100 * 4 / 6)
        self.assertEqual(gap.expected_amount, 250)
        self.assertIn("4 of 6 comparable customers", gap.note)

    def test_the_value_is_of_a_year(self):
        # 4 at 300 since two years: 600 a year
        self._bought(self.peers, self.robot)
        start = self.today.replace(year=self.today.year - 2)
        days = (self.today - start).days
        self._bought(self.peers[:4], self.gripper, price=300, quantity=4, date_first=start)
        self.assertAlmostEqual(self._compute()[0].expected_amount, 1200 / (days / 365), 1)

    def test_a_share_below_the_limit_is_none(self):
        self._habit()
        self.company.crm_white_share = 70
        self.assertFalse(self._compute())

    def test_who_buys_nothing_at_all_is_not_compared(self):
        self._bought(self.peers[:6], self.robot)
        self._bought(self.peers[:4], self.gripper)
        gaps = self._compute()
        self.assertEqual(gaps.partner_id, self.peers[4:6])
        self.assertEqual(gaps[0].peer_count, 5)

    def test_a_small_group_is_compared_by_less(self):
        self._habit()
        self.peers[6].industry_id = False
        self.env.flush_all()
        gaps = self._compute()
        self.assertEqual(
            {gap.partner_id: gap.grain for gap in gaps},
            {self.peers[4]: "3", self.peers[5]: "3", self.peers[6]: "2"},
        )
        self.assertEqual([gap.peer_count for gap in gaps.sorted("partner_id")], [5, 5, 6])

    def test_another_level_is_compared_in_the_segment(self):
        self._habit()
        self.peers[6].crm_level_id = self.lower
        self.env.flush_all()
        grains = {gap.partner_id: gap.grain for gap in self._compute()}
        self.assertEqual(grains[self.peers[6]], "1")

    def test_too_few_comparable_customers_say_nothing(self):
        self._habit()
        self.company.crm_white_peers = 7
        self.assertFalse(self._compute())

    def test_one_buyer_is_no_habit(self):
        self._bought(self.peers, self.robot)
        self._bought(self.peers[0], self.gripper)
        self.company.crm_white_share = 1
        self.assertFalse(self._compute())

    def test_what_is_not_sold_any_more_is_not_missed(self):
        self._habit()
        self.gripper.sale_ok = False
        self.assertFalse(self._compute())

    def test_who_left_the_segment_is_compared_no_more(self):
        self._habit()
        members = self.env["crm.customer.segment.member"]
        members.search([("partner_id", "=", self.peers[6].id)]).date_to = "2026-02-01"
        self.env.flush_all()
        self.assertEqual(self._compute().partner_id, self.peers[4:6])

    def test_a_gap_that_is_closed_goes(self):
        self._habit()
        self._compute()
        self._bought(self.peers[4], self.gripper)
        self.assertEqual(self._compute().partner_id, self.peers[5:])

    def test_computing_twice_changes_nothing(self):
        self._habit()
        self._compute()
        self.env.cr.execute("SELECT xmin::text, id FROM crm_sales_white_gap ORDER BY id")
        before = self.env.cr.fetchall()
        self._compute()
        self.env.cr.execute("SELECT xmin::text, id FROM crm_sales_white_gap ORDER BY id")
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_the_job_computes_all_companies(self):
        self._habit()
        with self.enter_registry_test_mode():
            self.env.ref("crm_sales.crm_sales_white_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self.gaps.search([("segment_id", "=", self.segment.id)]))

    def test_a_seller_sees_the_gaps_of_own_customers(self):
        self._habit()
        self.peers[6].user_id = self.head
        self.env.flush_all()
        self._compute()
        own = [("segment_id", "=", self.segment.id)]
        self.assertEqual(self.gaps.with_user(self.seller).search(own).partner_id, self.peers[4:6])
        self.assertEqual(self.gaps.with_user(self.head).search(own).partner_id, self.peers[4:])

    def test_merged_customers_lose_their_gaps_until_the_night(self):
        self._habit()
        self._compute()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge(self.peers[4:6].ids, self.peers[4])
        self.assertFalse(self.gaps.search([("partner_id", "=", self.peers[4].id)]))
        self.assertEqual(self._compute().partner_id, self.peers[4] | self.peers[6])

    def test_an_opt_out_is_marked(self):
        self._habit()
        gaps = self._compute()
        self.env["crm.consent"].create(
            {
                "partner_id": self.peers[4].id,
                "purpose_id": self.env["crm.consent.purpose"]._by_code("marketing").id,
                "state": "refused",
                "source": "phone",
            }
        )
        self.env.invalidate_all()
        self.assertEqual(gaps.filtered("is_opted_out").partner_id, self.peers[4])

    def test_gaps_equal_their_rebuild_after_random_purchases(self):
        dice = random.Random(11)
        products = self.robot | self.gripper | self.camera
        customers = self._customers(20, crm_level_id=self.level.id, industry_id=self.industry.id)
        self._enter(self.segment, customers)
        people = self.peers | customers
        basket = set()
        for number in range(400):
            key = (dice.choice(people), dice.choice(products))
            if key in basket and dice.random() < 0.5:
                basket.discard(key)
                self.records.search(
                    [("partner_id", "=", key[0].id), ("product_id", "=", key[1].id)]
                ).unlink()
            elif key not in basket:
                basket.add(key)
                self._bought(*key)
            if number % 100 == 99:
                self.env.flush_all()
                buyers = {partner for partner, _product in basket}
                expected = set()
                for product in products:
                    having = {partner for partner, bought in basket if bought == product}
                    for partner in buyers - having:
                        if len(having) >= 0.3 * (len(buyers) - 1):
                            expected.add((partner, product, len(having), len(buyers) - 1))
                found = {
                    (gap.partner_id, gap.product_id, gap.buyer_count, gap.peer_count)
                    for gap in self._compute()
                }
                self.assertEqual(found, expected)
