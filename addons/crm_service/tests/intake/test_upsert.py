import json

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged

from ..common import ServiceCommon


class UpsertCommon(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.system = cls.env["crm.customer.external.system"].create(
            {"name": "Plant", "code": "MES"}
        )
        cls.customer.crm_code = "UP-1"
        cls.env["crm.customer.external.key"].create(
            {"partner_id": cls.customer.id, "system_id": cls.system.id, "key": "77"}
        )


@tagged("post_install", "-at_install")
class TestUpsert(UpsertCommon):
    def _upsert(self, *records, user=None):
        tickets = self.env["crm.service.ticket"].with_user(user or self.head)
        return tickets.upsert("MES", list(records))

    def _ticket(self, result):
        return self.env["crm.service.ticket"].browse(result["id"])

    def test_a_record_becomes_a_ticket_once(self):
        record = {
            "key": "A-1",
            "subject": "E23 on line 3",
            "description": "Since <Monday>",
            "kind": "incident",
            "impact": "3",
            "team": "Hotline",
            "customer_code": "UP-1",
            "serial_number": "SN-9",
        }
        first = self._upsert(record)[0]
        self.assertEqual((first["action"], first["issues"]), ("created", []))
        ticket = self._ticket(first)
        self.assertEqual(first["number"], ticket.number)
        self.assertEqual(ticket.partner_id, self.customer)
        self.assertEqual((ticket.team_id, ticket.channel), (self.team, "api"))
        self.assertIn("Since &lt;Monday&gt;", ticket.description)
        again = self._upsert(record)[0]
        self.assertEqual((again["action"], again["id"]), ("unchanged", first["id"]))
        changed = self._upsert({"key": "A-1", "subject": "E24"})[0]
        self.assertEqual((changed["action"], changed["id"]), ("updated", first["id"]))
        self.assertEqual((ticket.name, ticket.serial_number), ("E24", "SN-9"))

    def test_the_customer_is_known_by_its_key_there_or_by_address(self):
        by_key, by_mail, nobody = self._upsert(
            {"key": "1", "subject": "x", "customer_key": "77"},
            {"key": "2", "subject": "x", "email": "ann@acme.example.com"},
            {"key": "3", "subject": "x", "email": "new@new.example", "contact_name": "Zoe"},
        )
        self.assertEqual(self._ticket(by_key).partner_id, self.customer)
        self.assertEqual(self._ticket(by_mail).partner_id, self.contact)
        self.assertFalse(self._ticket(nobody).partner_id)
        self.assertEqual(self._ticket(nobody).partner_name, "Zoe")

    def test_a_wrong_record_is_refused_alone(self):
        good, kind, team, empty = self._upsert(
            {"key": "1", "subject": "Good", "colour": "red"},
            {"key": "2", "subject": "x", "kind": "riddle"},
            {"key": "3", "subject": "x", "team": "Nobody's"},
            {"key": "4"},
        )
        self.assertEqual(good["action"], "created")
        self.assertEqual(
            [(issue["field"], issue["level"]) for issue in good["issues"]], [("colour", "warning")]
        )
        for result, code in ((kind, "invalid"), (team, "unknown"), (empty, "load_failed")):
            self.assertEqual((result["action"], result["id"]), ("refused", False))
            self.assertEqual(result["issues"][0]["code"], code)

    def test_a_wrong_call_writes_nothing(self):
        for records in (
            "no list",
            [{"subject": "no key"}],
            [{"key": "1"}, {"key": "1"}],
            ["no object"],
            [{"key": str(number), "subject": "x"} for number in range(1001)],
        ):
            with self.assertRaises(ValidationError):
                self.env["crm.service.ticket"].upsert("MES", records)
        with self.assertRaises(ValidationError):
            self.env["crm.service.ticket"].upsert("NONE", [])

    def test_it_is_done_with_the_rights_of_the_caller(self):
        with self.assertRaises(AccessError):
            self._upsert({"key": "1", "subject": "x"}, user=self.user_own)
        other = self._create_team("Other", self.leader)
        made = self._upsert({"key": "1", "subject": "x", "team": "Other"})[0]
        self.assertEqual(self._ticket(made).team_id, other)
        refused = self._upsert({"key": "1", "subject": "y"}, user=self.agent)[0]
        self.assertEqual((refused["action"], refused["id"]), ("refused", False))
        self.assertEqual(refused["issues"][0]["code"], "access")
        self.assertEqual(self._ticket(made).name, "x")

    def test_sealed_dates_are_no_fields(self):
        result = self._upsert({"key": "1", "subject": "x", "date_opened": "2020-01-01"})[0]
        self.assertEqual(result["issues"][0]["code"], "unknown_field")
        self.assertEqual(self._ticket(result).date_opened.year != 2020, True)

    def test_lookups_cost_the_same_for_many_records(self):
        self._upsert(*({"key": f"w{n}", "subject": "x", "team": "Hotline"} for n in range(2)))

        def count(size):
            records = [{"key": f"q{n}", "team": "Hotline", "kind": "?"} for n in range(size)]
            before = self.env.cr.sql_log_count
            self._upsert(*records)
            return self.env.cr.sql_log_count - before

        self.assertEqual(count(10), count(100))

    def test_two_calls_of_a_system_at_once_are_refused(self):
        with self.registry.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext('crm_service_upsert'), %s)",
                [self.system.id],
            )
            with self.assertRaises(UserError):
                self._upsert({"key": "1", "subject": "x"})


@tagged("post_install", "-at_install")
class TestUpsertHttp(UpsertCommon, HttpCase):
    def test_json_2(self):
        keys = self.env["res.users.apikeys"].with_user(self.head).sudo()
        key = keys._generate("rpc", "Plant", None)
        answer = self.url_open(
            "/json/2/crm.service.ticket/upsert",
            data=json.dumps(
                {"system": "MES", "records": [{"key": "A-1", "subject": "E23", "team": "Hotline"}]}
            ),
            headers={
                "Authorization": f"Bearer {key}",
                "Content-Type": "application/json",
                "X-Odoo-Database": self.env.cr.dbname,
            },
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        result = answer.json()[0]
        self.assertEqual(result["action"], "created")
        self.assertTrue(self.env["crm.service.ticket"].browse(result["id"]).exists())
