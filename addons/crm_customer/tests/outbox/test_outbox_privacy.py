from odoo.tests import tagged

from .common import OutboxCommon


@tagged("post_install", "-at_install")
class TestOutboxPrivacy(OutboxCommon):
    def setUp(self):
        super().setUp()
        self.endpoint = self._create_endpoint(sent=("name", "city"))
        self.person = self.env["res.partner"].create(
            {"name": "Zhao Lei", "crm_code": "O-77", "city": "Wuhan", "is_company": False}
        )
        self._work()

    def _erase(self):
        self.env["crm.erasure"]._erase(self.person, "request")

    def test_nothing_of_the_person_is_stored(self):
        self.env.cr.execute(
            """
            SELECT string_agg(e::text, '') || string_agg(d::text, '')
              FROM crm_outbox_event e JOIN crm_outbox_delivery d ON d.event_id = e.id
             WHERE e.res_id = %s
            """,
            [self.person.id],
        )
        stored = self.env.cr.fetchone()[0]
        self.assertNotIn("Zhao", stored)
        self.assertNotIn("Wuhan", stored)

    def test_other_systems_hear_of_the_erasure_and_the_code_is_forgotten(self):
        self.person.city = "Secret place"  # on its way while the person is erased
        self._flush()
        self.receiver.requests.clear()
        self._erase()
        self._work()
        kinds = {body["event"]: body for body in self.receiver.bodies}
        erased = kinds["erased"]
        self.assertEqual((erased["res_id"], erased["key"]), (self.person.id, None))
        self.assertEqual(erased["values"], {})
        for body in self.receiver.bodies:
            self.assertNotIn("Zhao", str(body))
            self.assertNotIn("Secret place", str(body))
            self.assertNotIn("O-77", str(body))
        self.assertFalse(any(self._events(self.person).mapped("key")))

    def test_erasure_is_told_even_to_who_wants_only_new_ones(self):
        self.endpoint.subscription_ids.write({"on_update": False, "on_delete": False})
        self.receiver.requests.clear()
        self._erase()
        self._work()
        self.assertIn("erased", [body["event"] for body in self.receiver.bodies])

    def test_the_report_to_the_person_says_who_was_told(self):
        titles = {holding.title: holding for holding in self.person._crm_holdings()}
        told = titles["Told to Other Systems"]
        self.assertEqual(told.records.endpoint_id, self.endpoint)
        self.assertEqual(told.act, "keep")
