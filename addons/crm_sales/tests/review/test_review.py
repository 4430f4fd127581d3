from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import SalesCommon


@tagged("post_install", "-at_install")
class TestReview(SalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reason = cls.env.ref("crm_sales.crm_sales_review_reason_price_high")
        cls.rival = cls.env["crm.sales.competitor"].create({"name": "Zhonglian Grippers"})

    def _review_of(self, lead):
        return self.env["crm.sales.review"].search([("lead_id", "=", lead.id)])

    def test_nothing_is_proposed_unless_a_value_is_set(self):
        lead = self._create_lead(expected_revenue=10**6)
        lead.action_set_won()
        self.assertFalse(self._review_of(lead))

    def test_big_deals_are_proposed_once_they_are_decided(self):
        self.env.company.crm_review_value = 1000
        small, big, lost = (self._create_lead(expected_revenue=n) for n in (999, 1000, 2000))
        (small | big).action_set_won()
        lost.with_user(self.seller).action_set_lost()
        self.assertFalse(self._review_of(small))
        self.assertEqual(self._review_of(big).outcome, "won")
        review = self._review_of(lost)
        self.assertEqual((review.outcome, review.our_price), ("lost", 2000))
        self.assertEqual(review.user_id, self.leader)
        self.assertEqual(review.activity_ids.user_id, self.leader)

    def test_a_deal_that_is_won_back_has_one_review_with_the_new_outcome(self):
        self.env.company.crm_review_value = 1
        lead = self._create_lead()
        lead.action_set_lost()
        lead.action_unarchive()
        lead.action_set_won()
        self.assertEqual(self._review_of(lead).outcome, "won")

    def test_the_review_begins_with_what_is_known(self):
        """Ours 1,000, theirs 800: a quarter dearer."""
        lead = self._create_lead()
        self.env["crm.sales.deal.competitor"].create(
            {
                "lead_id": lead.id,
                "competitor_id": self.rival.id,
                "price": 800,
                "is_winner": True,
            }
        )
        lead.action_set_lost()
        lead.with_user(self.seller).action_crm_review()
        review = self._review_of(lead)
        self.assertEqual((review.competitor_id, review.their_price), (self.rival, 800))
        self.assertAlmostEqual(review.price_gap, 0.25)

    def test_it_is_done_once_it_says_why(self):
        lead = self._create_lead()
        lead.action_set_lost()
        lead.action_crm_review()
        review = self._review_of(lead)
        with self.assertRaisesRegex(UserError, "Three grippers"):
            review.action_done()
        review.reason_id = self.reason
        review.action_done()
        self.assertEqual(review.state, "done")
        self.assertEqual(review.category, "price")
        self.assertEqual(review.display_name, "Lost: Too expensive")

    def test_a_seller_sees_reviews_of_own_deals_alone(self):
        mine, other = self._create_lead(), self._create_lead(user_id=self.head.id)
        for lead in (mine, other):
            lead.action_set_won()
            lead.action_crm_review()
        seen = self.env["crm.sales.review"].with_user(self.seller).search([])
        self.assertIn(self._review_of(mine), seen)
        self.assertNotIn(self._review_of(other), seen)
