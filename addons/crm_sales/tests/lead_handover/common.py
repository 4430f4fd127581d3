from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import new_test_user

from ..common import MONDAY, SalesCommon


class HandoverCommon(SalesCommon):
    """Marketing hands leads over; sales answers within four working hours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.sales.routing.rule"].search([]).active = False
        cls.marketer = new_test_user(
            cls.env, "hand_marketer", "crm_customer.role_marketing", company_id=cls.env.company.id
        )
        cls.team.crm_handover_hours = 4
        calendar = cls.env["resource.calendar"].create(
            {"name": "Office", "tz": "UTC", "company_id": cls.env.company.id}
        )
        # Monday to Friday from 8 to 12 and from 13 to 17
        cls.env.company.resource_calendar_id = calendar
        cls.reason = cls.env.ref("crm_sales.refusal_reason_no_need")
        cls.Facts = cls.env["crm.sales.lead.handover"]

    def _clock(self, days=0, hours=0):
        return freeze_time(MONDAY + timedelta(days=days, hours=hours))

    def _queue(self, **values):
        defaults = {
            "name": "Enquiry",
            "type": "opportunity",
            "team_id": self.team.id,
            "user_id": False,
            "crm_handover_state": "new",
        }
        return self.env["crm.lead"].create(defaults | values)

    def _hand(self, lead=None, user=None, hours=0):
        lead = lead or self._queue()
        with self._clock(hours=hours):
            lead.with_user(self.marketer)._crm_hand_over(user or self.seller, "Call today")
        return lead
