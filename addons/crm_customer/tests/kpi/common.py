from freezegun import freeze_time

from odoo.fields import Command

from ...tests.common import CustomerCommon

# Wednesday, 4 March 2026, 10:00 in Shanghai
NOW = "2026-03-04 02:00:00"


@freeze_time(NOW)
class KpiCommon(CustomerCommon):
    """Two teams, each with a leader; interactions and orders of known dates."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "KPI company"})
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.env.user.company_ids |= cls.company
        cls.users = cls.user_own | cls.user_team | cls.user_all | cls.user_manager
        cls.users.write(
            {
                "company_ids": [Command.set(cls.company.ids)],
                "company_id": cls.company.id,
                "tz": "Asia/Shanghai",
            }
        )
        cls.env["crm.team.member"].search([("user_id", "in", cls.users.ids)]).unlink()
        cls.team = cls._create_team("South", cls.user_team, cls.user_team | cls.user_own)
        cls.other_team = cls._create_team("North", cls.user_all, cls.user_all)
        cls.Kpi = cls.env["crm.kpi"]
        cls.Goal = cls.env["crm.kpi.goal"]
        cls.interactions = cls.env.ref("crm_customer.crm_kpi_interactions")
        cls.customer = cls._create_customer("Acme", user_id=cls.user_own.id)

    @classmethod
    def _create_team(cls, name, leader, members):
        return cls.env["crm.team"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "user_id": leader.id,
                "member_ids": [Command.set(members.ids)],
            }
        )

    @classmethod
    def _record(cls, *dates, user=None, **values):
        """Record an interaction at each of ``dates`` (UTC)."""
        return cls.env["crm.customer.interaction"].create(
            [
                {
                    "partner_id": cls.customer.id,
                    "user_id": (user or cls.user_own).id,
                    "company_id": cls.company.id,
                    "date": date,
                }
                | values
                for date in dates
            ]
        )

    @classmethod
    def _order(cls, date, amount=100.0, partner=None, user=None, **values):
        """Confirm an order on ``date`` (UTC)."""
        product = cls.env["product.product"].search([("name", "=", "KPI thing")], limit=1)
        product = product or cls.env["product.product"].create(
            {"name": "KPI thing", "taxes_id": [Command.clear()]}
        )
        line = {"product_id": product.id, "product_uom_qty": 1, "price_unit": amount}
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.customer).id,
                "user_id": (user or cls.user_own).id,
                "team_id": (user or cls.user_own).sale_team_id.id,
                "company_id": cls.company.id,
                "order_line": [Command.create(line | {"tax_ids": [Command.clear()]})],
            }
            | values
        )
        order.action_confirm()
        order.date_order = date
        return order

    @classmethod
    def _create_goal(cls, **values):
        """Set the sales rep 22 interactions in March 2026, a month of 22 working days."""
        return cls.Goal.create(
            {
                "kpi_id": cls.interactions.id,
                "company_id": cls.company.id,
                "user_id": cls.user_own.id,
                "period": "month",
                "date_start": "2026-03-04",
                "target": 22,
            }
            | values
        )
