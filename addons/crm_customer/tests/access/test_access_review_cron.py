from datetime import date

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .review_common import ReviewCommon


@tagged("post_install", "-at_install")
class TestAccessReviewCron(ReviewCommon):
    def setUp(self):
        super().setUp()
        self.env["res.company"].search([]).crm_access_review = False
        self.company.crm_access_review = True

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_customer.crm_access_review_cron").method_direct_trigger()
        return self.env["crm.access.review"].search([("company_id", "=", self.company.id)])

    def test_it_is_off_by_default(self):
        self.assertFalse(self.env["res.company"].create({"name": "New"}).crm_access_review)

    @freeze_time("2027-01-01 02:00:00")
    def test_a_quarter_that_ended_is_drafted_once_with_an_activity_for_each_reviewer(self):
        self.company.crm_access_reviewer_ids = [Command.set(self.ben.ids)]
        review = self._run()
        self.assertEqual((review.year, review.quarter, review.state), (2026, "4", "draft"))
        self.assertEqual(review.date_deadline, date(2027, 1, 31))
        self.assertEqual(review.reviewer_ids, self.ben)
        self.assertEqual(review.activity_ids.user_id, self.ben)
        self.assertEqual(review.activity_ids.date_deadline, review.date_deadline)
        self.assertEqual(review.activity_ids.summary, "Access Review 2026 Q4")
        self.assertEqual(self._run(), review)
        self.assertEqual(len(review.activity_ids), 1)

    @freeze_time("2026-12-31 17:00:00")
    def test_the_day_is_the_companys(self):
        self.assertEqual(self._run().quarter, "4")

    @freeze_time("2026-12-31 15:00:00")
    def test_before_midnight_the_quarter_goes_on(self):
        self.assertFalse(self._run())

    @freeze_time("2027-01-15 02:00:00")
    def test_later_than_two_weeks_nothing_is_drafted(self):
        self.assertFalse(self._run())

    @freeze_time("2027-01-14 02:00:00")
    def test_without_a_name_the_managers_of_the_company_review(self):
        self.assertEqual(self._run().reviewer_ids, self.ann | self.ben)

    @freeze_time("2027-01-02 02:00:00")
    def test_who_may_review_no_longer_is_left_out(self):
        self.company.crm_access_reviewer_ids = [Command.set((self.ann | self.seller).ids)]
        self.assertEqual(self._run().reviewer_ids, self.ann)

    @freeze_time("2027-01-02 02:00:00")
    def test_each_company_for_itself(self):
        self.company_b.crm_access_review = True
        before = self.env["crm.access.review"].search([])
        self._run()
        drafted = self.env["crm.access.review"].search([]) - before
        self.assertEqual(drafted.company_id, self.company | self.company_b)
        self.assertEqual(drafted.mapped("date_from"), [date(2026, 10, 1)] * 2)
