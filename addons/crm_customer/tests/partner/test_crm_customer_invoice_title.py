from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from ..common import CustomerCommon

RIGHT = "91110000600037341L"


@tagged("post_install", "-at_install")
class TestInvoiceTitle(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.china = cls.env.ref("base.cn")
        cls.customer = cls._create_customer(country_id=cls.china.id)
        cls.titles = cls.env["crm.customer.invoice.title"]

    def _create_title(self, **values):
        return self.titles.create({"name": "Acme", "partner_id": self.customer.id} | values)

    def test_defaults(self):
        form = Form(self.titles)
        self.assertEqual((form.kind, form.is_default), ("ordinary", False))

    def test_choosing_the_customer_fills_the_title(self):
        self.customer.vat = RIGHT
        form = Form(self.titles)
        form.partner_id = self.customer
        self.assertEqual((form.name, form.vat), (self.customer.name, RIGHT))

    def test_copy_block_says_all_that_is_known(self):
        title = self._create_title(vat=RIGHT, bank_name="Bank of China")
        self.assertEqual(
            title.copy_block,
            f"Title: Acme\nTax ID: {RIGHT}\nBank: Bank of China",
        )

    def test_new_default_replaces_the_old_one(self):
        first, second = self._create_title(is_default=True), self._create_title()
        second.action_set_default()
        self.assertEqual((first.is_default, second.is_default), (False, True))

    def test_last_default_created_at_once_wins(self):
        values = {"name": "Acme", "partner_id": self.customer.id, "is_default": True}
        titles = self.titles.create([values, dict(values)])
        self.assertEqual(titles.mapped("is_default"), [False, True])

    def test_special_invoice_needs_a_tax_id(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation):
            self._create_title(kind="special")

    def test_wrong_tax_id_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "would be L"):
            self._create_title(vat="91110000600037341M")

    @users("customer_own")
    def test_sales_rep_edits_titles_of_own_customers_only(self):
        self.customer.user_id = self.env.user
        title = self._create_title().with_user(self.env.user)
        title.name = "Acme Beijing"
        self.customer.user_id = self.user_all
        with self.assertRaises(AccessError):
            title.name = "Acme Shanghai"
        self.assertEqual(title.name, "Acme Beijing")

    @users("customer_team")
    def test_team_member_edits_titles_of_the_team(self):
        self.env["crm.team"].sudo().create(
            {
                "name": "North",
                "member_ids": [Command.set((self.env.user | self.user_own).ids)],
            }
        )
        self.customer.user_id = self.user_own
        title = self._create_title().with_user(self.env.user)
        title.name = "Acme Beijing"
        self.customer.user_id = self.user_manager
        with self.assertRaises(AccessError):
            title.name = "Acme Shanghai"

    @users("customer_all")
    def test_title_of_a_hidden_company_is_hidden(self):
        title = self._create_title()
        self.customer.company_id = self.company_b
        self.assertFalse(self.titles.with_user(self.env.user).search([("id", "=", title.id)]))

    def test_host_merge_keeps_all_titles_and_one_default(self):
        other = self._create_customer("Acme Trading Ltd")
        self._create_title(is_default=True)
        self._create_title(is_default=True, partner_id=other.id)
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.customer | other).ids, other)
        self.assertEqual(len(other.crm_invoice_title_ids), 2)
        self.assertEqual(len(other.crm_invoice_title_ids.filtered("is_default")), 1)
