from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import OutboxCommon


@tagged("post_install", "-at_install")
class TestOutboxFeed(OutboxCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_reader = cls._create_user(
            "outbox_reader",
            "crm_customer.group_outbox_reader",
            "crm_customer.group_customer_own",
        )

    def setUp(self):
        super().setUp()
        self._create_endpoint(kind="poll", url=False, watched=("city", "street"))
        self.start, more = 0, True
        while more:  # to the end of what the database has
            answer = self._since(self.start)
            self.start, more = answer["cursor"], answer["more"]

    def _since(self, cursor, user=None, **kwargs):
        feed = self.Event.with_user(user or self.user_manager)
        return feed.changes_since(cursor, **kwargs)

    def test_changes_come_in_order_and_once(self):
        self.customer.city = "Wuhan"
        self._flush()
        self.customer.street = "Road 1"
        self._flush()
        answer = self._since(self.start)
        first, second = answer["changes"]
        self.assertEqual((first["fields"], first["values"]), (["city"], {"city": "Wuhan"}))
        self.assertEqual((second["fields"], second["key"]), (["street"], "O-1"))
        self.assertEqual(first["event"], "updated")
        self.assertEqual((first["model"], first["res_id"]), ("res.partner", self.customer.id))
        self.assertFalse(answer["more"] or answer["expired"])
        again = self._since(answer["cursor"])
        self.assertEqual((again["changes"], again["cursor"]), ([], answer["cursor"]))

    def test_pages_lose_and_repeat_nothing(self):
        for number in range(7):
            self.customer.city = f"City {number}"
            self._flush()
        cursor, seen, more = self.start, [], True
        while more:
            page = self._since(cursor, limit=3)
            cursor, more = page["cursor"], page["more"]
            seen += [change["id"] for change in page["changes"]]
        self.assertEqual(len(seen), 7)
        self.assertEqual(len(set(seen)), 7)

    def test_one_model_alone(self):
        self._create_endpoint("crm.lead", kind="poll", url=False)
        self.customer.city = "Wuhan"
        lead = self.env["crm.lead"].create({"name": "Line 3"})
        self._flush()
        changes = self._since(self.start, model="crm.lead")["changes"]
        self.assertEqual([change["res_id"] for change in changes], [lead.id])
        self.assertIn("name", changes[0]["values"], "of a new record all that is subscribed")

    def test_deleted_ones_have_no_values(self):
        self.customer.unlink()
        self._flush()
        (change,) = self._since(self.start)["changes"]
        self.assertEqual((change["event"], change["key"], change["values"]), ("deleted", "O-1", {}))

    def test_only_managers_and_readers(self):
        for user in (self.user_plain, self.user_own, self.user_all):
            with self.assertRaises(AccessError):
                self._since(0, user)
        self.customer.city = "Wuhan"
        self._flush()
        self.assertEqual(len(self._since(self.start, self.user_reader)["changes"]), 1)

    def test_nobody_reads_what_he_may_not_read(self):
        self._create_endpoint("crm.lead", kind="poll", url=False)
        self.env["crm.lead"].create({"name": "Line 3"})
        self._create_customer("Foreign", crm_code="O-9", company_id=self.company_b.id)
        self._create_customer("Hidden", crm_code="O-8")
        self.env["ir.rule"].create(
            {
                "name": "Not the hidden one",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "[('name', '!=', 'Hidden')]",
            }
        )
        self.patch(self.env["res.partner"]._fields["city"], "groups", "base.group_system")
        self.customer.city = "Wuhan"
        self._flush()
        self.env.registry.clear_cache()
        (change,) = self._since(self.start, self.user_reader)["changes"]
        self.assertEqual(change["res_id"], self.customer.id)
        self.assertEqual((change["fields"], change["values"]), ([], {}))

    def test_a_cursor_that_is_too_old_is_told(self):
        for number in range(3):
            self.customer.city = f"City {number}"
            self._flush()
        cursor = self._since(self.start, limit=1)["cursor"]
        self.assertFalse(self._since(cursor)["expired"])
        self.Event._remember_purged(cursor + 1)
        self.assertTrue(self._since(cursor)["expired"])
        self.assertFalse(self._since(cursor + 1)["expired"])

    def test_nonsense_is_refused_in_words(self):
        for arguments in (
            {"cursor": -1},
            {"cursor": "x"},
            {"cursor": 1, "limit": 0},
            {"cursor": 1, "limit": None},
            {"cursor": 1, "model": "res.users"},
            {"cursor": 1, "model": "no.such"},
        ):
            with self.assertRaises(UserError):
                self._since(**arguments)

    def test_as_many_queries_for_a_hundred_as_for_ten(self):
        counts = []
        for count in (1, 10, 100):  # the first fills caches
            cursor = self._since(self.start)["cursor"]
            self.env["res.partner"].create(
                [
                    {"name": f"C{number}", "is_company": True, "crm_code": f"F{count}-{number}"}
                    for number in range(count)
                ]
            )
            self._flush()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self._since(cursor)["changes"]), count)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])


@tagged("post_install", "-at_install")
class TestOutboxFeedJson2(OutboxCommon, HttpCase):
    def test_over_json_2_with_an_api_key(self):
        self._create_endpoint(kind="poll", url=False, watched=("city",))
        self.customer.city = "Wuhan"
        self._flush()
        self.user_manager.group_ids = [Command.link(self.env.ref("base.group_user").id)]
        keys = self.env["res.users.apikeys"].with_user(self.user_manager)
        key = keys._generate("rpc", "ERP", fields.Datetime.now() + timedelta(hours=1))
        url = "/json/2/crm.outbox.event/changes_since"
        headers = {"Authorization": f"bearer {key}", "Content-Type": "application/json"}
        answer = self.url_open(url, json={"cursor": 0, "limit": 5000}, headers=headers).json()
        change = answer["changes"][-1]
        self.assertEqual(change["values"], {"city": "Wuhan"})
        self.assertEqual(change["key"], "O-1")
        refused = self.url_open(
            url, json={"cursor": 0}, headers=headers | {"Authorization": "bearer x"}
        )
        self.assertEqual(refused.status_code, 401)
