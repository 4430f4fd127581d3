from odoo.fields import Command

from ..common import SalesCommon


class PurchaseRecordCommon(SalesCommon):
    """A customer with a contact, two products, and makers of orders and past ones."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.sales.discount.limit"].search([]).active = False
        cls.customer = cls._create_customer("Blue Sea", user_id=cls.seller.id)
        cls.contact = cls.env["res.partner"].create({"name": "Ms Li", "parent_id": cls.customer.id})
        cls.robot, cls.gripper = cls.env["product.product"].create(
            [
                {"name": "Robot QM-6", "default_code": "QM6", "taxes_id": False},
                {"name": "Gripper QG-2", "taxes_id": False},
            ]
        )

    @classmethod
    def _order(cls, day, product=None, quantity=1, price=100, partner=None, state="sale", **line):
        product = product or cls.robot
        line = {
            "product_id": product.id,
            "product_uom_qty": quantity,
            "price_unit": price,
            "tax_ids": False,
        } | line
        return cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.customer).id,
                "date_order": f"{day} 04:00:00",
                "state": state,
                "order_line": [Command.create(line)],
            }
        )

    @classmethod
    def _past(cls, day, name, quantity=1, amount=100, **values):
        return cls.env["crm.customer.purchase.history"].create(
            {
                "partner_id": cls.customer.id,
                "date": day,
                "name": name,
                "quantity": quantity,
                "amount": amount,
            }
            | values
        )

    def _refresh(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        while self.env["crm.customer.profile"]._refresh_batch():
            pass
        self.env.invalidate_all()

    def _records(self, partner=None):
        self._refresh()
        return self.env["crm.sales.purchase.record"].search(
            [("partner_id", "=", (partner or self.customer).id)], order="product_id"
        )
