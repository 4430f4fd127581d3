from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import SalesCommon


@tagged("post_install", "-at_install")
class TestSocialAccount(SalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna, cls.bo = cls.env["res.partner"].create(
            [{"name": "Anna S", "user_id": cls.seller.id}, {"name": "Bo S"}]
        )

    def _note(self, handle="LiWei_88", partner=None, **values):
        defaults = {"partner_id": (partner or self.anna).id, "handle": handle}
        return self.env["crm.sales.social.account"].create(defaults | values)

    def test_an_address_becomes_the_account(self):
        account = self._note("https://www.linkedin.com/in/anna-s/?x=1", kind="other")
        self.assertEqual((account.kind, account.handle), ("linkedin", "anna-s"))
        self.assertEqual(account.url, "https://www.linkedin.com/in/anna-s")
        account.handle = "@anna-t"
        self.assertEqual((account.handle, account.handle_key), ("anna-t", "anna-t"))

    @mute_logger("odoo.sql_db")
    def test_an_account_belongs_to_one_contact(self):
        self._note()
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._note("@liwei_88", self.bo)
        self._note("liwei_88", self.bo, kind="weibo")
        self._note("liwei_88", self.bo, company_id=self.company_b.id)

    def test_what_is_no_account_is_refused(self):
        with self.assertRaises(ValidationError):
            self._note(" @ ")

    def test_consent_is_dated(self):
        account = self._note()
        self.assertFalse(account.date_consent)
        account.consent = "granted"
        self.assertEqual(account.date_consent, fields.Date.context_today(account))

    def test_a_contact_is_found_by_its_account(self):
        self._note()
        partners = self.env["res.partner"].with_user(self.seller)
        self.assertEqual(partners.search([("crm_social_handle", "ilike", "wei_8")]), self.anna)
        self.assertEqual(self.anna.with_user(self.seller).crm_social_handle, "LiWei_88")

    def test_it_is_reached_like_its_contact(self):
        own = self._note()
        self.bo.user_id = self.head
        other = self._note("bo", self.bo)
        found = own.with_user(self.seller).search([("id", "in", (own + other).ids)])
        self.assertEqual(found, own)
        plain = self._create_user("social_plain", "base.group_user")
        with self.assertRaises(AccessError):
            self.anna.with_user(plain).read(["crm_social_account_ids"])

    def test_a_merged_contact_keeps_its_accounts(self):
        accounts = self._note() + self._note("bo", self.bo)
        merge = self.env["base.partner.merge.automatic.wizard"]
        merge._merge((self.anna + self.bo).ids, self.anna)
        self.env.invalidate_all()
        self.assertEqual(accounts.partner_id, self.anna)

    def test_the_report_to_a_person_names_accounts(self):
        account = self._note()
        self.assertIn(account, [holding[1] for holding in self.anna._crm_personal_data()])
