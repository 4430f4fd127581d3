from datetime import datetime

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.sla import compile_round_the_clock


class CrmServiceTeam(models.Model):
    """The hours in which the clocks of a team run."""

    _name = "crm.service.team"
    _inherit = ["crm.service.team", "crm.service.hours.mixin"]

    _hours_field = "team_id"

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        teams._watch_hours()
        return teams

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"resource_calendar_id", "company_id"}:
            self._watch_hours()
        return result

    def _get_hours(self):
        calendar = self.resource_calendar_id or self.company_id.resource_calendar_id
        return calendar, self._read_calendar(self.company_id, calendar)

    def _get_clocks_domain(self):
        """A policy with hours of its own does not count by those of the team."""
        return Domain("ticket_id.team_id", "=", self.id) & Domain(
            "sla_id.has_own_hours", "=", False
        )

    # counting
    def _get_calendars(self, keys, moment):
        """Return ``{key: WorkCalendar}`` of versions, from before ``moment`` on.

        :param keys: ids of ``crm.service.hours``; None: what the team has now
        """
        # sudo: when people work is no secret
        versions = self.env["crm.service.hours"].sudo()
        return {
            key: versions.browse(key)._compile(moment) if key else self._compile_now(moment)
            for key in keys
        }

    def _compile_now(self, moment):
        """Return the ``WorkCalendar`` of what the team has now, of which no version is kept yet."""
        start, end = self.env["crm.service.hours"]._span(moment)
        try:
            return self.env["crm.workday"]._compiled(
                self.company_id, self.resource_calendar_id, start, end, hours=True
            )
        except UserError:
            return compile_round_the_clock(start, end)

    def _get_last_calendar(self, moment):
        """Return the ``WorkCalendar`` by which the team counts now."""
        key = next((key for key, _since, _own in reversed(self._get_chain())), None)
        return self._get_calendars([key], moment)[key]

    def _get_stretches(self, moment):
        """Return what ``_count_seconds`` counts by, for what began at ``moment`` or later."""
        chain = [(key, since) for key, since, _own in self._get_chain()] or [(None, datetime.min)]
        ends = [since for _key, since in chain[1:]] + [datetime.max]
        calendars = self._get_calendars({key for key, _since in chain}, moment)
        return [(since, end, calendars[key]) for (key, since), end in zip(chain, ends, strict=True)]

    @api.model
    def _count_seconds(self, stretches, since, until):
        """Return the working seconds from ``since`` to ``until``, by the versions of each time."""
        return sum(
            calendar.seconds_between(max(since, start), min(until, end))
            for start, end, calendar in stretches
            if max(since, start) < min(until, end)
        )
