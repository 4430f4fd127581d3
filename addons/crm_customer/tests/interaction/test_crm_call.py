from urllib.parse import quote

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import CustomerCommon


@tagged("post_install", "-at_install")
class TestCall(CustomerCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.country_id = cls.env.ref("base.cn")
        cls.mobile = cls._create_customer("Mobile", phone="138 0013 8642")
        cls.landline = cls._create_customer("Landline", phone="0755-8642 9731 转 801")

    def setUp(self):
        super().setUp()
        self.authenticate("customer_own", "customer_own")

    def _call(self, number):
        response = self.url_open(f"/crm/call/{quote(number)}", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        return response.headers["Location"].replace(self.base_url(), "")

    def test_every_way_to_write_a_number_finds_the_customer(self):
        for number in ("13800138642", "+8613800138642", "138-0013-8642", "8613800138642"):
            with self.subTest(number):
                location = self._call(number)
                self.assertTrue(
                    location.startswith(f"/odoo/crm-customers/{self.mobile.id}?"), location
                )
                self.assertIn("crm_call=%2B8613800138642", location)

    def test_a_landline_is_found_with_and_without_extension(self):
        for number in ("0755-86429731", "0755-86429731-801", "+8675586429731"):
            with self.subTest(number):
                self.assertTrue(
                    self._call(number).startswith(f"/odoo/crm-customers/{self.landline.id}?")
                )

    def test_the_end_of_a_number_is_not_the_number(self):
        self.assertTrue(self._call("13900138642").startswith("/odoo/crm-customers?"))

    def test_an_unknown_number_opens_a_new_interaction_with_it(self):
        calls = self.env["crm.customer.interaction"].with_user(self.user_own)
        context = calls.action_call("13912345670")["context"]
        self.assertFalse(context["default_partner_id"])
        self.assertEqual(context["default_phone"], "+8613912345670")
        self.assertEqual(context["default_direction"], "in")

    def test_a_known_number_opens_the_dialog_of_the_customer(self):
        calls = self.env["crm.customer.interaction"].with_user(self.user_own)
        context = calls.action_call("13800138642")["context"]
        self.assertEqual(context["default_partner_id"], self.mobile.id)
        self.assertEqual(context["default_kind"], "call")

    def test_several_callers_are_listed(self):
        twin = self._create_customer("Twin", phone="+86 138 0013 8642")
        calls = self.env["crm.customer.interaction"].with_user(self.user_own)
        action = calls.action_call("13800138642")
        self.assertEqual(action["domain"], [("id", "in", (self.mobile + twin).ids)])

    def test_a_customer_of_another_company_is_not_shown(self):
        self.mobile.company_id = self.company_b
        self.assertTrue(self._call("13800138642").startswith("/odoo/crm-customers?"))

    @mute_logger("odoo.http")
    def test_who_has_no_level_is_refused(self):
        self.authenticate("customer_plain", "customer_plain")
        self.assertEqual(self.url_open("/crm/call/13800138642").status_code, 403)

    def test_hostile_numbers_lead_nowhere_else(self):
        for number in (
            "'; DROP TABLE res_partner; --",
            "<script>alert(1)</script>",
            "%0d%0aSet-Cookie: a=b",
            "%",
            "____",
            "9" * 3000,
            "１３８００１３８６４２",
            "\u202e\u0000138",
        ):
            with self.subTest(number):
                location = self._call(number)
                self.assertTrue(location.startswith("/odoo/crm-customers"), location)
                self.assertNotIn("<", location)
                self.assertLess(len(location), 300)

    def test_slashes_lead_nowhere_else(self):
        calls = self.env["crm.customer.interaction"].with_user(self.user_own)
        for number in ("//evil.example.com", "../../web/session/logout", "https://a.b"):
            location = calls._get_call_location(number)
            self.assertTrue(location.startswith("/odoo/crm-customers?crm_call="), location)
            self.assertEqual(location.count("/"), 2)
