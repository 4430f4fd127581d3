from freezegun import freeze_time

from odoo.fields import Command

from ...tests.common import CustomerCommon

# a Wednesday; 10:00 in Shanghai
NOW = "2026-03-04 02:00:00"
# the customer's address, and places 100 m and 3 km north of it
ADDRESS = (22.5431, 114.0579)
NEAR = {"latitude": 22.5440, "longitude": 114.0579, "accuracy": 15}
FAR = {"latitude": 22.5701, "longitude": 114.0579, "accuracy": 15}


@freeze_time(NOW)
class VisitCommon(CustomerCommon):
    """A customer of the sales rep, with and without a position, and visits of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        everybody = cls.user_own | cls.user_team | cls.user_all | cls.user_manager
        everybody.tz = "Asia/Shanghai"
        cls.env.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.Visit = cls.env["crm.visit"]
        cls.customer = cls._create_customer(
            "Acme Trading",
            crm_code="V-1",
            user_id=cls.user_own.id,
            partner_latitude=ADDRESS[0],
            partner_longitude=ADDRESS[1],
        )
        cls.wang = cls.env["res.partner"].create({"name": "Wang Wei", "parent_id": cls.customer.id})
        cls.nowhere = cls._create_customer("Nowhere Ltd", crm_code="V-2", user_id=cls.user_own.id)
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Visitors",
                "member_ids": [Command.set((cls.user_own | cls.user_team).ids)],
            }
        )
        cls.mine = cls.Visit.with_user(cls.user_own)

    @classmethod
    def _create_visit(cls, **values):
        """Plan a visit of the customer by the sales rep on 2026-03-04, 14:00 in Shanghai."""
        return cls.Visit.create(
            {
                "partner_id": cls.customer.id,
                "user_id": cls.user_own.id,
                "date_start": "2026-03-04 06:00:00",
            }
            | values
        )
