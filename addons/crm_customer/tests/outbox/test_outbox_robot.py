import json

from odoo.tests import tagged

from .common import OutboxCommon

TAKEN = (200, {}, b'{"errcode":0,"errmsg":"ok"}')


@tagged("post_install", "-at_install")
class TestOutboxRobot(OutboxCommon):
    def _create_robot(self, kind="wecom", **values):
        endpoint = self._create_endpoint(kind=kind, name="Sales group", **values)
        self.receiver.answers = [TAKEN] * 50
        return endpoint

    def test_events_are_told_in_one_message_with_links_and_no_personal_data(self):
        endpoint = self._create_robot(sent=("name", "city"))
        others = self.env["res.partner"].create(
            [{"name": f"Secret {n}", "crm_code": f"R-{n}", "is_company": True} for n in range(4)]
        )
        self._work()
        (body,) = self.receiver.bodies
        content = body["markdown"]["content"]
        self.assertIn(f"[Customer R-0: Created]({others[0].get_base_url()}/odoo/crm-", content)
        self.assertEqual(content.count("]("), 4)
        for word in ("Secret", "Shenzhen", "Acme"):
            self.assertNotIn(word, json.dumps(body, ensure_ascii=False))
        self.assertEqual(set(self._deliveries(endpoint).mapped("state")), {"sent"})

    def test_each_kind_of_robot_gets_its_message(self):
        for kind, answer in (
            ("dingtalk", TAKEN),
            ("feishu", (200, {}, b'{"code":0,"msg":"success"}')),
        ):
            endpoint = self._create_robot(kind, secret="SEC0123456789")
            self.receiver.answers = [answer]
            self.customer.city = kind
            self._work()
            self.assertEqual(self._deliveries(endpoint).state, "sent", kind)
            endpoint.active = False
        dingtalk, feishu = self.receiver.requests
        self.assertIn("&sign=" if "?" in self.receiver.url else "?timestamp=", dingtalk[0])
        self.assertIn("sign", json.loads(feishu[2]))

    def test_no_more_than_the_robot_takes_in_a_minute(self):
        endpoint = self._create_robot()
        self.env["res.partner"].create(
            [{"name": f"N{n}", "crm_code": f"R-{n}", "is_company": True} for n in range(300)]
        )
        self._work()
        self.assertLessEqual(len(self.receiver.requests), 10)
        waiting = endpoint.waiting_count
        self.assertEqual(waiting, 300 - 20 * len(self.receiver.requests))
        self._work()
        self.assertLessEqual(len(self.receiver.requests), 11)
        for _minute in range(3):
            self._pass_time()
            self._work()
        endpoint.invalidate_recordset()
        self.assertEqual((endpoint.waiting_count, endpoint.sent_count), (0, 300))

    def test_what_a_robot_refuses_is_said_in_its_words(self):
        endpoint = self._create_robot()
        self.receiver.answers = [(200, {}, b'{"errcode":93000,"errmsg":"invalid webhook url"}')]
        self.customer.city = "Wuhan"
        self._work()
        delivery = self._deliveries(endpoint)
        self.assertEqual(delivery.state, "failed")
        self.assertEqual(delivery.outcome, "The robot refused it: invalid webhook url")

    def test_too_often_is_tried_again(self):
        endpoint = self._create_robot(max_attempts=5)
        self.receiver.answers = [(200, {}, b'{"errcode":45009,"errmsg":"too often"}')] * 4
        self.customer.city = "Wuhan"
        for _round in range(5):
            self._pass_time()
            self._work()
            self.receiver.answers = self.receiver.answers or [TAKEN]
        self.assertEqual(self._deliveries(endpoint).state, "sent")

    def test_the_message_is_in_the_language_of_who_set_it_up(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.user_manager.lang = "zh_CN"
        endpoint = self._create_robot()
        self.customer.city = "Wuhan"
        self._work()
        self.assertEqual(self._deliveries(endpoint).state, "sent")
        self.assertNotIn("[Customer O-1: Updated]", self.receiver.bodies[0]["markdown"]["content"])
