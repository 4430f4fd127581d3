import json
import logging

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import SECRET, OutboxCommon

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"


@tagged("post_install", "-at_install")
class TestOutboxSecret(OutboxCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_admin = cls._create_user(
            "outbox_admin", "crm_customer.group_customer_manager", "base.group_system"
        )
        (cls.user_admin | cls.user_manager).group_ids = [
            Command.link(cls.env.ref("base.group_allow_export").id)
        ]

    def setUp(self):
        super().setUp()
        self.webhook = self._create_endpoint()
        url = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
        self.robot = self._create_endpoint(kind="wecom", url=url, secret="robot-secret-x")
        self.env.invalidate_all()
        self.both = self.webhook | self.robot

    def _assert_silent(self, value):
        text = json.dumps(value, default=str, ensure_ascii=False)
        for secret in (SECRET, KEY, "robot-secret-x"):
            self.assertNotIn(secret, text)
        return text

    def test_no_way_of_reading_shows_them(self):
        for user in (self.user_manager, self.user_admin):
            endpoints = self.both.with_user(user)
            names = [name for name in endpoints.fields_get() if not name.startswith("message_")]
            self.assertNotIn("stored_secret", names)
            self.assertNotIn("stored_url", names)
            self._assert_silent(endpoints.fields_get())
            self._assert_silent(endpoints.read(names))
            self._assert_silent(endpoints.web_read({name: {} for name in names}))
            self._assert_silent(endpoints.export_data(["name", "url", "secret"]))
            self._assert_silent(endpoints.copy().read(names))
            self._assert_silent(endpoints.search_read([], names))
            self.assertEqual(set(endpoints.mapped("secret")), {"•••"})
            self.assertEqual(endpoints.mapped("has_secret"), [True, True])

    def test_the_stored_ones_are_for_nobody(self):
        for user in (self.user_manager, self.user_admin):
            endpoints = self.both.with_user(user)
            for name in ("stored_secret", "stored_url"):
                for act in (
                    lambda name=name, all_=endpoints: all_.read([name]),
                    lambda name=name, all_=endpoints: all_.web_read({name: {}}),
                    lambda name=name, all_=endpoints: all_.export_data([name]),
                    lambda name=name, all_=endpoints: all_.search([(name, "like", "a")]),
                    lambda name=name, all_=endpoints: all_.search([], order=name),
                    lambda name=name, all_=endpoints: all_._read_group([], [name]),
                    lambda name=name, all_=endpoints: all_.write({name: "x"}),
                    lambda name=name, all_=endpoints: all_.filtered_domain([(name, "=", "x")]),
                ):
                    with self.assertRaises(AccessError):
                        act()

    def test_searching_by_them_finds_nothing_out(self):
        for name in ("url", "secret"):
            with self.assertRaises(ValueError):
                self.both.with_user(self.user_manager).search([(name, "like", "a%")])

    def test_what_was_typed_is_not_repeated(self):
        endpoint = self.webhook.with_user(self.user_manager)
        answer = endpoint.web_save(
            {"secret": "another-secret-of-mine", "url": f"{self.receiver.url}?token=abcdef"},
            {"secret": {}, "url": {}},
        )
        self.assertEqual(answer[0]["secret"], "•••")
        self.assertEqual(answer[0]["url"], f"{self.receiver.url}?•••")
        self.assertEqual(self.webhook.stored_secret, "another-secret-of-mine")

    def test_neither_chatter_nor_log_holds_them(self):
        with self.assertLogs("odoo", level=logging.DEBUG) as logged:
            logging.getLogger("odoo").info("so that there is a line")
            self.webhook.with_user(self.user_manager).secret = "another-secret-of-mine"
            self.robot.with_user(self.user_manager).action_send_test()
            self.customer.city = "Wuhan"
            self._work()
        ours = [line for line in logged.output if ":odoo.sql_db:" not in line]
        self._assert_silent(ours)
        tracked = self.both.message_ids.tracking_value_ids
        self._assert_silent(tracked.read(["old_value_char", "new_value_char"]))
        self._assert_silent(self.both.message_ids.mapped("body"))

    def test_saving_the_form_as_it_is_shown_changes_nothing(self):
        with Form(self.robot.with_user(self.user_manager)) as form:
            form.name = "Sales"
            form.url = form.url
        self.assertIn(KEY, self.robot.stored_url)
        self.assertEqual(self.robot.stored_secret, "robot-secret-x")

    def test_a_part_of_a_hidden_address_is_no_address(self):
        shown = self.robot.url
        with self.assertRaises(ValidationError):
            self.robot.with_user(self.user_manager).url = shown + "x"

    def test_a_new_secret_is_shown_once(self):
        answer = self.webhook.with_user(self.user_manager).action_new_secret()
        new = answer["params"]["message"]
        self.assertEqual(self.webhook.stored_secret, new)
        self.assertGreaterEqual(len(new), 32)
        self.env.invalidate_all()
        self.assertEqual(self.webhook.with_user(self.user_manager).secret, "•••")

    def test_a_form_proposes_a_secret_for_webhooks_and_none_for_robots(self):
        endpoints = self.env["crm.outbox.endpoint"].with_user(self.user_manager)
        form = Form(endpoints)
        self.assertGreaterEqual(len(form.secret), 32)
        form.kind = "dingtalk"
        self.assertFalse(form.secret)
        form.name = "Group"
        form.url = "https://oapi.dingtalk.com/robot/send?access_token=x"
        self.assertFalse(form.save().has_secret)
