from odoo.tests import freeze_time, tagged

from .common import ProfileCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-07-15 04:00:00")
class TestCrmCustomerProfileQueue(ProfileCommon):
    def _count_waiting(self):
        self.env.flush_all()
        self.Profile._flush_notes()
        return self.Profile._count_queue()

    def test_cron_works_off_the_queue(self):
        self._create_order()
        self.assertTrue(self._count_waiting())
        cron = self.env.ref("crm_customer.crm_customer_profile_cron_refresh")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.assertEqual(self._get_profile().order_count, 1)
        self.assertEqual(self.Profile._count_queue(), 0)

    def test_marking_starts_the_cron(self):
        cron = self.env.ref("crm_customer.crm_customer_profile_cron_refresh")
        domain = [("cron_id", "=", cron.id)]
        before = self.env["ir.cron.trigger"].search_count(domain)
        self.Profile._touch(self.customer.ids)
        self.Profile._flush_notes()
        self.assertEqual(self.env["ir.cron.trigger"].search_count(domain), before + 1)

    def test_night_queues_every_range_once(self):
        self.Profile._cron_queue_all()
        count = self.Profile._count_queue()
        self.Profile._cron_queue_all()
        self.assertTrue(count)
        self.assertEqual(self.Profile._count_queue(), count)

    def test_unrelated_writes_mark_nothing(self):
        order = self._create_order()
        lead = self._create_lead()
        self._refresh_queue()
        order.client_order_ref = "PO 1"
        lead.description = "Called back"
        self.customer.comment = "Nice people"
        self.assertEqual(self._count_waiting(), 0)

    def test_changed_amounts_mark_the_customer(self):
        order = self._create_order()
        self._refresh_queue()
        order.order_line.price_unit = 700
        self.assertTrue(self._count_waiting())

    def test_customer_left_by_an_order_is_refreshed_too(self):
        other = self._create_customer("Other Trading")
        order = self._create_order()
        self._refresh_queue()
        order.partner_id = other
        self._refresh_queue()
        self.assertFalse(self._get_profile())
        self.assertEqual(self._get_profile(other).order_count, 1)

    def test_form_shows_changes_before_the_cron_ran(self):
        self._create_order(amount=123)
        self.assertEqual(self.customer.crm_revenue_total, 123)
        self.assertFalse(self._get_profile())

    def test_refresh_now(self):
        self._create_order(amount=123)
        self.Profile._refresh(self.customer.ids)
        self.assertEqual(self._get_profile().revenue_total, 123)
