from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from .common import ProfileCommon


@tagged("post_install", "-at_install")
class TestCrmCustomerProfileSecurity(ProfileCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_order(amount=100)
        cls._create_order(amount=70, company_id=cls.company_b.id)
        cls._refresh_queue()

    @users("customer_own")
    def test_sales_rep_reads_allowed_companies_alone(self):
        profiles = self.env["crm.customer.profile"].search([("partner_id", "=", self.customer.id)])
        self.assertEqual(profiles.company_id, self.env.company)

    @users("customer_manager")
    def test_nobody_writes_figures(self):
        profile = self.env["crm.customer.profile"].search([], limit=1)
        with self.assertRaises(AccessError):
            profile.order_count = 9
        with self.assertRaises(AccessError):
            profile.unlink()

    @users("customer_plain")
    def test_plain_user_has_no_figures(self):
        partners = self.env["res.partner"]
        self.assertNotIn("crm_revenue_12m", partners.fields_get())
        with self.assertRaises(AccessError):
            partners.search([("crm_revenue_12m", ">", 0)])
        with self.assertRaises(AccessError):
            partners.search([], order="crm_revenue_12m desc")
        with self.assertRaises(AccessError):
            partners._read_group([], ["crm_lifecycle"])
        with self.assertRaises(AccessError):
            self.env["crm.customer.profile"].search([])

    @users("customer_plain")
    def test_plain_user_marks_customers_all_the_same(self):
        self.env["crm.customer.profile"]._touch(self.customer.ids)
        self.env["crm.customer.profile"]._flush_notes()
        self.assertEqual(self.Profile._count_queue(), 1)
