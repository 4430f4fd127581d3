from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import RoleCommon


@tagged("post_install", "-at_install")
class TestOwner(RoleCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.action_crm_make_customer()
        cls.contact = cls.env["res.partner"].create(
            {"name": "Buyer", "parent_id": cls.customer.id, "email": "buyer@rep.example.com"}
        )

    def test_a_contact_belongs_to_who_owns_the_company(self):
        self.contact.user_id = self.mate
        self.assertEqual(self.contact.crm_owner_id, self.rep)
        self.assertTrue(self._reach(self.contact, self.rep, "write"))
        self.assertFalse(self._reach(self.contact, self.mate, "write"))

    def test_the_people_of_a_customer_go_with_it(self):
        self.contact.user_id = self.rep
        kept = self.env["res.partner"].create(
            {"name": "Other", "parent_id": self.customer.id, "user_id": self.stranger.id}
        )
        self.customer.with_user(self.rep).user_id = self.mate
        self.assertEqual(self.contact.user_id, self.mate)
        self.assertEqual(self.contact.crm_owner_id, self.mate)
        self.assertEqual(kept.user_id, self.stranger, "a person with a salesperson of his own")
        self.assertEqual(kept.crm_owner_id, self.mate)

    def test_archived_people_go_along(self):
        self.contact.user_id = self.rep
        self.contact.active = False
        self.customer.user_id = self.mate
        self.assertEqual(self.contact.user_id, self.mate)

    def test_the_owner_equals_the_rebuild(self):
        self.contact.parent_id = self.mates_customer
        self.mates_customer.user_id = self.stranger
        self.strangers_customer.user_id = False
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT COUNT(*) FROM res_partner partner
              JOIN res_partner customer ON customer.id = partner.commercial_partner_id
             WHERE partner.crm_owner_id IS DISTINCT FROM customer.user_id
               AND partner.id = ANY(%s)
            """,
            [(self.customers + self.contact).ids],
        )
        self.assertEqual(self.env.cr.fetchone()[0], 0)

    def test_a_hidden_customer_is_not_made_twice(self):
        self._hide_others()
        partners = self.env["res.partner"].with_user(self.stranger)
        before = self.env["res.partner"].search_count([])
        with self.assertRaisesRegex(UserError, "a customer of role_rep"):
            partners.find_or_create("Buyer <BUYER@rep.example.com>")
        with self.assertRaisesRegex(UserError, "buyer@rep.example.com"):
            partners._find_or_create_from_emails(["buyer@rep.example.com"])
        with self.assertRaisesRegex(UserError, "a customer of role_rep"):
            partners.name_create("Buyer <buyer@rep.example.com>")
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    def test_a_lead_of_a_hidden_customer_makes_no_second_one(self):
        self._hide_others()
        leads = self.env["crm.lead"].with_user(self.stranger)
        lead = leads.create(
            {"name": "Deal", "contact_name": "Buyer", "email_from": "buyer@rep.example.com"}
        )
        with self.assertRaisesRegex(UserError, "a customer of role_rep"):
            lead._handle_partner_assignment()
        self.assertFalse(lead.partner_id)
        lead.email_from = "other@rep.example.com"
        lead._handle_partner_assignment()
        self.assertEqual(lead.partner_id.email, "other@rep.example.com")

    def test_who_may_see_it_gets_it(self):
        self._hide_others()
        partners = self.env["res.partner"].with_user(self.rep)
        self.assertEqual(partners.find_or_create("buyer@rep.example.com"), self.contact)
        self.assertTrue(partners.find_or_create("new@rep.example.com"))
