from datetime import timedelta

from odoo import fields
from odoo.tests import new_test_user

from ..common import SalesCommon

SELLER = "crm_sales.group_sales_own,sales_team.group_sale_salesman"


class RoutingCommon(SalesCommon):
    """Three people of a team, and no rules but those of the test."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Rules = cls.env["crm.sales.routing.rule"]
        cls.Rules.search([]).active = False
        cls.people = cls.env["res.users"].union(
            *(new_test_user(cls.env, f"route_{name}", SELLER) for name in ("ann", "bob", "cid"))
        )
        cls.ann, cls.bob, cls.cid = cls.people
        cls.north = cls.env["crm.team"].create(
            {"name": "North", "user_id": cls.leader.id, "member_ids": cls.people.ids}
        )

    def _rule(self, **values):
        defaults = {"name": "All in turn", "way": "turn", "team_id": self.north.id}
        return self.Rules.create(defaults | values)

    def _new(self, count=1, **values):
        defaults = {"type": "opportunity", "user_id": False, "team_id": False}
        rows = [defaults | {"name": f"Lead {row}"} | values for row in range(count)]
        return self.env["crm.lead"].create(rows)

    def _leave(self, user, days=1):
        resource = self.env["resource.resource"].create(
            {"name": user.name, "user_id": user.id, "resource_type": "user"}
        )
        now = fields.Datetime.now()
        return self.env["resource.calendar.leaves"].create(
            {
                "resource_id": resource.id,
                "calendar_id": False,
                "date_from": now - timedelta(hours=1),
                "date_to": now + timedelta(days=days),
            }
        )
