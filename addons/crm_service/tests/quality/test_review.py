from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import QualityCommon


@tagged("post_install", "-at_install")
class TestReview(QualityCommon):
    def _one(self):
        self._answered(self.agent)
        return self._draw().review_ids

    def test_the_score_is_the_weighted_share(self):
        review = self._one()
        self._review(review, "partly", "yes")
        self.assertEqual(review.score, 0.625)
        self.assertEqual((review.state, str(review.date_reviewed)), ("done", "2026-04-02 10:00:00"))

    def test_a_weight_changed_later_leaves_what_was_reviewed(self):
        review = self._one()
        self._review(review, "yes", "no")
        self.right.weight = 1
        self.assertEqual(review.score, 0.75)

    def test_scores_of_agents_with_the_number_behind(self):
        """Of the agent 1 and 0.5, of the colleague 0.25; the draft of the colleague counts not."""
        for user in (self.agent, self.agent, self.colleague, self.colleague):
            self._answered(user)
        sample = self._draw()
        by_agent = sample.review_ids.grouped("user_id")
        first, second = by_agent[self.agent]
        self._review(first, "yes", "yes")
        self._review(second, "partly", "partly")
        self._review(by_agent[self.colleague][0], "no", "yes")
        action = self.env.ref("crm_service.crm_service_quality_figures_action")
        self.assertIn("done", action.domain)
        groups = self.env["crm.service.quality.review"]._read_group(
            [("state", "=", "done"), ("sample_id", "=", sample.id)],
            ["user_id", "date_reviewed:month"],
            ["score:avg", "__count"],
            order="user_id",
        )
        found = {user: (score, count) for user, _month, score, count in groups}
        self.assertEqual(found, {self.agent: (0.75, 2), self.colleague: (0.25, 1)})
        self.assertEqual((sample.done_count, sample.review_count), (3, 4))
        self.assertAlmostEqual(sample.score, (1 + 0.5 + 0.25) / 3)
        reviews = self.env["crm.service.quality.review"]
        self.assertEqual(reviews.search(sample.action_view_reviews()["domain"]), sample.review_ids)

    def test_each_criterion_has_an_answer(self):
        review = self._one()
        review.line_ids[0].answer = "yes"
        with self.assertRaisesRegex(UserError, "Friendly"):
            review.action_done()

    def test_something_has_to_apply(self):
        review = self._one()
        with self.assertRaisesRegex(UserError, "Nothing applies"):
            self._review(review, "na", "na")

    def test_a_review_that_is_done_is_reopened_to_be_changed(self):
        review = self._one()
        self._review(review, "yes", "yes")
        with self.assertRaisesRegex(UserError, "Reopen"):
            review.line_ids[0].answer = "no"
        review.action_reopen()
        self.assertFalse(review.date_reviewed)
        self._review(review, "no", "yes")
        self.assertEqual(review.score, 0.25)

    def test_the_agent_is_told(self):
        review = self._one()
        self._review(review, "yes", "no")
        message = self.env["mail.message"].search(
            [("subject", "=", "Your answers were reviewed")], limit=1
        )
        self.assertEqual(message.notified_partner_ids, self.agent.partner_id)
        self.assertIn("75%", message.body)

    def test_only_the_reviewer_finishes_it(self):
        review = self._one()
        other = self._create_user("second_head", "crm_service.group_service_manager")
        with self.assertRaisesRegex(AccessError, "reviewed by"):
            review.with_user(other).action_done()

    def test_nobody_reviews_own_answers(self):
        review = self._one()
        review.ticket_id.sudo().user_id = self.head
        with self.assertRaisesRegex(AccessError, "own answers"):
            self._review(review, "yes", "yes")

    def test_a_sample_with_finished_reviews_is_kept(self):
        review = self._one()
        sample = review.sample_id
        self._review(review, "yes", "yes")
        with self.assertRaisesRegex(UserError, "kept"):
            sample.unlink()
        self._create_sample().unlink()

    def test_the_ticket_opens(self):
        review = self._one()
        self.assertEqual(review.action_view_ticket()["res_id"], review.ticket_id.id)
