from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import MailboxCommon


@tagged("post_install", "-at_install")
class TestFilingAddress(MailboxCommon):
    def test_the_address_cannot_be_guessed(self):
        name, _at, domain = self.address.partition("@")
        self.assertEqual(domain, "odoo.example")
        self.assertRegex(name, r"^crm-seller-[a-z2-9]{20}$")

    def test_a_new_address_replaces_the_one_before(self):
        old = self.seller.crm_filing_alias_id
        user = self.seller.with_user(self.seller)
        user.action_crm_new_filing_address()
        self.assertFalse(old.exists())
        self.assertNotEqual(user.crm_filing_address, self.address)

    def test_nobody_makes_an_address_for_another(self):
        with self.assertRaises(AccessError):
            self.seller.with_user(self.user_manager).action_crm_new_filing_address()
        with self.assertRaises(AccessError):
            self.user_plain.with_user(self.user_plain).action_crm_new_filing_address()

    def test_without_an_alias_domain_it_says_what_is_missing(self):
        self.env.company.alias_domain_id = False
        with self.assertRaisesRegex(UserError, "no alias domain"):
            self.user_own.with_user(self.user_own).action_crm_new_filing_address()

    def test_the_alias_goes_with_its_user(self):
        user = self._create_user("leaver", "crm_customer.group_customer_own")
        user.with_user(user).action_crm_new_filing_address()
        alias = user.crm_filing_alias_id
        user.unlink()
        self.assertFalse(alias.exists())

    def test_the_user_reads_it_in_the_preferences(self):
        values = self.seller.with_user(self.seller).read(["crm_filing_address"])
        self.assertEqual(values[0]["crm_filing_address"], self.address)
