from odoo.fields import Command

from ..common import SalesCommon


class ProductCommon(SalesCommon):
    """Three products at a price of 100 and a customer of the seller."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.robot, cls.gripper, cls.camera = cls.env["product.product"].create(
            [
                {"name": name, "list_price": 100, "taxes_id": [], "type": "service"}
                for name in ("Robot", "Gripper", "Camera")
            ]
        )
        cls.customer = cls.env["res.partner"].create(
            {"name": "Delong", "is_company": True, "user_id": cls.seller.id}
        )
        cls.figures = cls.env["crm.sales.product.figure"]

    @classmethod
    def _order(cls, *lines, state="sale", partner=None, **values):
        """Create an order of ``(product, quantity, price)``."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.customer).id,
                "user_id": cls.seller.id,
                "team_id": cls.team.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "price_unit": price,
                        }
                    )
                    for product, quantity, price in lines
                ],
            }
            | values
        )
        if state != "draft":
            order.write(
                {"state": state}
                | ({"date_order": values["date_order"]} if "date_order" in values else {})
            )
        cls.env.flush_all()
        return order

    def _told(self, product, *names, user=None):
        """Return the sums of a product as ``user`` sees them."""
        figures = self.figures.with_user(user or self.head)
        row = figures._read_group([("product_id", "=", product.id)], [], names)
        return row[0]
