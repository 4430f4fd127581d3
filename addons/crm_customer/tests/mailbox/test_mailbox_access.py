from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import MailboxCommon


@tagged("post_install", "-at_install")
class TestMailboxAccess(MailboxCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls._create_customer(
            "Foreign", email="office@foreign.example", company_id=cls.company_b.id
        )

    def test_a_contact_of_another_company_is_nobody(self):
        address = self._send(self._make(To="office@foreign.example")).address_ids
        self.assertEqual(address.state, "open")
        self.assertFalse(address.partner_id)
        self.assertFalse(address.is_hidden)

    def test_a_contact_hidden_from_the_user_waits_for_a_manager(self):
        self.env["ir.rule"].create(
            {
                "name": "Own customers only",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": "[('name', '!=', 'Hidden')]"
                " if not user.has_group('crm_customer.group_customer_manager') else [(1,'=',1)]",
            }
        )
        hidden = self._create_customer("Hidden", email="office@hidden.example")
        address = self._send(self._make(To="Hidden <office@hidden.example>")).address_ids
        self.assertEqual(address.state, "open")
        self.assertFalse(address.partner_id)
        with self.assertRaises(AccessError):
            address.with_user(self.seller).read(["is_hidden"])
        managed = address.with_user(self.user_manager)
        self.assertTrue(managed.is_hidden)
        managed.partner_id = hidden
        managed.action_file()
        self.assertEqual(address.mail_id.interaction_ids.partner_id, hidden)
        self.assertEqual(address.mail_id.interaction_ids.user_id, self.seller)

    def test_the_user_does_not_file_under_what_he_may_not_see(self):
        address = self._send(self._make(To="zhao@new.example")).address_ids
        own = address.with_user(self.seller)
        own.write({"partner_id": self.foreign.id})
        with self.assertRaises(AccessError):
            own.action_file()

    def test_others_do_not_read_what_waits(self):
        mail = self._send(self._make(To="zhao@new.example"))
        for user in (self.user_own, self.user_all, self.user_plain):
            with self.assertRaises(AccessError):
                mail.with_user(user).read(["name", "source"])
            with self.assertRaises(AccessError):
                mail.address_ids.with_user(user).action_ignore()
        self.assertTrue(mail.with_user(self.user_manager).read(["name"]))

    def test_in_a_user_of_two_companies_the_contacts_company_counts(self):
        self.seller.company_ids = [Command.link(self.company_b.id)]
        mail = self._send(self._make(To="office@foreign.example"))
        self.assertEqual(mail.interaction_ids.company_id, self.company_b)
        self.assertEqual(mail.interaction_ids.partner_id, self.foreign)

    def test_nobody_reads_the_filing_addresses_of_others(self):
        for user in (self.user_all, self.user_manager):
            users = self.env["res.users"].with_user(user)
            with self.assertRaises(AccessError):
                users.browse(self.seller.id).read(["crm_filing_name"])
            with self.assertRaises(AccessError):
                users.search([("crm_filing_name", "=like", "crm-seller-%")])
            self.assertFalse(users.browse(self.seller.id).crm_filing_address)
        self.assertTrue(self.seller.with_user(self.seller).crm_filing_address)

    def test_nobody_chooses_a_filing_name(self):
        for user in (self.seller, self.user_manager):
            with self.assertRaises(AccessError):
                self.seller.with_user(user).write({"crm_filing_name": "easy"})

    def test_other_addresses_are_those_of_own_customers(self):
        theirs = self._create_customer("Theirs", user_id=self.user_all.id)
        emails = self.env["crm.customer.email"].with_user(self.seller)
        with self.assertRaises(AccessError):
            emails.create({"partner_id": theirs.id, "email": "a@theirs.example"})
        self.assertTrue(emails.create({"partner_id": self.wang.id, "email": "b@acme.example"}))
