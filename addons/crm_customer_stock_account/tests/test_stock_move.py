from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestStockMove(TransactionCase):
    """A delivery validated by somebody whom a role keeps from costs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carrier = new_test_user(
            cls.env, "carrier", "crm_customer.role_project_manager,stock.group_stock_user"
        )
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Valve", "is_storable": True, "standard_price": 25.0}
        )
        cls.product.categ_id = cls.env["product.category"].create(
            {"name": "Valued", "property_cost_method": "average"}
        )
        cls.product.standard_price = 25.0

    def _create_picking(self, kind, source, target):
        return self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse[kind].id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": 4,
                            "location_id": source.id,
                            "location_dest_id": target.id,
                        }
                    )
                ],
            }
        )

    def _validate(self, picking):
        picking = picking.with_user(self.carrier)
        picking.action_confirm()
        picking.move_ids.quantity = 4
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        return picking.move_ids

    def test_receipt_and_delivery_are_valued(self):
        vendors = self.env.ref("stock.stock_location_suppliers")
        customers = self.env.ref("stock.stock_location_customers")
        stock = self.warehouse.lot_stock_id
        received = self._validate(self._create_picking("in_type_id", vendors, stock))
        delivered = self._validate(self._create_picking("out_type_id", stock, customers))
        self.assertEqual(received.sudo().value, 100.0)
        self.assertEqual(delivered.sudo().value, 100.0)
        for name in ("value", "price_unit", "value_justification"):
            with self.subTest(name), self.assertRaises(AccessError):
                delivered.read([name])
        with self.assertRaises(AccessError):
            delivered.product_id.read(["standard_price"])

    def test_moves_of_one_product_are_merged_on_confirming(self):
        """The host compares their prices."""
        picking = self._create_picking(
            "out_type_id",
            self.warehouse.lot_stock_id,
            self.env.ref("stock.stock_location_customers"),
        )
        self.env["stock.move"].create(picking.move_ids.copy_data()[0] | {"product_uom_qty": 2})
        picking.with_user(self.carrier).action_confirm()
        self.assertEqual(picking.move_ids.mapped("product_uom_qty"), [6.0])

    def test_what_is_left_over_goes_to_a_backorder(self):
        stock = self.warehouse.lot_stock_id
        vendors = self.env.ref("stock.stock_location_suppliers")
        picking = self._create_picking("in_type_id", vendors, stock).with_user(self.carrier)
        picking.action_confirm()
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(picking.state, "done")
        self.assertEqual(picking.backorder_ids.move_ids.product_uom_qty, 3.0)

    def test_a_transfer_is_copied_without_its_value(self):
        vendors = self.env.ref("stock.stock_location_suppliers")
        receipt = self._create_picking("in_type_id", vendors, self.warehouse.lot_stock_id)
        done = self._validate(receipt)
        copied = done.with_user(self.carrier).copy()
        self.assertEqual((done.sudo().value, copied.sudo().value), (100.0, 0.0))
