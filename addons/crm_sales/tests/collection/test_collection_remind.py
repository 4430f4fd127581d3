from freezegun import freeze_time

from odoo.tests import tagged

from .common import CollectionCommon


@tagged("post_install", "-at_install")
class TestCollectionRemind(CollectionCommon):
    def _remind(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_sales.crm_sales_collection_cron_remind").method_direct_trigger()
        self.env.invalidate_all()

    def _told(self, plan):
        return plan.activity_ids.sorted("id").mapped("summary")

    def test_who_sold_is_told_once_before_and_once_after(self):
        with freeze_time("2026-03-02 04:00:00"):
            plan = self._create_plan(parts=((30, "2026-03-04"), (70, "2026-06-01")))
            self._remind()
            self._remind()
            self.assertEqual(len(self._told(plan)), 1)
            self.assertEqual(plan.activity_ids.user_id, self.seller)
            self.assertIn("300", self._told(plan)[0])
        with freeze_time("2026-03-05 04:00:00"):
            self._remind()
            self._remind()
            self.assertEqual(len(self._told(plan)), 2)

    def test_a_promise_is_waited_for(self):
        with freeze_time("2026-03-10 04:00:00"):
            plan = self._create_plan(parts=((100, "2026-03-04"),))
            plan.line_ids.date_promised = "2026-03-12"
            self._remind()
            self.assertFalse(self._told(plan))
        with freeze_time("2026-03-13 04:00:00"):
            self._remind()
            self.assertEqual(len(self._told(plan)), 1)

    def test_a_new_promise_that_is_not_kept_is_chased_again(self):
        with freeze_time("2026-03-10 04:00:00"):
            plan = self._create_plan(parts=((100, "2026-03-04"),))
            self._remind()
            plan.line_ids.date_promised = "2026-03-12"
        with freeze_time("2026-03-13 04:00:00"):
            self._remind()
            self.assertEqual(len(self._told(plan)), 2)

    def test_without_a_salesperson_another_is_told(self):
        self.company.crm_sales_collection_user_id = self.leader
        with freeze_time("2026-03-10 04:00:00"):
            plan = self._create_plan(parts=((100, "2026-03-04"),))
            plan.user_id = False
            self._remind()
            self.assertEqual(plan.activity_ids.user_id, self.leader)

    def test_what_is_not_running_is_left_alone(self):
        with freeze_time("2026-03-10 04:00:00"):
            plan = self._create_plan(parts=((100, "2026-03-04"),))
            plan.action_reset()
            self._remind()
            self.assertFalse(self._told(plan))

    def test_the_nightly_reading_of_the_books_keeps_what_is_right(self):
        plan = self._create_plan()
        self._pay(self._invoice(), 450)
        self.env.cr.execute("UPDATE crm_sales_collection SET amount_received = 0")
        self.env.invalidate_all()
        with self.enter_registry_test_mode():
            self.env.ref("crm_sales.crm_sales_collection_cron_refresh").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(plan.amount_received, 450)
