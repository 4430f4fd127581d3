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
        with self.assertRaises(AccessError):
            delivered.read(["value"])
        with self.assertRaises(AccessError):
            delivered.product_id.read(["standard_price"])
