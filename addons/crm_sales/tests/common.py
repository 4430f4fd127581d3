from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.addons.crm_customer.tests.common import LEVELS, CustomerCommon

# a Monday, and the transaction's time at first
MONDAY = datetime(2026, 3, 2, 9)


class SalesCommon(CustomerCommon):
    """A seller per level in a team with its stages, and a clock that tests move on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = {
            f"sales_{level}": f"crm_sales.group_sales_{level},sales_team.group_sale_salesman"
            for level in LEVELS
        }
        cls.seller, cls.leader, cls.head, cls.sales_manager = cls._create_users(groups)
        cls.team = cls.env["crm.team"].create(
            {"name": "Robots", "user_id": cls.leader.id, "member_ids": cls.seller.ids}
        )
        stages = [{"name": name, "sequence": 100 + n} for n, name in enumerate(("First", "Next"))]
        stages.append({"name": "Signed", "sequence": 110, "is_won": True})
        cls.first, cls.next, cls.signed = cls.env["crm.stage"].create(
            [values | {"team_ids": cls.team.ids} for values in stages]
        )

    @contextmanager
    def _at(self, days=0, hours=0):
        """Let it be so much later than ``MONDAY`` in the transaction."""
        moment = MONDAY + timedelta(days=days, hours=hours)
        with patch.object(self.env.cr, "now", lambda: moment):
            yield moment

    def _create_lead(self, name="Three grippers", days=0, **values):
        defaults = {
            "name": name,
            "type": "opportunity",
            "team_id": self.team.id,
            "user_id": self.seller.id,
            "stage_id": self.first.id,
            "expected_revenue": 1000,
        }
        with self._at(days):
            return self.env["crm.lead"].create(defaults | values)
