from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestBuyToOrder(TransactionCase):
    """From quotation to invoice, of a product bought to order, by who sees no vendor prices."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        routes = cls.warehouse.mto_pull_id.route_id + cls.warehouse.buy_pull_id.route_id
        cls.warehouse.mto_pull_id.route_id.active = True
        cls.vendor = cls.env["res.partner"].create({"name": "Vendor", "is_company": True})
        cls.product = cls.env["product.product"].create(
            {
                "name": "Press",
                "is_storable": True,
                "list_price": 900.0,
                "invoice_policy": "order",
                "route_ids": [Command.set(routes.ids)],
                "seller_ids": [Command.create({"partner_id": cls.vendor.id, "price": 410.0})],
            }
        )

    def _sell(self, role):
        seller = new_test_user(self.env, f"mto_{role}", f"crm_customer.role_{role}")
        customer = self.env["res.partner"].create({"name": role, "user_id": seller.id})
        order = (
            self.env["sale.order"]
            .with_user(seller)
            .create(
                {
                    "partner_id": customer.id,
                    "order_line": [
                        Command.create({"product_id": self.product.id, "product_uom_qty": 3})
                    ],
                }
            )
        )
        order.action_confirm()
        return order

    def test_each_selling_role_confirms_and_the_vendor_is_found(self):
        for role in ("sales_rep", "team_leader", "sales_manager", "marketing", "management"):
            with self.subTest(role):
                order = self._sell(role)
                self.assertEqual(order.state, "sale")
                bought = self.env["purchase.order.line"].search(
                    [("product_id", "=", self.product.id), ("order_id.origin", "ilike", order.name)]
                )
                self.assertEqual(bought.price_unit, 410.0)
                self.assertEqual(order.order_line.move_ids.mapped("product_uom_qty"), [3.0])

    def _bring(self, pickings, worker):
        """Have the warehouse move all that is asked for."""
        for picking in pickings.with_user(worker):
            picking.move_ids.picked = True
            picking.button_validate()
        self.assertEqual(set(pickings.mapped("state")), {"done"})

    def _invoice(self, order):
        wizard = self.env["sale.advance.payment.inv"].with_user(order.env.user)
        wizard = wizard.with_context(active_model="sale.order", active_ids=order.ids)
        wizard.create({"advance_payment_method": "delivered"}).create_invoices()
        return order.invoice_ids

    def test_each_selling_role_goes_from_quotation_over_delivery_to_invoice(self):
        """What is bought arrives, is delivered by the warehouse, and is invoiced as delivered."""
        self.product.invoice_policy = "delivery"
        worker = new_test_user(
            self.env, "mto_worker", "crm_customer.role_tech_support,stock.group_stock_user"
        )
        for role in ("sales_rep", "team_leader", "sales_manager", "marketing", "management"):
            with self.subTest(role):
                order = self._sell(role)
                purchase = self.env["purchase.order"].search([("origin", "ilike", order.name)])
                purchase.button_confirm()
                self._bring(purchase.picking_ids, worker)
                self._bring(order.sudo().picking_ids, worker)
                order.invalidate_recordset()
                self.assertEqual(order.order_line.qty_delivered, 3.0)
                self.assertEqual(order.delivery_status, "full")
                self.assertEqual(order.action_view_delivery()["res_model"], "stock.picking")
                self.assertEqual(order.picking_ids.mapped("state"), ["done"])
                self.assertEqual(self._invoice(order).amount_untaxed, 2700.0)

    def test_the_seller_invoices_and_sees_no_vendor_price(self):
        order = self._sell("sales_rep")
        self.assertEqual(self._invoice(order).amount_untaxed, 2700.0)
        self.assertEqual(order.invoice_ids.read(["amount_untaxed"])[0]["amount_untaxed"], 2700.0)
        prices = self.env["product.supplierinfo"].with_user(order.env.user)
        self.assertFalse(prices.search([("product_tmpl_id", "=", self.product.product_tmpl_id.id)]))
        with self.assertRaises(AccessError):
            self.product.seller_ids.with_user(order.env.user).read(["price"])
        with self.assertRaises(AccessError):
            self.env["purchase.order"].with_user(order.env.user).search([])
