from unittest.mock import patch

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.mailbox import res_users
from .common import MailboxCommon


@tagged("post_install", "-at_install")
class TestFilingAddress(MailboxCommon):
    def test_the_address_cannot_be_guessed(self):
        name, _at, domain = self.address.partition("@")
        self.assertEqual(domain, "odoo.example")
        self.assertRegex(name, r"^crm-seller-[a-z2-9]{20}$")

    def test_a_new_address_replaces_the_one_before(self):
        user = self.seller.with_user(self.seller)
        user.action_crm_new_filing_address()
        self.assertNotEqual(user.crm_filing_address, self.address)
        self.assertEqual(user.crm_filing_address, f"{self.seller.crm_filing_name}@odoo.example")

    def test_a_name_that_an_alias_has_is_not_taken(self):
        taken, free = (f"crm-seller-{letter * 20}" for letter in "ab")
        self.env["mail.alias"].create(
            {"alias_name": taken, "alias_model_id": self.env["ir.model"]._get_id("crm.lead")}
        )
        with patch.object(res_users.secrets, "choice", side_effect="a" * 20 + "b" * 20):
            self.seller.with_user(self.seller).action_crm_new_filing_address()
        self.assertEqual(self.seller.crm_filing_name, free)

    def test_no_two_users_have_the_same_name(self):
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.user_own.crm_filing_name = self.seller.crm_filing_name

    def test_a_name_is_in_lower_case(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.seller.crm_filing_name = "CRM-Seller"

    def test_a_copied_user_has_no_address(self):
        self.assertFalse(self.seller.copy().crm_filing_name)

    def test_the_address_follows_the_companys_domain(self):
        user = self.seller.with_user(self.seller)
        self.env.company.alias_domain_id = self.env["mail.alias.domain"].create(
            {"name": "new.example"}
        )
        self.assertEqual(user.crm_filing_address, f"{self.seller.crm_filing_name}@new.example")
        self.env.company.alias_domain_id = False
        self.assertFalse(user.crm_filing_address)

    def test_nobody_makes_an_address_for_another(self):
        with self.assertRaises(AccessError):
            self.seller.with_user(self.user_manager).action_crm_new_filing_address()
        with self.assertRaises(AccessError):
            self.user_plain.with_user(self.user_plain).action_crm_new_filing_address()

    def test_without_an_alias_domain_it_says_what_is_missing(self):
        self.env.company.alias_domain_id = False
        with self.assertRaisesRegex(UserError, "no alias domain"):
            self.user_own.with_user(self.user_own).action_crm_new_filing_address()

    def test_the_user_reads_it_in_the_preferences(self):
        values = self.seller.with_user(self.seller).read(["crm_filing_address"])
        self.assertEqual(values[0]["crm_filing_address"], self.address)
