import base64

from odoo.fields import Command

from ..common import SalesCommon

SCAN = base64.b64encode(b"%PDF-1.4 signed")


class ContractCommon(SalesCommon):
    """A customer, an order of 50,000, and a rule: contracts from 100,000 on are approved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.approval.rule"].search([("kind", "=", "sale_contract")]).active = False
        cls.env["crm.approval.rule"].create(
            {
                "name": "Big contracts",
                "kind": "sale_contract",
                "amount_min": 100000,
                "step_ids": [Command.create({"name": "Leader", "who": "leader"})],
            }
        )
        cls.customer = cls._create_customer("Blue Sea", user_id=cls.seller.id)
        cls.product = cls.env["product.product"].create({"name": "Robot", "taxes_id": False})

    @classmethod
    def _create_contract(cls, amount=50000, **values):
        defaults = {
            "name": "Robots",
            "partner_id": cls.customer.id,
            "user_id": cls.seller.id,
            "amount": amount,
            "date_start": "2026-03-01",
            "date_end": "2027-02-28",
        }
        return cls.env["crm.sales.contract"].create(defaults | values)

    def _sign(self, contract, **values):
        contract.with_user(self.seller).action_submit()
        contract.write(
            {"scan": SCAN, "scan_name": "signed.pdf", "date_signed": "2026-02-20"} | values
        )
        contract.with_user(self.seller).action_sign()
        return contract

    @classmethod
    def _create_order(cls, price=50000, **values):
        line = {"product_id": cls.product.id, "price_unit": price, "tax_ids": False}
        defaults = {
            "partner_id": cls.customer.id,
            "user_id": cls.seller.id,
            "order_line": [Command.create(line)],
        }
        return cls.env["sale.order"].create(defaults | values)
