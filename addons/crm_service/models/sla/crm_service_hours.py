from datetime import date, datetime, timedelta

from odoo import api, fields, models
from odoo.tools import ormcache

from odoo.addons.crm_customer.tools.work_calendar import compile_calendar

from ...tools.sla import ALWAYS, to_spec, to_values

# for how many years ahead working hours are compiled
YEARS = 3
BEGINNING = datetime(1970, 1, 1)


class CrmServiceHours(models.Model):
    """Working hours by which the clocks of a team or of a policy count from a moment on.

    What was counted before stays as it was. Once they hold, they never change; without a
    date they wait for somebody to look at the deadlines that they would move.
    """

    _name = "crm.service.hours"
    _description = "Version of Working Hours"
    _inherit = "crm.cached.mixin"
    _order = "date_from DESC, id DESC"

    team_id = fields.Many2one(
        "crm.service.team", "Service Team", ondelete="cascade", readonly=True, index=True
    )
    sla_id = fields.Many2one(
        "crm.service.sla", "Policy", ondelete="cascade", readonly=True, index=True
    )
    owner_name = fields.Char("Hours of", compute="_compute_owner_name")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    calendar_id = fields.Many2one(
        "resource.calendar", "Working Hours", ondelete="set null", readonly=True
    )
    # what
    spec = fields.Json(readonly=True)
    hours_text = fields.Char("Counts By", compute="_compute_hours_text")
    date_from = fields.Datetime("Counted From", readonly=True)
    is_waiting = fields.Boolean("To Be Applied", compute="_compute_is_waiting")
    is_first = fields.Boolean("From the Beginning", compute="_compute_is_first")
    # what came of it
    user_id = fields.Many2one("res.users", "Applied By", readonly=True, ondelete="set null")
    later_count = fields.Integer("Deadlines Moved Back", readonly=True)
    earlier_count = fields.Integer("Deadlines Moved Forward", readonly=True)

    _one_owner = models.Constraint(
        "CHECK(num_nonnulls(team_id, sla_id) = 1)",
        "Working hours are those of a team or of a policy.",
    )
    _team_uniq = models.UniqueIndex("(team_id, date_from) NULLS NOT DISTINCT WHERE team_id > 0")
    _sla_uniq = models.UniqueIndex("(sla_id, date_from) NULLS NOT DISTINCT WHERE sla_id > 0")
    _date_idx = models.Index("(date_from DESC, id DESC)")

    @api.depends("team_id", "sla_id")
    def _compute_owner_name(self):
        for hours in self:
            hours.owner_name = hours._get_owner().display_name

    @api.depends("owner_name")
    def _compute_display_name(self):
        for hours in self:
            hours.display_name = hours.owner_name

    @api.depends("date_from")
    def _compute_is_waiting(self):
        for hours in self:
            hours.is_waiting = not hours.date_from

    @api.depends("calendar_id", "spec")
    def _compute_hours_text(self):
        """The name of the calendar, or what it means that there is none."""
        around_the_clock = to_values(ALWAYS)
        for hours in self:
            if hours.spec == around_the_clock:
                hours.hours_text = self.env._("All hours")
            elif not hours.spec:
                hours.hours_text = self.env._("The hours of the team")
            else:
                hours.hours_text = hours.calendar_id.name

    @api.depends("date_from")
    def _compute_is_first(self):
        for hours in self:
            hours.is_first = hours.date_from == BEGINNING

    def _get_owner(self):
        """Return the team or the policy whose hours these are."""
        self.ensure_one()
        return self.team_id or self.sla_id

    # counting
    @api.model
    def _span(self, moment):
        """Return the first and the last day to compile for what began at ``moment``.

        Whole years, so that few calendars serve all tickets.
        """
        start = (moment - timedelta(days=2)).date()
        return date(start.year, 1, 1), date(fields.Date.today().year + YEARS, 12, 31)

    def _compile(self, moment):
        """Return the ``WorkCalendar`` of this version, from before ``moment`` on."""
        self.ensure_one()
        return self._compile_cached(*self._span(moment))

    @ormcache("self.id", "start", "end")
    def _compile_cached(self, start, end):
        return self._compile_values(self.spec, start, end)

    @api.model
    def _compile_values(self, values, start, end):
        """Return the ``WorkCalendar`` of ``tools.sla.to_values``.

        Hours that have become flexible must not keep a ticket from coming in: all count.
        """
        spec = to_spec(values) if self._is_countable(values) else ALWAYS
        return compile_calendar(spec, start, end, hours=True)

    @api.model
    def _is_countable(self, values):
        """Say whether the hours are fixed; empty and flexible ones have no attendances."""
        return any(slot.start < slot.end for slot in to_spec(values).attendances)

    # looking at them
    def action_preview(self):
        """Open the deadlines that these hours would move."""
        self.ensure_one()
        return self._get_owner().action_preview_hours()

    @api.model
    def _watch(self):
        """Take over what has changed in the working hours of teams and policies."""
        for owners in (self.env["crm.service.team"], self.env["crm.service.sla"]):
            owners.search([("company_id", "!=", False)])._watch_hours()
