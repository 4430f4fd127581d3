from ..common import SalesCommon


class ResearchCommon(SalesCommon):
    """Somebody of marketing, a study and a finding of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.marketer = cls._create_user("research_marketing", "crm_customer.role_marketing")
        cls.study = cls.env["crm.sales.study"].create(
            {"name": "Cobots in electronics", "question": "Why do plants wait?"}
        )
        cls.finding = cls._create_finding()

    @classmethod
    def _create_finding(cls, name="Plants fear the changeover", **values):
        defaults = {"name": name, "study_id": cls.study.id, "user_id": cls.seller.id}
        return cls.env["crm.sales.finding"].create(defaults | values)

    @classmethod
    def _prove(cls, finding, origin, **values):
        defaults = {"finding_id": finding.id, "name": "Four hours each time", "origin": origin}
        return cls.env["crm.sales.finding.evidence"].create(defaults | values)
