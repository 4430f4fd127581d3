from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged, users
from odoo.tools import mute_logger

from .erasure_common import EMAIL, NAME, SUPPRESSIONS, ErasureCommon


@tagged("post_install", "-at_install")
class TestErasure(ErasureCommon):
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

    def test_nobody_erased_is_addressed(self):
        self._erase(keep_blacklisted=False)
        self.person.active = True
        allowed = self.Consent._filter_allowed(self.person, "post", "service")
        self.assertFalse(allowed)

    def test_without_the_blacklists_nothing_at_all_is_left(self):
        self._erase(keep_blacklisted=False)
        self.assertEqual(self._traces(), {})

    def test_the_host_logs_no_old_value_when_the_transaction_ends(self):
        self.env.flush_all()
        self.env.cr.precommit.clear()
        as_on_a_screen = {"tracking_disable": False, "mail_notrack": False}
        self._erase(self.person.with_context(**as_on_a_screen), keep_blacklisted=False)
        self.env.flush_all()
        self.env.cr.precommit.run()
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
