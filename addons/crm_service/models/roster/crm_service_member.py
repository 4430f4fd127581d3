from collections import defaultdict
from functools import partial

from odoo import models

from ...tools.roster import watch


class CrmServiceMember(models.Model):
    """Where the team has a roster, who is on shift is at work, and nobody else."""

    _inherit = "crm.service.member"

    def _get_watches(self, since):
        rostered = self.filtered("team_id.uses_roster")
        watches = super()._get_watches(since)
        if not rostered:
            return watches
        absences = self._get_absences(rostered.user_id, since)
        shifts = defaultdict(list)
        for shift in self.env["crm.service.shift"]._get_of(rostered.team_id, since):
            shifts[shift.team_id, shift.user_id].append((shift.date_from, shift.date_to))
        return watches | {
            member: partial(
                watch, shifts[member.team_id, member.user_id], absences[member.user_id.id]
            )
            for member in rostered
        }
