from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.roster import overlaps


class CrmServiceShift(models.Model):
    """When a member of a service team is on duty."""

    _name = "crm.service.shift"
    _description = "Shift"
    _inherit = "crm.service.duty.mixin"
    _order = "date_from, id"
    _check_company_auto = True

    team_id = fields.Many2one(default=lambda self: self._default_team_id())
    date_from = fields.Datetime("From", required=True)
    date_to = fields.Datetime("To", required=True)
    hours = fields.Float(compute="_compute_hours", store=True, aggregator="sum")
    is_absent = fields.Boolean(
        "Absent",
        compute="_compute_is_absent",
        help="The person is on leave, or has a deputy, during the shift or a part of it.",
    )

    _ordered = models.Constraint(
        "CHECK(date_to > date_from AND date_to <= date_from + interval '24 hours')",
        "A shift ends after it begins, within 24 hours.",
    )
    # a range of one number, since only ranges can be compared without an extension
    _one_at_once = models.Constraint(
        "EXCLUDE USING gist (int4range(user_id, user_id, '[]') WITH &&, "
        "tsrange(date_from, date_to) WITH &&)",
        "Nobody is in two shifts at once.",
    )
    _date_idx = models.Index("(date_from, id)")
    _team_idx = models.Index("(team_id, date_to)")

    @api.model
    def _default_team_id(self):
        mine = Domain("member_ids", "in", self.env.uid) | Domain("user_id", "=", self.env.uid)
        return self.env["crm.service.team"].search(mine, limit=1)

    @api.depends("date_from", "date_to")
    def _compute_hours(self):
        for shift in self:
            start, end = shift.date_from, shift.date_to
            shift.hours = (end - start).total_seconds() / 3600 if start and end else 0

    @api.depends("user_id", "date_from", "date_to")
    def _compute_is_absent(self):
        starts = self.filtered("date_from").mapped("date_from")
        absences = self._get_absences(min(starts)) if starts else {}
        for shift in self:
            spans = absences.get(shift.user_id.id, ())
            span = (shift.date_from, shift.date_to)
            shift.is_absent = all(span) and overlaps(span, spans)

    def _get_absences(self, since):
        """Return ``{user id: [(from, to)]}`` of the people of these shifts, as assigning does."""
        # sudo: that somebody is away is no secret among colleagues, why is not read
        return self.env["crm.service.member"].sudo()._get_absences(self.user_id, since)

    @api.depends("team_id", "user_id")
    def _compute_display_name(self):
        for shift in self:
            shift.display_name = f"{shift.user_id.name} ({shift.team_id.name})"

    @api.model
    def _get_of(self, teams, since, until=None):
        """Return the shifts of ``teams`` that are not over at ``since``, of today's members."""
        domain = Domain("team_id", "in", teams.ids) & Domain("date_to", ">", since)
        if until:
            domain &= Domain("date_from", "<", until)
        return self.search(domain).filtered(lambda shift: shift.user_id in shift.team_id.member_ids)

    @api.onchange("date_from")
    def _onchange_date_from(self):
        if self.date_from and (not self.date_to or self.date_to <= self.date_from):
            self.date_to = self.date_from + timedelta(hours=8)
