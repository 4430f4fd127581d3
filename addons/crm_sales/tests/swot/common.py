from ..common import SalesCommon


class SwotCommon(SalesCommon):
    """A draft with a point in each field."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketer = cls._create_user("swot_marketing", "crm_customer.role_marketing")
        cls.swot = cls.env["crm.sales.swot"].create(
            {"name": "Cobots", "user_id": cls.marketer.id, "summary": "Sell the service."}
        )
        points = (
            ("strength", "Service in four hours"),
            ("weakness", "Dear"),
            ("opportunity", "Wages rise"),
            ("threat", "Guangyuan cuts prices"),
        )
        cls.points = cls.env["crm.sales.swot.item"].create(
            [
                {"swot_id": cls.swot.id, "quadrant": quadrant, "name": name}
                for quadrant, name in points
            ]
        )

    @classmethod
    def _create_action(cls, *places, **values):
        defaults = {
            "swot_id": cls.swot.id,
            "name": "Trial cell",
            "user_id": cls.seller.id,
            "date_due": "2030-06-01",
            "item_ids": [(6, 0, [cls.points[place].id for place in places])],
        }
        return cls.env["crm.sales.swot.action"].create(defaults | values)
