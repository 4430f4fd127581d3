from ..cross_sell.common import CrossCommon


class WhiteCommon(CrossCommon):
    """A segment of seven customers of one level and industry."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gaps = cls.env["crm.sales.white.gap"]
        cls.gaps.search([]).unlink()
        cls.company.write({"crm_white_peers": 5, "crm_white_share": 30})
        cls.segment = cls.env["crm.customer.segment"].create({"name": "Car Makers", "kind": "list"})
        cls.industry = cls.env["res.partner.industry"].create({"name": "Cars"})
        cls.level, cls.lower = cls.env["crm.customer.level"].search([], limit=2)
        cls.peers = cls._customers(7, crm_level_id=cls.level.id, industry_id=cls.industry.id)
        cls._enter(cls.segment, cls.peers)

    @classmethod
    def _enter(cls, segment, partners):
        cls.env["crm.customer.segment.member"].create(
            [
                {
                    "segment_id": segment.id,
                    "partner_id": partner.id,
                    "company_id": cls.company.id,
                    "date_from": "2026-01-01",
                }
                for partner in partners
            ]
        )
        cls.env.flush_all()

    @classmethod
    def _habit(cls):
        """All buy robots; four of seven buy grippers for 100, 200, 300 and 1000 a year."""
        cls._bought(cls.peers, cls.robot)
        for partner, price in zip(cls.peers, (100, 200, 300, 1000), strict=False):
            cls._bought(partner, cls.gripper, price=price)

    def _compute(self):
        self.gaps._compute_company(self.company)
        self.env.invalidate_all()
        return self.gaps.search([("segment_id", "=", self.segment.id)], order="id")
