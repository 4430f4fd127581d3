from odoo.exceptions import AccessError
from odoo.tests import tagged, users

from ..common import CustomerCommon
from .common import DEFINITION, define_own_fields


@tagged("post_install", "-at_install")
class TestOwnFields(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.definition = define_own_fields(cls.env)
        cls.customer = cls._create_customer(
            "Own Ltd", user_id=cls.user_own.id, properties={"aa": "SN-778812", "gg": "n"}
        )

    def _changed(self):
        return [
            {"name": "zz", "string": "New", "type": "char", "definition_changed": True},
            *DEFINITION,
        ]

    @users("customer_own", "customer_all")
    def test_sales_people_fill_in_own_fields(self):
        customer = self.customer.with_env(self.env)
        customer.properties = {"aa": "SN-1", "bb": 3}
        self.assertEqual(customer.properties["bb"], 3)

    @users("customer_own", "customer_all", "customer_plain")
    def test_definitions_are_not_for_sales_people(self):
        customer = self.customer.with_env(self.env)
        with self.assertRaises(AccessError):
            customer.write({"properties": self._changed()})
            customer.flush_recordset()
        with self.assertRaises(AccessError):
            self.definition.with_env(self.env).properties_definition = []
        with self.assertRaises(AccessError):
            self.env["res.partner"].create({"name": "x", "properties": self._changed()})
            self.env.flush_all()

    @users("customer_manager")
    def test_managers_change_them_on_the_form(self):
        self.customer.with_env(self.env).write({"properties": self._changed()})
        names = [line["name"] for line in self.definition.properties_definition]
        self.assertIn("zz", names)

    @users("customer_manager")
    def test_managers_do_not_change_those_of_other_models(self):
        other = self.env["ir.model.fields"].sudo()._get("crm.lead", "lead_properties")
        foreign = self.env["properties.base.definition"].sudo()
        foreign = foreign.create({"properties_field_id": other.id}).with_env(self.env)
        with self.assertRaises(AccessError):
            foreign.properties_definition = []
        with self.assertRaises(AccessError):
            self.definition.with_env(self.env).unlink()

    @users("customer_own")
    def test_customers_are_found_by_their_own_texts(self):
        partners = self.env["res.partner"]
        self.assertIn(self.customer.id, [pair[0] for pair in partners.name_search("778812")])
        self.customer.with_env(self.env).properties = {"aa": "SN-990011"}
        self.assertFalse(partners.name_search("778812"))
        self.assertEqual(partners.name_search("sn-9900")[0][0], self.customer.id)

    @users("customer_own")
    def test_they_are_searched_grouped_and_exported(self):
        partners = self.env["res.partner"]
        self.assertEqual(
            partners.search([("properties.gg", "=", "n")]), self.customer.with_env(self.env)
        )
        groups = partners.formatted_read_group(
            [("properties.gg", "!=", False)], ["properties.gg"], ["__count"]
        )
        self.assertEqual([group["__count"] for group in groups], [1])
        exported = self.customer.with_user(self.env.ref("base.user_admin")).export_data(
            ["name", "properties.aa"]
        )
        self.assertEqual(exported["datas"], [["Own Ltd", "SN-778812"]])
