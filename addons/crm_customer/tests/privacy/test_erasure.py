from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .erasure_common import EMAIL, NAME, SUPPRESSIONS, ErasureCommon


@tagged("post_install", "-at_install")
class TestErasure(ErasureCommon):
    def test_no_text_of_any_table_tells_the_person(self):
        before = set(self._traces())
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
            self.assertIn(place, before)
        self._erase()
        after = self._traces()
        self.assertEqual(set(after) - SUPPRESSIONS, set(), after)

    def test_the_books_stay_as_they_were(self):
        before = self._books()
        self._erase()
        self.assertEqual(self._books(), before)
        self.assertEqual(self.order.partner_id, self.person)
        self.assertEqual(self.order.state, "sale")

    def test_what_accounting_sealed_is_not_touched(self):
        if not self.invoice:
            self.fail("The test database has no journal of sales.")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_move SET inalterable_hash = 'sealed' WHERE id = %s", (self.invoice.id,)
        )
        self.env.invalidate_all()
        labels = self.invoice.line_ids.mapped("name")
        self._erase()
        self.assertEqual(self.invoice.line_ids.mapped("name"), labels)
        self.assertNotIn("Ximena", self.invoice.ref)

    def test_the_contact_stays_as_a_pseudonym(self):
        erasure = self._erase()
        self.assertEqual(self.person.name, f"Erased contact {erasure.name}")
        self.assertFalse(self.person.active)
        self.assertEqual(self.person.parent_id, self.customer)
        self.assertEqual(self.person.crm_erasure_id, erasure)
        self.assertFalse(self.person.email or self.person.phone or self.person.street)
        self.assertFalse(self.person.image_1920 or self.person.category_id)
        self.env.cr.execute("SELECT crm_search FROM res_partner WHERE id = %s", (self.person.id,))
        self.assertIn("erased", self.env.cr.fetchone()[0])

    def test_the_company_and_the_colleagues_keep_theirs(self):
        self.customer.write({"street": "Main Street 1", "vat": False})
        self._erase()
        self.assertEqual(self.customer.street, "Main Street 1")
        self.assertEqual(self.customer.name, "Acme Trading")
        self.assertEqual(self.wang.name, "Wang Wei")
        self.assertIn("Wang Wei want 5 % off", self.together.note)
        self.assertEqual(self.together.name, "Price talks")

    def test_that_there_was_a_contact_stays(self):
        self._erase()
        self.assertEqual(self.alone.kind, "call")
        self.assertFalse(self.alone.name or self.alone.note or self.alone.phone)
        self.assertFalse(self.alone.activity_id)

    def test_the_consent_is_reduced_to_the_proof(self):
        self._erase()
        consent = self.Consent.search([("partner_id", "=", self.person.id)])
        self.assertEqual((consent.state, consent.purpose_id), ("granted", self.marketing))
        self.assertFalse(consent.proof or consent.proof_file)

    def test_nobody_erased_is_addressed(self):
        self._erase(keep_blacklisted=False)
        self.person.active = True
        allowed = self.Consent._filter_allowed(self.person, "post", "service")
        self.assertFalse(allowed)

    def test_the_addresses_stay_on_the_blacklists_if_wanted(self):
        self._erase()
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", EMAIL)]))
        numbers = self.env["phone.blacklist"].search([("number", "=", "+8613917174242")])
        self.assertTrue(numbers)

    def test_without_the_blacklists_nothing_at_all_is_left(self):
        self._erase(keep_blacklisted=False)
        self.assertEqual(self._traces(), {})

    def test_the_portal_is_closed(self):
        user = self.env["res.users"].create(
            {
                "partner_id": self.person.id,
                "login": EMAIL,
                "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
            }
        )
        self._erase()
        self.assertFalse(user.active)
        self.assertNotIn("quixote", user.login)
        self.assertEqual(set(self._traces()) - SUPPRESSIONS, set())

    def test_who_comes_back_is_noticed(self):
        erasure = self._erase()
        again = self.env["res.partner"].create({"name": "X", "email": f"X <{EMAIL.upper()}>"})
        self.assertEqual(again.crm_erased_before_id, erasure)
        by_phone = self.env["res.partner"].create({"name": "Y"})
        self.assertFalse(by_phone.crm_erased_before_id)
        by_phone.phone = "+86 139-1717-4242"
        self.assertEqual(by_phone.crm_erased_before_id, erasure)
        by_phone.action_crm_keep_returned()
        self.assertFalse(by_phone.crm_erased_before_id)
        other = self.env["res.partner"].create({"name": "Z", "email": "z@example.com"})
        self.assertFalse(other.crm_erased_before_id)

    def test_a_shared_address_stays_with_the_others(self):
        twin = self._create_contact("Twin", email=EMAIL, phone="+86 139 1717 4242")
        self._erase()
        self.assertEqual(twin.email, EMAIL)
        self.assertFalse(self.person.email)

    def test_another_person_of_the_same_name_stays(self):
        double = self.env["res.partner"].create({"name": NAME, "email": "other@example.com"})
        order = self.env["sale.order"].create({"partner_id": double.id, "client_order_ref": NAME})
        self._erase()
        self.assertEqual(double.name, NAME)
        self.assertEqual(order.client_order_ref, NAME)

    def test_a_longer_address_is_not_cut(self):
        longer = self._create_contact("Longer", email=f"pre{EMAIL}", phone="+86 139 1717 42425")
        self._erase()
        self.assertEqual(longer.email, f"pre{EMAIL}")

    def test_the_log_knows_what_was_done_and_nothing_else(self):
        erasure = self._erase(request_date="2026-03-01")
        acts = {act["title"]: act for act in erasure.counts}
        self.assertEqual(acts["Interactions"]["count"], 2)
        self.assertEqual(acts["Sales Orders"]["act"], "keep")
        self.assertTrue(acts["Sales Orders"]["reason"])
        self.assertEqual(erasure.user_id, self.user_manager)
        self.assertIn("Interactions", erasure.details)

    def test_the_log_is_not_changed_even_by_the_superuser(self):
        erasure = self._erase().sudo()
        for act in (lambda: erasure.write({"reason": "other"}), erasure.unlink):
            with self.assertRaises(AccessError):
                act()

    def test_nobody_is_erased_twice(self):
        self._erase()
        with self.assertRaises(UserError):
            self._erase()

    def test_companies_and_colleagues_are_refused(self):
        for partner in (
            self.customer,
            self.env.company.partner_id,
            self.user_own.partner_id,
        ):
            with self.assertRaises(UserError):
                self._erase(partner)

    def test_papers_of_another_company_need_somebody_who_works_there(self):
        values = {"name": "There", "partner_id": self.person.id, "company_id": self.company_b.id}
        self.env["crm.lead"].create(values)
        with self.assertRaises(UserError) as refusal:
            self._erase()
        self.assertIn("Second company", str(refusal.exception))
        self.user_manager.company_ids += self.company_b
        self._erase()

    @users("customer_all")
    @mute_logger("odoo.addons.base.models.ir_model")
    def test_only_the_manager_erases(self):
        with self.assertRaises(AccessError):
            self.env["crm.erasure.run"].create({"partner_id": self.person.id})
        with self.assertRaises(AccessError):
            self.env["crm.erasure"].create({"reason": "other"})
        with self.assertRaises(AccessError):
            self.env["crm.erasure"].search([])
        with self.assertRaises(AccessError):
            self.person.with_env(self.env).write({"crm_erasure_id": False})

    @users("customer_manager")
    def test_the_wizard_shows_first_and_erases_then(self):
        runs = self.env["crm.erasure.run"].with_context(
            active_model="res.partner", active_id=self.person.id
        )
        run = runs.create({})
        self.assertIn("Sales Orders", run.preview)
        self.assertFalse(run.problem)
        with self.assertRaises(UserError):
            run.action_erase()
        self.assertEqual(self.person.name, NAME)
        run.is_checked = True
        action = run.action_erase()
        self.assertEqual(action["res_model"], "crm.erasure")
        self.assertFalse(self.person.active)
        refused = runs.create({"partner_id": self.customer.id})
        self.assertTrue(refused.problem)
        self.assertFalse(refused.preview)
