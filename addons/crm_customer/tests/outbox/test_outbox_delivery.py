import json
import time
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ...models.outbox.crm_outbox_endpoint_send import PRIVATE_PARAMETER
from ...tools.outbox import signature
from .common import SECRET, OutboxCommon


@tagged("post_install", "-at_install")
class TestOutboxDelivery(OutboxCommon):
    def _change(self, count=1):
        for number in range(count):
            self.customer.city = f"Place {number} {time.monotonic()}"
            self._flush()

    def test_a_change_arrives_signed(self):
        endpoint = self._create_endpoint(sent=("city", "crm_code"))
        self.customer.city = "Dongguan"
        self._work()
        event = self._events()
        ((_path, headers, body),) = self.receiver.requests
        self.assertEqual(headers["X-CRM-Event-Id"], event.uuid)
        self.assertEqual(headers["X-CRM-Event"], "res.partner.updated")
        header = headers["X-CRM-Signature"]
        self.assertTrue(signature.verify(SECRET, header, body, time.time()))
        self.assertEqual(
            json.loads(body),
            {
                "id": event.uuid,
                "event": "updated",
                "model": "res.partner",
                "res_id": self.customer.id,
                "key": "O-1",
                "at": f"{event.date.isoformat(timespec='seconds')}Z",
                "cursor": event.position,
                "fields": ["city"],
                "values": {"city": "Dongguan", "crm_code": "O-1"},
            },
        )
        delivery = self._deliveries(endpoint)
        self.assertEqual((delivery.state, delivery.attempts, delivery.status), ("sent", 1, 200))
        self.assertEqual(delivery.outcome, "The receiver took it (status 200).")
        self.assertTrue(delivery.date_done)

    def test_by_default_no_value_is_sent(self):
        self._create_endpoint()
        self.customer.city = "Dongguan"
        self._work()
        self.assertEqual(self.receiver.bodies[0]["values"], {})

    def test_a_deleted_record_comes_with_id_and_key_alone(self):
        self._create_endpoint(sent=("city", "name"))
        customer_id = self.customer.id
        self.customer.unlink()
        self._work()
        body = self.receiver.bodies[-1]
        self.assertEqual(
            (body["event"], body["res_id"], body["key"]), ("deleted", customer_id, "O-1")
        )
        self.assertEqual((body["fields"], body["values"]), ([], {}))

    def test_values_go_by_the_rights_of_who_set_it_up(self):
        endpoint = self._create_endpoint("sale.order", sent=("amount_total", "state"))
        order = self.env["sale.order"].create({"partner_id": self.customer.id})
        self._flush()
        field = self.env["sale.order"]._fields["amount_total"]
        self.patch(field, "groups", "base.group_system")
        self._work()
        self.assertEqual(self.receiver.bodies[0]["values"], {"state": "draft"})
        self.assertEqual(self._deliveries(endpoint).res_id, order.id)

    def test_the_condition_is_asked(self):
        self._create_endpoint(line={"domain": "[('city', '=', 'Wuhan')]"})
        self._change()
        self._work()
        self.assertFalse(self.receiver.requests)
        self.customer.city = "Wuhan"
        self._work()
        self.assertEqual(len(self.receiver.requests), 1)

    def test_another_company_hears_nothing(self):
        self._create_endpoint(company_id=self.env.company.id)
        foreign = self._create_customer("Foreign", crm_code="O-9", company_id=self.company_b.id)
        self._work()
        self.assertFalse(self.receiver.requests)
        self.assertTrue(self._events(foreign).position)

    def test_each_endpoint_gets_its_own_delivery(self):
        first = self._create_endpoint(watched=("city",))
        second = self._create_endpoint(watched=("street",), name="Shop")
        self.customer.write({"city": "Wuhan", "street": "Road 1"})
        self._flush()
        self.customer.street = "Road 2"
        self._work()
        self.assertEqual(len(self._deliveries(first)), 1)
        self.assertEqual(len(self._deliveries(second)), 2)

    # trouble

    def test_a_receiver_that_is_down_and_comes_back_gets_everything(self):
        endpoint = self._create_endpoint()
        self.receiver.stop()
        self._change(5)
        self._work()
        self.assertEqual(set(self._deliveries(endpoint).mapped("state")), {"waiting", "failed"})
        self.assertEqual(
            sum(self._deliveries(endpoint).mapped("attempts")), 1, "asked once a round"
        )
        self.receiver.start()
        self._work()
        self.assertFalse(self.receiver.requests, "not before the wait is over")
        self._pass_time()
        self._work()
        self.assertEqual(set(self._deliveries(endpoint).mapped("state")), {"sent"})
        received = [body["id"] for body in self.receiver.bodies]
        self.assertEqual(sorted(received), sorted(self._events().mapped("uuid")))
        self.assertFalse(endpoint.failure_count)

    def test_a_receiver_killed_while_it_answers_gets_the_same_id_again(self):
        self._create_endpoint()
        self.receiver.answers = [lambda handler: handler.connection.close()]
        self._change()
        self._work()
        self.receiver.stop()
        self.receiver.start()
        self._pass_time()
        self._work()
        ids = [headers["X-CRM-Event-Id"] for _path, headers, _body in self.receiver.requests]
        self.assertEqual(len(ids), 2)
        self.assertEqual(len(set(ids)), 1)

    def test_the_waits_grow_and_retry_after_counts(self):
        endpoint = self._create_endpoint()
        self._change()
        for attempt, (headers, low, high) in enumerate(
            [({}, 24, 36), ({}, 48, 72), ({"Retry-After": "1000"}, 1000, 1001)], 1
        ):
            self.receiver.answers = [(503, headers, b"")]
            self._pass_time()
            self._work()
            delivery = self._deliveries(endpoint)
            self.assertEqual((delivery.state, delivery.attempts), ("failed", attempt))
            wait = (delivery.date_next - delivery.date_attempt).total_seconds()
            self.assertTrue(low - 1 <= wait <= high + 1, wait)

    def test_after_the_last_attempt_it_is_given_up_and_can_be_sent_again(self):
        endpoint = self._create_endpoint(max_attempts=2)
        self._change()
        self.receiver.answers = [500, 500]
        for _round in range(2):
            self._pass_time()
            self._work()
        delivery = self._deliveries(endpoint)
        self.assertEqual((delivery.state, endpoint.dead_count), ("dead", 1))
        self._pass_time()
        self._work()
        self.assertEqual(len(self.receiver.requests), 2)
        delivery.with_user(self.user_manager).action_retry()
        self._pass_time()
        self._work()
        self.assertEqual((delivery.state, delivery.attempts), ("sent", 1))

    def test_what_the_receiver_refuses_is_given_up_after_three_attempts(self):
        endpoint = self._create_endpoint()
        self._change()
        self.receiver.answers = [422] * 9
        for _round in range(5):
            self._pass_time()
            self._work()
        self.assertEqual(len(self.receiver.requests), 3)
        self.assertEqual(self._deliveries(endpoint).state, "dead")
        self.assertFalse(endpoint.is_paused)

    def test_one_bad_delivery_does_not_hold_up_the_others(self):
        endpoint = self._create_endpoint()
        self._change(4)
        self.receiver.answers = [400]
        self._work()
        states = sorted(self._deliveries(endpoint).mapped("state"))
        self.assertEqual(states, ["failed", "sent", "sent", "sent"])

    def test_who_is_gone_is_paused_at_once_and_nothing_is_lost(self):
        endpoint = self._create_endpoint()
        self._change(2)
        self.receiver.answers = [410]
        self._work()
        self.assertTrue(endpoint.is_paused)
        self.assertIn("gone", endpoint.pause_reason)
        self.assertEqual(len(self.receiver.requests), 1)
        self._change()
        self._work()
        self.assertEqual(len(self._deliveries(endpoint)), 3)
        endpoint.with_user(self.user_manager).action_resume()
        self._work()
        self.assertEqual(set(self._deliveries(endpoint).mapped("state")), {"sent"})

    def test_too_many_failures_pause_it_and_tell_who_set_it_up(self):
        endpoint = self._create_endpoint(pause_after=3)
        self._change()
        self.receiver.answers = [500] * 3
        for _round in range(3):
            self._pass_time()
            self._work()
        self.assertTrue(endpoint.is_paused)
        self.assertIn("3 failures in a row", endpoint.pause_reason)
        self.assertEqual(endpoint.activity_ids.user_id, self.user_manager)
        self.assertEqual(self._deliveries(endpoint).state, "failed", "it waits")

    def test_a_private_address_that_is_not_allowed_any_more_pauses(self):
        endpoint = self._create_endpoint()
        self.env["ir.config_parameter"].set_param(PRIVATE_PARAMETER, "False")
        self._change()
        self._work()
        self.assertFalse(self.receiver.requests)
        self.assertTrue(endpoint.is_paused)
        self.assertIn("private network", endpoint.pause_reason)
        self.assertEqual(self._deliveries(endpoint).attempts, 0)

    def test_who_lost_the_rights_pauses_and_nothing_is_lost(self):
        endpoint = self._create_endpoint("crm.lead", sent=("name",))
        self.env["crm.lead"].create({"name": "Line 3"})
        self.user_manager.group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        self._work()
        self.assertFalse(self.receiver.requests)
        self.assertTrue(endpoint.is_paused)
        self.assertIn("may not read", endpoint.pause_reason)
        self.assertEqual(self._deliveries(endpoint).state, "waiting")

    def test_an_archived_endpoint_gets_nothing(self):
        endpoint = self._create_endpoint()
        endpoint.active = False
        self._change()
        self._work()
        self.assertFalse(self._events() | self._deliveries(endpoint).event_id)

    # buttons

    def test_a_test_says_in_words_what_came_of_it(self):
        endpoint = self._create_endpoint().with_user(self.user_manager)
        for answer, kind, words in (
            (200, "success", "took it"),
            (401, "danger", "does not accept the signature"),
            (302, "danger", "not followed"),
            (500, "danger", "problem of its own"),
        ):
            self.receiver.answers = [answer]
            params = endpoint.action_send_test()["params"]
            self.assertEqual(params["type"], kind)
            self.assertIn(words, params["message"])
        self.assertEqual(self.receiver.bodies[0]["event"], "test")
        self.assertFalse(self._deliveries(endpoint))

    def test_who_may_not_write_sends_no_test_and_nothing_again(self):
        endpoint = self._create_endpoint()
        self._change()
        self._work()
        for user in (self.user_all, self.user_plain):
            with self.assertRaises(AccessError):
                endpoint.with_user(user).action_send_test()
            with self.assertRaises(AccessError):
                self._deliveries(endpoint).with_user(user).action_retry()
            with self.assertRaises(AccessError):
                endpoint.with_user(user).action_new_secret()

    def test_an_endpoint_is_complete_or_paused(self):
        for values in ({"url": False}, {"secret": "short"}, {"secret": False}, {"url": "ftp://x/"}):
            with self.assertRaises(ValidationError):
                self._create_endpoint(**values)
        copy = self._create_endpoint().copy()
        self.assertTrue(copy.is_paused)
        self.assertEqual(copy.name, "ERP (copy)")
        self.assertEqual(copy.subscription_ids.model, "res.partner")
        with self.assertRaises(ValidationError):
            copy.action_resume()

    def test_the_preview_shows_what_the_viewer_may_read(self):
        endpoint = self._create_endpoint(sent=("city",))
        self.customer.city = "Wuhan"
        self._work()
        delivery = self._deliveries(endpoint).with_user(self.user_manager)
        self.assertEqual(json.loads(delivery.payload)["values"], {"city": "Wuhan"})

    def test_polled_endpoints_get_no_deliveries(self):
        endpoint = self._create_endpoint(kind="poll", url=False)
        self._change()
        self._work()
        self.assertTrue(self._events().position)
        self.assertFalse(self._deliveries(endpoint))
        with self.assertRaises(UserError):
            endpoint.action_send_test()

    # keeping

    def test_old_ones_go_and_what_waits_stays(self):
        endpoint = self._create_endpoint()
        self._change(2)
        self._work()
        self._change()
        self.receiver.answers = [500]
        self._work()
        long_ago = fields.Datetime.now() - timedelta(days=31)
        self._deliveries(endpoint).filtered("date_done").date_done = long_ago
        self._events().date = long_ago
        self.env.flush_all()
        archived = self._create_endpoint(name="Old")
        self._change()
        self.receiver.answers = [500] * 2
        self._work()
        archived.active = False
        self.env.flush_all()
        waiting = self._deliveries(archived)
        self.env.cr.execute(
            "UPDATE crm_outbox_delivery SET create_date = %s WHERE id = %s",
            [long_ago, waiting.id],
        )
        last = self._deliveries(endpoint)[-2:]
        purged = max(self._deliveries(endpoint)[:-2].event_id.mapped("position"))
        self.Event._gc_events()
        self.env.invalidate_all()
        self.assertEqual(self._deliveries(endpoint), last)
        self.assertFalse(waiting.exists())
        self.assertEqual(self._events(), last.event_id)
        self.assertEqual(self.Event._get_purged(), purged)
