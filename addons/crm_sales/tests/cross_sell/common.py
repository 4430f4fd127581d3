from datetime import timedelta

from odoo import fields

from ..product_view.common import ProductCommon


class CrossCommon(ProductCommon):
    """Purchase records of many customers, written as the refresh would."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.records = cls.env["crm.sales.purchase.record"]
        cls.records.search([]).unlink()
        cls.pairs = cls.env["crm.sales.cross.pair"]
        cls.pairs.search([]).unlink()
        cls.today = cls.company._crm_get_today()
        cls.company.write({"crm_cross_months": 24, "crm_cross_support": 5, "crm_cross_lift": 1.2})

    @classmethod
    def _customers(cls, number, **values):
        return cls.env["res.partner"].create(
            [
                {"name": f"Customer {place}", "is_company": True, "user_id": cls.seller.id} | values
                for place in range(number)
            ]
        )

    @classmethod
    def _bought(cls, partners, *products, days=30, price=100, **values):
        day = cls.today - timedelta(days=days)
        cls.records.create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": cls.company.id,
                    "product_id": product.id,
                    "order_count": 1,
                    "quantity": 1,
                    "last_price": price,
                    "currency_id": cls.company.currency_id.id,
                    "date_first": day,
                    "date_last": day,
                }
                | values
                for partner in partners
                for product in products
            ]
        )
        cls.env.flush_all()

    @classmethod
    def _plant(cls):
        """12 of 15 customers of robots buy grippers, 2 of 25 others do."""
        customers = cls._customers(40)
        cls._bought(customers[:15], cls.robot)
        cls._bought(customers[:12], cls.gripper)
        cls._bought(customers[15:17], cls.gripper)
        cls._bought(customers[15:], cls.camera)
        return customers

    def _compute(self):
        count = self.pairs._compute_company(self.company)
        self.env.invalidate_all()
        return count

    def _find(self, product, other):
        return self.pairs.search([("product_id", "=", product.id), ("other_id", "=", other.id)])

    def _now(self):
        return fields.Datetime.now()
