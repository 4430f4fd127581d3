from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.roster import gaps

# of how many days ahead it is said that nobody is on duty
DAYS = 7


class CrmServiceTeam(models.Model):
    """The roster of a team, and the working hours in which nobody is on duty."""

    _inherit = "crm.service.team"

    uses_roster = fields.Boolean(
        "Use the Shift Roster",
        tracking=True,
        help="Only who is on shift gets tickets by the rule, whatever the own working hours are.",
    )
    pattern_ids = fields.One2many("crm.service.shift.pattern", "team_id", "Shift Pattern")
    uncovered_hours = fields.Float(
        "Hours Without Anyone",
        compute="_compute_uncovered_hours",
        help="Working hours of the team in the next 7 days in which nobody is on shift.",
    )

    def _compute_uncovered_hours(self):
        now = fields.Datetime.now().replace(microsecond=0)
        # sudo: who is away is counted, not shown
        rostered = self.sudo().filtered("uses_roster")
        found = rostered._get_gaps(now, now + timedelta(days=DAYS))
        for team in self:
            spans = found.get(team._origin.sudo(), [])
            team.uncovered_hours = sum((end - start).total_seconds() for start, end in spans) / 3600

    def _get_gaps(self, since, until):
        """Return ``{team: [(from, to)]}``: working hours in which nobody is on shift."""
        shifts = self.env["crm.service.shift"]._get_of(self, since, until)
        absences = shifts._get_absences(since)
        by_team = shifts.grouped("team_id")
        return {
            team: gaps(
                team._get_worked(since, until),
                [
                    span
                    for shift in by_team.get(team, shifts.browse())
                    for span in gaps(
                        [(shift.date_from, shift.date_to)], absences.get(shift.user_id.id, ())
                    )
                ],
            )
            for team in self
        }

    def _get_worked(self, since, until):
        """Return the working hours of the team as spans; of flexible ones nothing is known."""
        try:
            calendar = self.env["crm.workday"]._compiled(
                self.company_id, self.resource_calendar_id, hours=True
            )
        except UserError:
            return []
        return calendar.spans_between(since, until)

    def action_view_shifts(self):
        """Open the roster of the team."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_service.crm_service_shift_action"
        )
        return action | {
            "display_name": self.name,
            "domain": [("team_id", "=", self.id)],
            "context": {"default_team_id": self.id},
        }

    def action_view_gaps(self):
        """Open the working hours of the next days in which nobody is on duty."""
        return self.env["crm.service.shift.gap"]._open_for(self)
