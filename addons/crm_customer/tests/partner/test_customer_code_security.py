from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged, users

from ..common import CustomerCommon


@tagged("post_install", "-at_install")
class TestCustomerCodeSecurity(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Own Ltd", user_id=cls.user_own.id)
        cls.customer._crm_assign_code()
        cls.code = cls.customer.crm_code

    @users("customer_own", "customer_team", "customer_all")
    def test_codes_are_not_written_by_sales_people(self):
        customer = self.customer.with_env(self.env)
        partners = self.env["res.partner"]
        for code in ("STOLEN", False, ""):
            with self.subTest(code), self.assertRaises(AccessError):
                customer.write({"crm_code": code})
        with self.assertRaises(AccessError):
            partners.create({"name": "x", "crm_code": "MINE"})
        with self.assertRaises(AccessError):
            partners.with_context(default_crm_code="MINE").create({"name": "x"})
        with self.assertRaises(AccessError):
            customer.child_ids = [Command.create({"name": "x", "crm_code": "MINE"})]
        messages = partners.load(["name", "crm_code"], [["x", "MINE"]])["messages"]
        self.assertIn("Customer codes are given by the sequence", messages[0]["message"])
        customer.write({"crm_code": self.code, "street": "As the merge of contacts writes it"})

    @users("customer_own")
    def test_codes_are_drawn_and_taken_back_for_everybody(self):
        partners = self.env["res.partner"].with_context(crm_customer=True)
        person = partners.create({"name": "Ann"})
        self.assertTrue(person.crm_code)
        person.parent_id = self.customer.with_env(self.env)
        self.assertFalse(person.crm_code)

    @users("customer_manager")
    def test_managers_may_give_a_code(self):
        self.customer.with_env(self.env).crm_code = "M-1"
        self.assertEqual(
            self.env["res.partner"].create({"name": "x", "crm_code": "M-2"}).crm_code, "M-2"
        )
