import re

from lxml import etree

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.modules.module import get_manifest
from odoo.tests import tagged

from ...tools.role.money import BOOK_FIELDS, COST_FIELDS
from ...tools.role.money_shown import SHOWN_FIELDS
from .common import RoleCommon

# what a field of money is called, whatever its type
NAMED = re.compile(
    r"amount|balance|billed|budget|cost|credit|dashboard|debit|invoiced|justif|margin|paid|price"
    r"|profit|residual|revenue|salary|subtotal|total|turnover|value|wage"
)
NUMBERS = ("float", "integer", "binary", "char", "html", "json", "text")
COUNTS = re.compile(
    r"rating_|_count$|_qty$|^qty_|total_invoiced_qty|^total_(?!cost|value|margin|invoiced)"
)
CONDITIONS = ("invisible", "readonly", "required", "column_invisible", "domain", "context")
OURS = "CRM Suite"


@tagged("post_install", "-at_install")
class TestMoney(RoleCommon):
    """Every field of money of the host is hidden or shown on purpose, and the lists hold."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = cls.env["res.groups"].search([])
        names = groups.get_external_id().values()
        roles = sorted(name for name in names if name.startswith("crm_customer.role_"))
        users = cls.env["res.users"].union(
            *(cls._create_role(f"money_{name[18:]}", name[18:]) for name in roles)
        )
        cls.blind = users.filtered(lambda user: not user.crm_sees_costs())
        cls.money = cls.env["crm.costs"]

    def _is_host(self, module):
        return get_manifest(module).get("author") != OURS

    def _is_money(self, field):
        if field.type == "monetary":
            return True
        return (
            field.type in NUMBERS
            and bool(NAMED.search(field.name))
            and not COUNTS.search(field.name)
        )

    def _fields_of_money(self):
        """Yield the (model, field) of the host that a role without costs can read."""
        for name, model in sorted(self.env.registry.items()):
            if model._abstract or model._transient or not self._is_host(model._original_module):
                continue
            seen = [self.env[name].with_user(user) for user in self.blind]
            seen = [records for records in seen if records.has_access("read")]
            for field in model._fields.values() if seen else ():
                if not self._is_money(field) or not all(map(self._is_host, field._modules)):
                    continue
                if any(records._has_field_access(field, "read") for records in seen):
                    yield name, field.name

    def test_each_field_of_money_that_a_seller_can_read_is_shown_on_purpose(self):
        """Hide it in ``tools/role/money.py``, or say in ``money_shown.py`` why not."""
        undecided = [
            f"{model}.{name}"
            for model, name in self._fields_of_money()
            # users show the fields of their contact
            if name not in SHOWN_FIELDS.get(model, ())
            and not self._is_inherited(model, name)
            and self._is_of_suite(model, name)
        ]
        self.assertFalse(undecided)

    def _is_of_suite(self, model, name):
        """Say whether the field comes with the modules that ours need: what other apps bring
        beside them is decided where it is known to tell a cost."""
        ours = self.env["ir.module.module"].search(
            [("name", "in", ["crm_customer", "crm_service"])]
        )
        needed = ours.upstream_dependencies(exclude_states=("uninstallable",)).mapped("name")
        return self.env[model]._fields[name]._module in needed

    def _is_inherited(self, model, name):
        return self.env[model]._fields[name].inherited

    def test_nothing_is_hidden_and_shown(self):
        for hidden in (self.money._cost_fields(), self.money._book_fields()):
            for model, names in hidden.items():
                with self.subTest(model):
                    self.assertFalse(names & SHOWN_FIELDS.get(model, set()))

    def test_what_is_hidden_is_hidden_from_all_roles_without_the_right(self):
        found = 0
        for hidden in (self.money._cost_fields(), self.money._book_fields()):
            for model, names in hidden.items():
                for name in names & set(self.env[model]._fields if model in self.env else ()):
                    found += 1
                    field = self.env[model]._fields[name]
                    for user in self.blind:
                        records = self.env[model].with_user(user)
                        with self.subTest(model=model, field=name, user=user.login):
                            self.assertFalse(records._has_field_access(field, "read"))
                            self.assertFalse(records._has_field_access(field, "write"))
        self.assertGreater(found, 8)

    def test_books_are_read_by_who_may_see_them(self):
        for model, names in BOOK_FIELDS.items():
            for name in names & set(self.env[model]._fields if model in self.env else ()):
                field = self.env[model]._fields[name]
                if not field.groups:
                    with self.subTest(model=model, field=name):
                        self.assertTrue(
                            self.env[model].with_user(self.boss)._has_field_access(field, "read")
                        )

    def test_no_condition_of_a_screen_asks_for_what_is_hidden(self):
        """The client could not evaluate it."""
        for model in (COST_FIELDS.keys() | BOOK_FIELDS.keys()) & set(self.env.registry.models):
            records = self.env[model].with_user(self.rep)
            hidden = self.money.with_user(self.rep)._hidden_fields(model)
            if not records.has_access("read"):
                continue
            for kind in ("form", "list"):
                root = etree.fromstring(records.get_view(view_type=kind)["arch"])
                self._check_conditions(root, hidden, f"{model} {kind}")

    def _check_conditions(self, root, hidden, where):
        for node in root.iter(etree.Element):
            if any(parent.tag == "field" for parent in node.iterancestors()):
                continue  # of the lines of another model
            for attribute in CONDITIONS:
                words = set(re.findall(r"\w+", node.get(attribute) or ""))
                with self.subTest(where, node=node.tag, name=node.get("name")):
                    self.assertFalse(words & hidden)

    # books that the host shows to everybody

    def test_balances_are_not_told_to_sellers(self):
        of_company = self.env["account.journal"]._check_company_domain(self.env.company)
        journal = self.env["account.journal"].search(
            [*of_company, ("type", "in", ("bank", "cash"))], limit=1
        )
        account = self.env["account.account"].search(
            [("company_ids", "in", self.env.company.ids)], limit=1
        )
        for records, name in (
            (journal, "current_statement_balance"),
            (journal, "kanban_dashboard"),
            (account, "current_balance"),
            (account, "opening_balance"),
        ):
            with self.subTest(name), self.assertRaises(AccessError):
                records.with_user(self.rep).read([name])
            self.assertIn(name, records.with_user(self.boss).read([name])[0])

    def _pay(self, user):
        product = self.env["product.product"].create(
            {"name": "Pump", "invoice_policy": "order", "taxes_id": False}
        )
        customer = self._create_customer(user.name, user_id=user.id)
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": customer.id,
                "invoice_user_id": user.id,
                "invoice_date": "2026-03-02",
                "invoice_line_ids": [
                    Command.create({"product_id": product.id, "price_unit": 100.0})
                ],
            }
        )
        invoice.action_post()
        payment = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        payment.create({"payment_date": "2026-03-03"})._create_payments()
        return invoice

    def test_a_seller_sees_how_the_own_invoices_were_settled_and_no_others(self):
        own, others = self._pay(self.rep), self._pay(self.stranger)
        partials = self.env["account.partial.reconcile"]
        settled = {
            invoice: invoice.line_ids.matched_credit_ids + invoice.line_ids.matched_debit_ids
            for invoice in (own, others)
        }
        self.assertTrue(settled[own] and settled[others])
        everything = partials.union(*settled.values())
        self.assertEqual(self._reach(everything, self.rep, "read"), settled[own])
        self.assertEqual(self._reach(everything, self.manager, "read"), everything)
        names = ["amount_residual", "payment_state"]
        self.assertEqual(own.with_user(self.rep).read(names)[0]["amount_residual"], 0)

    # prices from costs

    def _make_cost_plus(self):
        """Return a product that costs 60 and a price list: half as much again, and 5."""
        product = self.env["product.product"].create(
            {"name": "Pump", "list_price": 100.0, "standard_price": 60.0, "taxes_id": False}
        )
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Cost plus",
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "formula",
                            "base": "standard_price",
                            "price_markup": 50.0,
                            "price_surcharge": 5.0,
                        }
                    )
                ],
            }
        )
        return product, pricelist

    def test_a_price_from_the_cost_is_told_and_its_rule_is_not(self):
        product, pricelist = self._make_cost_plus()
        item = pricelist.item_ids
        self.env.invalidate_all()
        seen = pricelist.with_user(self.rep)
        self.assertEqual(seen._get_product_price(product.with_user(self.rep), 1.0), 95.0)
        self.assertFalse(self._reach(item, self.rep, "read"))
        self.assertFalse(seen.item_ids)
        for name in ("price", "price_markup", "price_surcharge", "rule_tip"):
            with self.subTest(name), self.assertRaises(AccessError):
                item.with_user(self.rep).read([name])
        self.assertEqual(item.with_user(self.boss).price_markup, 50.0)
        order = (
            self.env["sale.order"]
            .with_user(self.rep)
            .create(
                {
                    "partner_id": self.customer.id,
                    "pricelist_id": pricelist.id,
                    "order_line": [Command.create({"product_id": product.id})],
                }
            )
        )
        self.assertEqual(order.order_line.price_unit, 95.0)
        order.order_line.product_uom_qty = 3
        self.assertEqual(order.order_line.price_unit, 95.0)

    def test_prices_that_are_no_cost_stay_in_sight(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Usual",
                "item_ids": [
                    Command.create({"compute_price": "percentage", "percent_price": 10.0}),
                    Command.create(
                        {"compute_price": "fixed", "fixed_price": 9.0, "base": "standard_price"}
                    ),
                ],
            }
        )
        items = pricelist.item_ids
        self.assertEqual(self._reach(items, self.rep, "read"), items)
