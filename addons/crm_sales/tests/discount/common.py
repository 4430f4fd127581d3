from odoo.fields import Command

from ..common import SalesCommon


class DiscountCommon(SalesCommon):
    """Sellers may give 10 %, leaders 20 %, managers 40 %; the leader approves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader.group_ids += cls.env.ref("sales_team.group_sale_salesman_all_leads")
        cls.env["crm.sales.discount.limit"].search([]).active = False
        cls.env["crm.approval.rule"].search([("kind", "=", "sale_discount")]).active = False
        cls.category = cls.env["product.category"].create({"name": "Robots"})
        cls.arms = cls.env["product.category"].create(
            {"name": "Arms", "parent_id": cls.category.id}
        )
        values = {"list_price": 1000, "taxes_id": False}
        cls.robot, cls.gripper = cls.env["product.product"].create(
            [
                values | {"name": "Robot", "categ_id": cls.arms.id},
                values | {"name": "Gripper", "list_price": 100},
            ]
        )
        for level, percent in (("0", 10), ("1", 20), ("3", 40)):
            cls._limit(level=level, percent=percent)
        cls.rule = cls.env["crm.approval.rule"].create(
            {
                "name": "Discounts",
                "kind": "sale_discount",
                "step_ids": [Command.create({"name": "Leader", "who": "leader"})],
            }
        )
        cls.customer = cls._create_customer(email="buyer@example.com")

    @classmethod
    def _limit(cls, **values):
        return cls.env["crm.sales.discount.limit"].create(values)

    @classmethod
    def _create_order(cls, discount=0.0, product=None, user=None, **values):
        """Create a quotation of the seller: two robots at 1,000, ``discount`` percent off."""
        product = product or cls.robot
        line = {"product_id": product.id, "product_uom_qty": 2, "discount": discount}
        line["tax_ids"] = False
        defaults = {
            "partner_id": cls.customer.id,
            "user_id": (user or cls.seller).id,
            "team_id": cls.team.id,
            "order_line": [Command.create(line)],
        }
        return cls.env["sale.order"].create(defaults | values)

    def _request(self, order, user=None, reason="A big customer"):
        """Ask for the approval of ``order``; return it."""
        request = (
            self.env["crm.sales.discount.request"]
            .with_user(user or self.seller)
            .create({"order_id": order.id, "reason": reason})
        )
        request.action_request()
        return self.env["crm.approval"].search(
            [("res_model", "=", "sale.order"), ("res_id", "=", order.id)], limit=1, order="id desc"
        )

    def _approve(self, approval):
        approval.with_user(self.leader).action_approve()
