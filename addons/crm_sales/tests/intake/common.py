from ...models.intake.crm_lead_take_in import Origin
from ..common import SalesCommon


class IntakeCommon(SalesCommon):
    """Enquiries come in; the team gives nobody a lead by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.user_id = False
        cls.Leads = cls.env["crm.lead"]
        cls.Arrivals = cls.env["crm.sales.lead.arrival"]
        cls.company = cls.env.company
        cls.company.country_id = cls.env.ref("base.cn")

    def _take(self, *records, channel="api", team=None):
        """Take in records; return their arrivals."""
        origin = Origin(channel, self.company, self.team if team is None else team)
        return self.Leads._crm_take_in(list(records), origin)

    def _take_one(self, **record):
        [arrival] = self._take({"contact_name": "Li Wei", "email": "li@far.example.com"} | record)
        return arrival
