from datetime import date, timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.sla import compile_round_the_clock

# for how many years ahead working hours are compiled
YEARS = 3


class CrmServiceTeam(models.Model):
    """The hours in which the clocks of a team run."""

    _inherit = "crm.service.team"

    def _compile_hours(self, moment, calendar=None):
        """Return the ``WorkCalendar`` of the team, from two days before ``moment`` on.

        :param calendar: other working hours than the team's
        """
        start = (moment - timedelta(days=2)).date()
        end = date(fields.Date.today().year + YEARS, 12, 31)
        calendar = calendar or self.resource_calendar_id
        try:
            return self.env["crm.workday"]._compiled(
                self.company_id, calendar, start, end, hours=True
            )
        except UserError:
            # hours that became flexible later must not keep a ticket from coming in
            return compile_round_the_clock(start, end)
