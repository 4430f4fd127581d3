from odoo.tests import HttpCase, tagged

from .review_common import ROLE, ReviewCommon


@tagged("post_install", "-at_install")
class TestAccessReviewTour(ReviewCommon, HttpCase):
    def test_a_reviewer_decides_and_finishes(self):
        # the list of customers, from which the menus are opened, is not empty
        self._create_customer("Tour Review Ltd", user_id=self.ann.id)
        review = self._create_started()
        self._lines(review, self.ben).action_confirm()
        self._lines(review, self.ann).with_user(self.ben).action_confirm()
        self.start_tour("/odoo", "crm_access_review_tour", login="review_ann")
        self.assertEqual(review.state, "done")
        self.assertFalse(self.seller.has_group(ROLE))
