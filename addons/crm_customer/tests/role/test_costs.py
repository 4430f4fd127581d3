from lxml import etree

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...tools.role.money import COST_FIELDS
from .common import RoleCommon


@tagged("post_install", "-at_install")
class TestCosts(RoleCommon):
    """What things cost is there for who may see it, in every way of reading."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create({"name": "Pump", "standard_price": 60.0})

    def _of(self, user):
        return self.product.with_user(user)

    def test_no_way_of_reading_shows_the_cost_to_a_representative(self):
        product = self._of(self.rep)
        ways = {
            "read": lambda: product.read(["standard_price"]),
            "web_read": lambda: product.web_read({"standard_price": {}}),
            "search_read": lambda: product.search_read([], ["standard_price"]),
            "attribute": lambda: product.standard_price,
            "export": lambda: product.sudo(False).export_data(["standard_price"]),
            "search": lambda: product.search([("standard_price", ">", 50)]),
            "path": lambda: product.search([("product_tmpl_id.standard_price", ">", 50)]),
            "order": lambda: product.search([], order="standard_price"),
            "onchange": lambda: product.onchange({}, ["name"], {"standard_price": {}}),
            "write": lambda: product.write({"standard_price": 1.0}),
            "mapped": lambda: product.mapped("product_tmpl_id.standard_price"),
        }
        self.rep.group_ids += self.env.ref("base.group_allow_export")
        for name, way in ways.items():
            with self.subTest(name), self.assertRaises(AccessError):
                way()

    def test_the_field_is_not_offered(self):
        self.assertNotIn("standard_price", self._of(self.rep).fields_get())
        self.assertIn("standard_price", self._of(self.boss).fields_get())

    def test_it_is_read_by_roles_with_the_right_to_costs(self):
        for role in ("product_manager", "supply_manager", "management"):
            user = self._create_role(f"costs_{role}", role)
            with self.subTest(role):
                self.assertEqual(self._of(user).standard_price, 60.0)

    def test_whom_no_role_binds_reads_it_as_before(self):
        self.assertEqual(self._of(self.user_plain).standard_price, 60.0)

    def test_who_keeps_the_books_reads_it_with_a_role_too(self):
        bookkeeper = self._create_role("books", "sales_rep", "account.group_account_invoice")
        self.assertEqual(self._of(bookkeeper).standard_price, 60.0)

    def test_no_view_names_a_hidden_field(self):
        """Else the screen would fail on a field that it does not get."""
        for model, names in COST_FIELDS.items():
            if model not in self.env or not names & set(self.env[model]._fields):
                continue
            if not self.env[model].with_user(self.rep).has_access("read"):
                continue
            for kind in ("form", "list", "kanban", "search", "pivot", "graph"):
                arch = self.env[model].with_user(self.rep).get_view(view_type=kind)["arch"]
                root = etree.fromstring(arch)
                for name in names & set(self.env[model]._fields):
                    with self.subTest(model=model, kind=kind, field=name):
                        self.assertFalse(root.xpath(f"./*//field[@name='{name}']"))

    def test_the_box_of_a_hidden_field_goes_with_its_label(self):
        """Else units and brackets stay, and labels stand beside the values of others."""
        arch = etree.fromstring(
            "<form><group><label for='standard_price'/><div>(<field name='standard_price'/>)"
            "<field name='uom_id'/><field name='type' invisible='1'/></div>"
            "<field name='name'/></group></form>"
        )
        self.env["product.template"].with_user(self.rep)._crm_drop_costs(arch)
        self.assertEqual(
            etree.tostring(arch, encoding="unicode"),
            '<form><group><field name="type" invisible="1"/><field name="name"/></group></form>',
        )

    def test_fields_inside_a_list_of_lines_go_too(self):
        arch = etree.fromstring(
            "<form><label for='standard_price'/><field name='name'/>"
            "<field name='product_variant_ids'><list><field name='standard_price'/>"
            "<field name='name'/></list></field><field name='standard_price'/></form>"
        )
        self.env["product.template"].with_user(self.rep)._crm_drop_costs(arch)
        self.assertEqual(
            [node.get("name") for node in arch.iter("field")],
            ["name", "product_variant_ids", "name"],
        )
        self.assertFalse(list(arch.iter("label")))

    def test_vendor_prices_are_not_found(self):
        price = self.env["product.supplierinfo"].create(
            {
                "partner_id": self.nobodys_customer.id,
                "product_tmpl_id": self.product.product_tmpl_id.id,
                "price": 41.0,
            }
        )
        self.assertFalse(self._reach(price, self.rep, "read"))
        self.assertFalse(self._of(self.rep).seller_ids)
        self.assertEqual(self._reach(price, self.boss, "read"), price)

    def test_bank_accounts_are_of_the_books(self):
        banks = self.env["res.partner.bank"]
        customers = banks.create({"acc_number": "6222 0001", "partner_id": self.customer.id})
        ours = banks.create(
            {"acc_number": "6222 0002", "partner_id": self.env.company.partner_id.id}
        )
        self.assertEqual(self._reach(customers + ours, self.rep, "read"), ours)
        self.assertEqual(self._reach(customers + ours, self.boss, "read"), customers + ours)
