from collections import defaultdict
from datetime import datetime, time, timedelta
from functools import partial

import pytz

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.assignment import presence


class CrmServiceMember(models.Model):
    """Whether members are at work: their hours, holidays, leaves, and who stands in for them."""

    _inherit = "crm.service.member"

    def _get_presences(self, now):
        """Return ``{member: Presence}`` at ``now`` (naive UTC); called in sudo."""
        return {member: watch(now) for member, watch in self._get_watches(now).items()}

    def _get_watches(self, since):
        """Return ``{member: function of a moment from since on that returns its Presence}``.

        Called in sudo; moments are naive UTC.
        """
        return self._get_watches_by_hours(since)

    def _get_watches_by_hours(self, since):
        """As ``_get_watches``, by working hours and absences alone."""
        absences = self._get_absences(self.user_id, since)
        hours = self._get_hours()
        compiled = {key: self._compile_hours(*key) for key in set(hours.values())}
        return {
            member: partial(presence, compiled[hours[member]], absences[member.user_id.id])
            for member in self
        }

    def _get_hours(self):
        """Return ``{member: (company, calendar)}``: the own hours, the team's, the company's."""
        resources = self._get_resources()
        return {
            member: (
                member.company_id,
                resources[member.user_id, member.company_id].calendar_id
                or member.team_id.resource_calendar_id
                or member.company_id.resource_calendar_id,
            )
            for member in self
        }

    def _compile_hours(self, company, calendar):
        """Return the ``WorkCalendar``; None of hours that are flexible: then all count."""
        if not calendar:
            return None
        try:
            return self.env["crm.workday"]._compiled(company, calendar, hours=True)
        except UserError:
            return None

    def _get_resources(self):
        """Return ``{(user, company): resource}``: whose own working hours are known."""
        found = self.env["resource.resource"].search(
            [("user_id", "in", self.user_id.ids), ("company_id", "in", self.company_id.ids)]
        )
        resources = defaultdict(found.browse)
        for resource in found:
            resources[resource.user_id, resource.company_id] |= resource
        return defaultdict(found.browse, {key: several[:1] for key, several in resources.items()})

    @api.model
    def _get_absences(self, users, now):
        """Return ``{user id: [(from, to)]}`` in naive UTC of what is not over at ``now``."""
        absences = defaultdict(list)
        leaves = self.env["resource.calendar.leaves"].search(
            Domain("resource_id.user_id", "in", users.ids)
            & Domain("time_type", "=", "leave")
            & Domain("date_to", ">=", now)
        )
        for leave in leaves:
            span = (leave.date_from, leave.date_to)
            absences[leave.resource_id.user_id.id].append(span)
        for user, begin, end in self._get_stood_in(users, now):
            absences[user.id].append((begin, end))
        return absences

    @api.model
    def _get_stood_in(self, users, now):
        """Return ``[(user, from, to)]``: who has a deputy for everything is not there."""
        deputies = self.env["crm.approval.deputy"].search(
            Domain("user_id", "in", users.ids)
            & Domain("kind", "=", False)
            & Domain("date_end", ">=", now.date() - timedelta(days=1))
        )
        return [
            (
                deputy.user_id,
                self._start_of_day(deputy.user_id, deputy.date_start),
                self._start_of_day(deputy.user_id, deputy.date_end + timedelta(days=1)),
            )
            for deputy in deputies
        ]

    def _start_of_day(self, user, day):
        zone = user.tz or user.company_id.resource_calendar_id.tz or "UTC"
        return self._start_of_day_in(zone, day)

    @api.model
    def _start_of_day_in(self, zone, day):
        """Return when ``day`` begins in ``zone``, in naive UTC."""
        moment = pytz.timezone(zone).localize(datetime.combine(day, time.min))
        return moment.astimezone(pytz.utc).replace(tzinfo=None)
