from datetime import date

from freezegun import freeze_time

from ..common import SalesCommon

TODAY = "2026-03-16 04:00:00"


class PlanCommon(SalesCommon):
    """A company of its own, so that no other order is in the figures; it is 16 March 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TODAY))
        cls.house = cls.env["res.company"].create({"name": "Plan House"})
        users = cls.seller + cls.leader + cls.head + cls.sales_manager
        cls.mate, cls.other = cls._create_users(
            {
                f"plan_{name}": "crm_sales.group_sales_own,sales_team.group_sale_salesman"
                for name in ("mate", "other")
            }
        )
        users += cls.mate + cls.other
        users.write({"company_ids": [(4, cls.house.id)], "company_id": cls.house.id})
        cls.north, cls.south = cls.env["crm.team"].create(
            [
                {
                    "name": "North",
                    "company_id": cls.house.id,
                    "user_id": cls.leader.id,
                    "member_ids": [(6, 0, (cls.seller + cls.mate).ids)],
                },
                {
                    "name": "South",
                    "company_id": cls.house.id,
                    "member_ids": [(6, 0, cls.other.ids)],
                },
            ]
        )
        cls.kpi = cls.env.ref("crm_sales.crm_kpi_sales_ordered")
        cls.customer = cls._create_customer()
        cls.product = cls.env["product.product"].create(
            {"name": "Gripper", "type": "service", "taxes_id": False}
        )

    @classmethod
    def _create_plan(cls, user=None, **values):
        plans = cls.env["crm.sales.plan"].with_user(user or cls.sales_manager)
        defaults = {
            "name": "Revenue 2026",
            "kpi_id": cls.kpi.id,
            "company_id": cls.house.id,
            "date_start": "2026-01-01",
            "goal_period": "none",
        }
        return plans.create(defaults | values)

    @classmethod
    def _draft(cls, plan, **values):
        defaults = {"plan_id": plan.id, "method": "even", "target": 1200}
        wizard = cls.env["crm.sales.plan.draft"].with_env(plan.env).create(defaults | values)
        wizard.action_draft()
        return plan

    @classmethod
    def _approve(cls, plan):
        plan.action_submit()
        plan.action_approve()
        return plan

    @classmethod
    def _create_order(cls, day, amount, user=None, team=None, confirm=True, **values):
        """Create an order of ``amount`` that is confirmed on ``day``."""
        user = cls.seller if user is None else user
        with freeze_time(f"{day} 04:00:00"):
            order = cls.env["sale.order"].create(
                {
                    "partner_id": cls.customer.id,
                    "company_id": cls.house.id,
                    "user_id": user.id,
                    "team_id": (team or cls.north).id,
                    "order_line": [
                        (
                            0,
                            0,
                            {"product_id": cls.product.id, "price_unit": amount, "tax_ids": False},
                        )
                    ],
                }
                | values
            )
            if confirm:
                order.action_confirm()
        return order

    def _amounts(self, plan, user, team=None):
        """Return the twelve targets of a person."""
        lines = plan.line_ids.filtered(lambda line: line.user_id == user)
        return [line.amount for line in lines.sorted("date")]

    def _cells(self, plan, user=None, month=None):
        day = date(2026, month, 1) if month else None
        return plan.line_ids.filtered(
            lambda line: (
                (user is None or line.user_id == user) and (day is None or line.date == day)
            )
        )
