from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from ..common import SalesCommon


@tagged("post_install", "-at_install")
class TestCompetitor(SalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rivals = cls.env["crm.sales.competitor"].create(
            [{"name": "Zhonglian Grippers"}, {"name": "Nord Robotics"}]
        )

    def _meet(self, lead, rival, **values):
        return self.env["crm.sales.deal.competitor"].create(
            {"lead_id": lead.id, "competitor_id": rival.id} | values
        )

    def test_the_win_rate_against_each_by_hand(self):
        """Met in four deals: two won, one lost, one open: 2 of 3."""
        leads = [self._create_lead() for _deal in range(4)]
        for lead in leads:
            self._meet(lead, self.rivals[0])
        self._meet(leads[2], self.rivals[1])
        (leads[0] | leads[1]).action_set_won()
        leads[2].action_set_lost()
        first, second = self.rivals
        self.assertEqual((first.deal_count, first.open_count), (4, 1))
        self.assertEqual((first.won_count, first.lost_count), (2, 1))
        self.assertAlmostEqual(first.win_rate, 2 / 3)
        self.assertEqual((second.won_count, second.lost_count, second.win_rate), (0, 1, 0))

    def test_a_deal_won_back_counts_as_won(self):
        lead = self._create_lead()
        self._meet(lead, self.rivals[0])
        lead.action_set_lost()
        lead.action_unarchive()
        lead.action_set_won()
        self.assertEqual((self.rivals[0].won_count, self.rivals[0].lost_count), (1, 0))

    def test_the_price_gap_by_hand(self):
        """Ours 1,000, theirs 800: a quarter dearer."""
        met = self._meet(self._create_lead(expected_revenue=1000), self.rivals[0], price=800)
        self.assertAlmostEqual(met.price_gap, 0.25)

    def test_only_one_can_have_won(self):
        lead = self._create_lead()
        self._meet(lead, self.rivals[0], is_winner=True)
        with self.assertRaisesRegex(ValidationError, "Three grippers"):
            self._meet(lead, self.rivals[1], is_winner=True)

    def test_merging_keeps_each_competitor_once(self):
        first, second = (self._create_lead() for _deal in range(2))
        self._meet(first, self.rivals[0])
        self._meet(second, self.rivals[0])
        self._meet(second, self.rivals[1])
        merged = (first | second).merge_opportunity()
        self.assertEqual(len(merged.crm_competitor_ids), 2)
        self.assertEqual(merged.crm_competitor_ids.competitor_id, self.rivals)

    def test_a_seller_notes_competitors_on_the_form_and_reads_the_battlecard(self):
        self.rivals[0].how_to_win = "<p>Ask for the spare parts.</p>"
        lead = self._create_lead().with_user(self.seller)
        with Form(lead) as form, form.crm_competitor_ids.new() as line:
            line.competitor_id = self.rivals[0].with_user(self.seller)
            line.price = 700
        action = lead.crm_competitor_ids.action_open_battlecard()
        self.assertEqual(action["res_id"], self.rivals[0].id)
        self.assertIn("spare parts", self.rivals[0].with_user(self.seller).how_to_win)
        with self.assertRaises(AccessError):
            self.rivals[0].with_user(self.seller).summary = "<p>Mine</p>"

    def test_a_seller_sees_no_deals_of_others_in_the_figures(self):
        lead = self._create_lead(user_id=self.head.id)
        self._meet(lead, self.rivals[0])
        self.env.flush_all()
        self.assertEqual(self.rivals[0].with_user(self.seller).deal_count, 0)
        self.assertEqual(self.rivals[0].with_user(self.sales_manager).deal_count, 1)

    def test_pages_of_ten_and_of_a_hundred_take_the_same_queries(self):
        counts = []
        for size in (10, 100):
            rivals = self.env["crm.sales.competitor"].create(
                [{"name": f"Rival {size}/{n}"} for n in range(size)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rivals.web_read({"name": {}, "win_rate": {}, "sighting_count": {}})
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
