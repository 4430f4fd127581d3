from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged, users
from odoo.tools import mute_logger

from .common import ProductCommon


@tagged("post_install", "-at_install")
class TestLeadProduct(ProductCommon):
    def _interested(self, quantity=2, **values):
        lead = self._create_lead(partner_id=self.customer.id, **values)
        lead.crm_product_ids = [Command.create({"product_id": self.robot.id, "quantity": quantity})]
        self.env.flush_all()
        return lead

    def test_the_public_price_is_proposed(self):
        lead = self._interested()
        self.assertEqual((lead.crm_product_ids.price_unit, lead.crm_product_ids.amount), (100, 200))

    def test_a_product_of_interest_is_demand_until_there_is_a_quotation(self):
        lead = self._interested()
        self.assertEqual(self._told(self.robot, "open_amount:sum"), (200,))
        self._order((self.robot, 5, 100), state="draft", opportunity_id=lead.id)
        self.assertEqual(self._told(self.robot, "open_amount:sum"), (500,))

    def test_a_cancelled_quotation_of_an_open_deal_leaves_the_interest(self):
        lead = self._interested()
        self._order((self.robot, 5, 100), state="cancel", opportunity_id=lead.id)
        self.assertEqual(self._told(self.robot, "open_amount:sum"), (200,))

    def test_one_press_makes_the_quotation(self):
        lead = self._interested()
        lead.crm_product_ids.price_unit = 90
        action = lead.with_user(self.seller).action_crm_quote_products()
        order = self.env["sale.order"].browse(action["res_id"])
        self.assertEqual((order.opportunity_id, order.user_id), (lead, self.seller))
        line = order.order_line
        self.assertEqual(
            (line.product_id, line.product_uom_qty, line.price_unit), (self.robot, 2, 90)
        )

    def test_a_quotation_of_no_products_is_refused(self):
        with self.assertRaisesRegex(UserError, "which products"):
            self._create_lead().action_crm_quote_products()

    def test_without_a_customer_one_is_asked_for(self):
        lead = self._interested()
        lead.partner_id = False
        self.assertEqual(lead.action_crm_quote_products()["target"], "new")

    def test_no_quantity_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self._interested(quantity=0)

    def test_merging_keeps_the_products(self):
        first, second = self._interested(), self._interested()
        second.crm_product_ids = [Command.create({"product_id": self.camera.id})]
        merged = (first | second).merge_opportunity()
        self.assertEqual(merged.crm_product_ids.product_id, self.robot | self.camera)
        self.assertEqual(len(merged.crm_product_ids), 2)

    @users("sales_own")
    def test_a_seller_adds_products_on_the_form(self):
        lead = self._create_lead(partner_id=self.customer.id).with_user(self.env.user)
        with Form(lead, "crm.crm_lead_view_form") as form, form.crm_product_ids.new() as line:
            line.product_id = self.robot
        self.assertEqual(lead.crm_product_ids.product_id, self.robot)
