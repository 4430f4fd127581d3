from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import OutboxCommon


@tagged("post_install", "-at_install")
class TestOutboxSecurity(OutboxCommon):
    def setUp(self):
        super().setUp()
        self.endpoint = self._create_endpoint()
        self.customer.city = "Wuhan"
        self._work()
        self.delivery = self._deliveries(self.endpoint)

    def test_below_managers_nobody_sees_anything(self):
        portal = self._create_user("outbox_portal", "base.group_portal")
        records = (
            self.endpoint,
            self.endpoint.subscription_ids,
            self.delivery,
            self.delivery.event_id,
        )
        for user in (self.user_own, self.user_team, self.user_all, self.user_plain, portal):
            for record in records:
                with self.assertRaises(AccessError):
                    record.with_user(user).read([])
                with self.assertRaises(AccessError):
                    record.with_user(user).search([])

    def test_managers_do_not_write_what_happened(self):
        for record in (self.delivery, self.delivery.event_id):
            seen = record.with_user(self.user_manager)
            self.assertTrue(seen.read(["display_name"]))
            with self.assertRaises(AccessError):
                seen.write({"company_id": False})
            with self.assertRaises(AccessError):
                seen.unlink()
            with self.assertRaises(AccessError):
                seen.create({})

    def test_who_may_not_read_the_records_still_sees_that_they_were_told(self):
        self._create_endpoint("sale.order", sent=("amount_total",), name="Shop")
        order = self.env["sale.order"].create({"partner_id": self.customer.id})
        self._work()
        other = self._create_user("outbox_other", "crm_customer.group_customer_manager")
        delivery = self.Delivery.search([("event_id", "=", self._events(order).id)])
        seen = delivery.with_user(other)
        self.assertEqual(seen.payload, "You may not read these records.")
        self.assertEqual(seen.document, f"Sales Order {order.name}")
        found = seen.search([("key", "=", order.name), ("model", "=", "sale.order")])
        self.assertEqual(found, delivery)
        groups = seen.formatted_read_group([("id", "=", delivery.id)], ["model"], ["__count"])
        self.assertEqual([(g["model"], g["__count"]) for g in groups], [("sale.order", 1)])

    def test_another_company_sees_nothing(self):
        foreigner = self._create_user(
            "outbox_foreign",
            "crm_customer.group_customer_manager",
            company_id=self.company_b.id,
            company_ids=[(6, 0, self.company_b.ids)],
        )
        self.delivery.event_id.company_id = self.env.company
        for record in (self.endpoint, self.endpoint.subscription_ids, self.delivery):
            seen = record.with_user(foreigner)
            self.assertFalse(seen.search([("id", "=", record.id)]))
            with self.assertRaises(AccessError):
                seen.read(["display_name"])
        with self.assertRaises(AccessError):
            self.endpoint.with_user(foreigner).action_send_test()
        self.assertEqual(len(self.receiver.requests), 1)

    def test_users_without_rights_cause_events_all_the_same(self):
        self.customer.user_id = self.user_own
        self.customer.with_user(self.user_own).city = "Dongguan"
        self._work()
        self.assertEqual(len(self.receiver.requests), 2)

    def test_who_changes_what_is_sent_answers_for_it(self):
        other = self._create_user("outbox_other", "crm_customer.group_customer_manager")
        self.assertEqual(self.endpoint.user_id, self.user_manager)
        line = self.endpoint.subscription_ids.with_user(other)
        line.sent_ids = [self._fields("res.partner", "city")]
        self.assertEqual(self.endpoint.user_id, other)
        with self.assertRaises(AccessError):
            self._create_user("outbox_seller", "crm_customer.group_customer_manager")
            self.endpoint.with_user(other).write(
                {"subscription_ids": [(0, 0, {"model": "crm.lead"})]}
            )
