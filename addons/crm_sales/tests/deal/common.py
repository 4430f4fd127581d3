from ..common import SalesCommon


class DealCommon(SalesCommon):
    """An opportunity with a customer of three people, in a company that wants signs of risk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.sales.stage.rule"].search([]).unlink()
        cls.env.company.crm_has_risks = True
        cls.customer = cls.env["res.partner"].create({"name": "Deal Robots", "is_company": True})
        cls.anna, cls.bo, cls.carl = cls.env["res.partner"].create(
            [
                {"name": name, "parent_id": cls.customer.id}
                for name in ("Anna Deal", "Bo Deal", "Carl Deal")
            ]
        )
        cls.lead = cls._create_deal()

    @classmethod
    def _create_deal(cls, name="Line 3", **values):
        defaults = {
            "name": name,
            "type": "opportunity",
            "team_id": cls.team.id,
            "user_id": cls.seller.id,
            "stage_id": cls.first.id,
            "partner_id": cls.customer.id,
            "expected_revenue": 1000,
        }
        return cls.env["crm.lead"].create(defaults | values)

    @classmethod
    def _create_stakeholder(cls, partner=None, lead=None, **values):
        defaults = {"partner_id": (partner or cls.anna).id, "lead_id": (lead or cls.lead).id}
        return cls.env["crm.sales.stakeholder"].create(defaults | values)
