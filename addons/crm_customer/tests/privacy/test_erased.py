from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .erasure_common import EMAIL, SUPPRESSIONS, ErasureCommon


@tagged("post_install", "-at_install")
class TestErased(ErasureCommon):
    """What is left of a person who was erased, once for all of these tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"street": "Main Street 1", "vat": False})
        cls.traces, cls.books = set(cls._traces()), cls._books()
        cls.erasure = cls._erase(request_date="2026-03-01").sudo()

    def test_no_text_of_any_table_tells_the_person(self):
        for place in (
            ("res_partner", "name"),
            ("mail_message", "body"),
            ("crm_customer_interaction", "note"),
            ("crm_lead", "email_from"),
            ("sale_order", "client_order_ref"),
            ("ir_attachment", "name"),
            ("ir_logging", "message"),
            ("crm_customer_import_row", "cells"),
            ("calendar_event", "name"),
        ):
            self.assertIn(place, self.traces)
        after = self._traces()
        self.assertEqual(set(after) - SUPPRESSIONS, set(), after)

    def test_the_books_stay_as_they_were(self):
        self.assertEqual(self._books(), self.books)
        self.assertEqual(self.order.partner_id, self.person)
        self.assertEqual(self.order.state, "sale")

    def test_the_contact_stays_as_a_pseudonym(self):
        self.assertEqual(self.person.name, f"Erased contact {self.erasure.name}")
        self.assertFalse(self.person.active)
        self.assertEqual(self.person.parent_id, self.customer)
        self.assertEqual(self.person.crm_erasure_id, self.erasure)
        self.assertFalse(self.person.email or self.person.phone or self.person.street)
        self.assertFalse(self.person.image_1920 or self.person.category_id)
        self.env.cr.execute("SELECT crm_search FROM res_partner WHERE id = %s", (self.person.id,))
        self.assertIn("erased", self.env.cr.fetchone()[0])

    def test_the_company_and_the_colleagues_keep_theirs(self):
        self.assertEqual(self.customer.street, "Main Street 1")
        self.assertEqual(self.customer.name, "Acme Trading")
        self.assertEqual(self.wang.name, "Wang Wei")
        self.assertIn("Wang Wei want 5 % off", self.together.note)
        self.assertEqual(self.together.name, "Price talks")

    def test_that_there_was_a_contact_stays(self):
        self.assertEqual(self.alone.kind, "call")
        self.assertFalse(self.alone.name or self.alone.note or self.alone.phone)
        self.assertFalse(self.alone.activity_id)

    def test_the_consent_is_reduced_to_the_proof(self):
        consent = self.Consent.search([("partner_id", "=", self.person.id)])
        self.assertEqual((consent.state, consent.purpose_id), ("granted", self.marketing))
        self.assertFalse(consent.proof or consent.proof_file)

    def test_the_addresses_stay_on_the_blacklists_if_wanted(self):
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", EMAIL)]))
        numbers = self.env["phone.blacklist"].search([("number", "=", "+8613917174242")])
        self.assertTrue(numbers)

    def test_who_comes_back_is_noticed(self):
        again = self.env["res.partner"].create({"name": "X", "email": f"X <{EMAIL.upper()}>"})
        self.assertEqual(again.crm_erased_before_id, self.erasure)
        by_phone = self.env["res.partner"].create({"name": "Y"})
        self.assertFalse(by_phone.crm_erased_before_id)
        by_phone.phone = "+86 139-1717-4242"
        self.assertEqual(by_phone.crm_erased_before_id, self.erasure)
        by_phone.action_crm_keep_returned()
        self.assertFalse(by_phone.crm_erased_before_id)
        other = self.env["res.partner"].create({"name": "Z", "email": "z@example.com"})
        self.assertFalse(other.crm_erased_before_id)

    def test_the_log_knows_what_was_done_and_nothing_else(self):
        acts = {act["title"]: act for act in self.erasure.counts}
        self.assertEqual(acts["Interactions"]["count"], 2)
        self.assertEqual(acts["Sales Orders"]["act"], "keep")
        self.assertTrue(acts["Sales Orders"]["reason"])
        self.assertEqual(self.erasure.user_id, self.user_manager)
        self.assertIn("Interactions", self.erasure.details)

    def test_the_log_is_not_changed_even_by_the_superuser(self):
        for act in (lambda: self.erasure.write({"reason": "other"}), self.erasure.unlink):
            with self.assertRaises(AccessError):
                act()

    def test_nobody_is_erased_twice(self):
        with self.assertRaises(UserError):
            self._erase()
