from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged, users

from ..common import CustomerCommon


@tagged("post_install", "-at_install")
class TestCustomerCode(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.env["res.partner"].with_context(crm_customer=True)
        cls.sequence = cls.env.company._crm_get_code_sequence()

    def setUp(self):
        super().setUp()
        # drawn numbers are not rolled back: each test starts to count anew
        self.sequence.write({"prefix": "T", "padding": 4, "number_next": 1})

    def test_partner_made_elsewhere_has_no_code(self):
        self.assertFalse(self._create_customer().crm_code)

    def test_customer_action_gives_the_next_number(self):
        partners = self.partners.create([{"name": "One"}, {"name": "Two"}])
        self.assertEqual(partners.mapped("crm_code"), ["T0001", "T0002"])

    def test_contact_shows_the_code_of_its_company(self):
        company = self.partners.create({"name": "Acme", "is_company": True})
        contact = self.partners.create({"name": "Ann", "parent_id": company.id})
        self.assertFalse(contact.crm_code)
        self.assertEqual(contact.crm_commercial_code, "T0001")

    def test_assigning_again_changes_nothing(self):
        partner = self._create_customer()
        partner._crm_assign_code()
        self.assertFalse(partner._crm_assign_code())
        self.assertEqual(partner.crm_code, "T0001")

    def test_taken_numbers_are_skipped(self):
        self.partners.create([{"name": "One"}, {"name": "Two"}])
        self.sequence.number_next = 1
        self.assertEqual(self.partners.create({"name": "Three"}).crm_code, "T0003")

    def test_number_of_a_shared_customer_is_taken_in_each_company(self):
        self.partners.create({"name": "Shared"})
        other = self.company_b._crm_get_code_sequence()
        other.write({"prefix": "T", "padding": 4})
        partner = self.partners.create({"name": "Of the second", "company_id": self.company_b.id})
        self.assertEqual(partner.crm_code, "T0002")

    def test_each_company_counts_for_itself(self):
        partners = self.partners.create(
            [
                {"name": "First", "company_id": self.env.company.id},
                {"name": "Second", "company_id": self.company_b.id},
            ]
        )
        self.assertEqual(partners.mapped("crm_code"), ["T0001", "C00001"])

    def test_codes_are_drawn_with_a_constant_number_of_queries(self):
        def count_queries(count):
            partners = self.env["res.partner"].create(
                [{"name": f"Partner {number}"} for number in range(count)]
            )
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            partners._crm_assign_code()
            queries = self.env.cr.sql_log_count - before
            self.assertEqual(len(set(partners.mapped("crm_code"))), count)
            return queries

        count_queries(1)
        self.assertEqual(count_queries(10), count_queries(100))

    def _run_cron(self):
        profiles = self.env["crm.customer.profile"]
        self.env.flush_all()
        profiles._queue_all()
        while profiles._refresh_batch():
            continue
        with self.enter_registry_test_mode():
            cron = self.env.ref("crm_customer.res_partner_cron_assign_code")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _create_lead(self, partner):
        return self.env["crm.lead"].create(
            {"name": "Chairs", "partner_id": partner.id, "type": "opportunity"}
        )

    def test_contact_with_an_opportunity_becomes_a_customer_by_itself(self):
        buyer, other = self._create_customer("Buyer"), self._create_customer("Other")
        self._create_lead(buyer)
        self._run_cron()
        self.assertTrue(buyer.crm_code)
        self.assertFalse(other.crm_code)

    def test_contact_with_an_opportunity_gets_the_code_with_its_figures(self):
        buyer = self._create_customer("Buyer")
        self._create_lead(buyer)
        self._refresh_touched()
        self.assertTrue(buyer.crm_code)

    def _refresh_touched(self):
        profiles = self.env["crm.customer.profile"]
        self.env.flush_all()
        profiles._flush_notes()
        profiles._refresh_batch()
        self.env.invalidate_all()

    def _create_order(self, partner, user=None):
        product = self.env["product.product"].create({"name": "Chair", "type": "service"})
        orders = self.env["sale.order"].with_user(user or self.env.user)
        line = Command.create({"product_id": product.id, "price_unit": 10})
        return orders.create({"partner_id": partner.id, "order_line": [line]})

    def test_who_orders_is_a_customer_at_once(self):
        seller = self._create_user("plain_seller", "sales_team.group_sale_salesman")
        company = self._create_customer("Buyer")
        contact = self._create_customer("Ann", parent_id=company.id, is_company=False)
        order = self._create_order(contact, seller)
        self.assertFalse(company.crm_code)
        order.action_confirm()
        self.assertEqual(company.crm_code, "T0001")
        self.assertFalse(contact.crm_code)

    def test_our_own_company_is_no_customer_by_an_order(self):
        self._create_order(self.company_b.partner_id).action_confirm()
        self.assertFalse(self.company_b.partner_id.crm_code)

    def test_confirming_the_order_of_a_customer_takes_no_query_more(self):
        company = self._create_customer("Buyer")
        company._crm_assign_code()
        order = self._create_order(company)
        order.sudo().partner_id.commercial_partner_id.mapped("crm_code")
        with self.assertQueryCount(0):
            order._crm_make_customers()

    def test_company_may_want_no_customers_by_themselves(self):
        self.env["res.company"].search([]).crm_code_automatic = False
        buyer = self._create_customer("Buyer")
        self._create_lead(buyer)
        self._create_order(buyer).action_confirm()
        self._refresh_touched()
        self._run_cron()
        self.assertFalse(buyer.crm_code)

    def test_copy_gets_a_number_of_its_own(self):
        partner = self.partners.create({"name": "Acme"})
        self.assertEqual(partner.copy().crm_code, "T0002")

    def test_customer_who_becomes_a_contact_gives_the_code_back(self):
        company, person = self.partners.create(
            [{"name": "Acme", "is_company": True}, {"name": "Ann"}]
        )
        person.parent_id = company
        self.assertFalse(person.crm_code)
        self.assertIn("T0002", person.message_ids[0].body)

    def test_company_below_a_company_keeps_its_code(self):
        parent, child = self.partners.create(
            [{"name": "Group", "is_company": True}, {"name": "Plant", "is_company": True}]
        )
        child.parent_id = parent
        self.assertEqual(child.crm_code, "T0002")

    @users("customer_own")
    def test_sales_rep_makes_a_contact_a_customer(self):
        partner = self._create_customer().with_user(self.env.user)
        contact = partner.create({"name": "Ann", "parent_id": partner.id})
        contact.action_crm_make_customer()
        self.assertTrue(partner.crm_code)
        with self.assertRaises(UserError):
            partner.action_crm_make_customer()

    @users("customer_own")
    def test_sales_rep_cannot_type_a_code(self):
        with Form(self.env["res.partner"].with_context(crm_customer=True)) as form:
            form.name = "Typed"
            with self.assertRaises(AssertionError):
                form.crm_code = "X1"
        self.assertEqual(form.record.crm_code, "T0001")
