from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.roster import fill_week, monday_of, moved, overlaps


class CrmServiceShiftPlan(models.TransientModel):
    """Make weeks of the roster, from the week before or from the pattern of the team."""

    _name = "crm.service.shift.plan"
    _description = "Plan Shifts"

    team_ids = fields.Many2many(
        "crm.service.team",
        string="Service Teams",
        required=True,
        default=lambda self: self._default_team_ids(),
    )
    source = fields.Selection(
        [("week", "Copy the Week Before"), ("pattern", "From the Pattern")],
        "From",
        required=True,
        default="week",
    )
    date_from = fields.Date(
        "Week Of",
        required=True,
        default=lambda self: fields.Date.context_today(self) + timedelta(days=7),
        help="Any day of the first week.",
    )
    week_count = fields.Integer("Weeks", required=True, default=1)

    _weeks_valid = models.Constraint(
        "CHECK(week_count BETWEEN 1 AND 26)", "Plan between 1 and 26 weeks at once."
    )

    @api.model
    def _default_team_ids(self):
        teams = self.env["crm.service.team"].search([("uses_roster", "=", True)])
        return teams.filtered(lambda team: self.env.user in team._get_people())

    def action_plan(self):
        """Make the shifts; what is there already and who is absent stays out."""
        self.ensure_one()
        wanted = [found for team in self.team_ids for found in self._get_wanted(team)]
        if not wanted:
            raise UserError(self._say_nothing())
        made, taken, absent = self._sort_out(wanted)
        self.env["crm.service.shift"].create(made)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if absent else "success",
                "message": self._say(made, taken, absent),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # what is wanted
    def _get_wanted(self, team):
        """Return the values of the shifts that the weeks would have."""
        weeks = self._get_week if self.source == "pattern" else self._get_copy
        return [
            {"team_id": team.id, "user_id": user, "date_from": start, "date_to": end}
            for number in range(self.week_count)
            for user, start, end in weeks(team, number)
        ]

    def _get_zone(self, team):
        calendar = team.resource_calendar_id or team.company_id.resource_calendar_id
        return calendar.tz or "UTC"

    def _get_week(self, team, number):
        monday = monday_of(self.date_from) + timedelta(weeks=number)
        return fill_week(team.pattern_ids._to_slots(), monday, self._get_zone(team))

    def _get_copy(self, team, number):
        """Return the shifts that began in the week before the first one, moved."""
        zone = self._get_zone(team)
        members = self.env["crm.service.member"]
        monday = monday_of(self.date_from)
        start, end = (
            members._start_of_day_in(zone, day) for day in (monday - timedelta(days=7), monday)
        )
        shifts = self.env["crm.service.shift"]._get_of(team, start, end)
        days = 7 * (number + 1)
        return [
            (shift.user_id.id, moved(shift.date_from, days, zone), moved(shift.date_to, days, zone))
            for shift in shifts
            if shift.date_from >= start
        ]

    # what comes of it
    def _sort_out(self, wanted):
        """Return (what can be made, how many are taken, how many are absent)."""
        since = min(values["date_from"] for values in wanted)
        users = self.env["res.users"].browse({values["user_id"] for values in wanted})
        busy, made, taken, absent = self._get_busy(users, since), [], 0, 0
        # sudo: that somebody is away is no secret among colleagues, why is not read
        absences = self.env["crm.service.member"].sudo()._get_absences(users, since)
        for values in wanted:
            user, span = values["user_id"], (values["date_from"], values["date_to"])
            if overlaps(span, busy[user]):
                taken += 1
            elif overlaps(span, absences[user]):
                absent += 1
            else:
                made.append(values)
                busy[user].append(span)
        return made, taken, absent

    def _get_busy(self, users, since):
        """Return ``{user id: [(from, to)]}``: shifts in other teams count as well."""
        # sudo: shifts of teams that the user does not see
        shifts = self.env["crm.service.shift"].sudo()
        busy = defaultdict(list)
        for shift in shifts.search([("user_id", "in", users.ids), ("date_to", ">", since)]):
            busy[shift.user_id.id].append((shift.date_from, shift.date_to))
        return busy

    def _say_nothing(self):
        if self.source == "pattern":
            return self.env._("These teams have no shift pattern yet. Enter one first.")
        return self.env._(
            "The week before %(date)s has no shifts to copy.",
            date=fields.Date.to_string(monday_of(self.date_from)),
        )

    def _say(self, made, taken, absent):
        return self.env._(
            "%(made)s shifts planned; left out: %(taken)s because of another shift, %(absent)s "
            "because the person is absent.",
            made=len(made),
            taken=taken,
            absent=absent,
        )
