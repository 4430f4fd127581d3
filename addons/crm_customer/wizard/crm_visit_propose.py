from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.geo import Position, is_known
from ..tools.tour import Stop, plan_tours, visit_times


class CrmVisitPropose(models.TransientModel):
    """Whom to visit in a week, on which day, so that each day is a tour."""

    _name = "crm.visit.propose"
    _description = "Proposal of Visits"

    plan_id = fields.Many2one("crm.visit.plan", required=True, ondelete="cascade")
    is_due = fields.Boolean(
        "Due by Level",
        default=True,
        help="No contact for as many days as the level of the customer allows.",
    )
    days_silent = fields.Integer("Not Contacted for", default=60, help="Days; 0: does not count.")
    days_unvisited = fields.Integer("Not Visited for", default=90, help="Days; 0: does not count.")
    city = fields.Char()
    district = fields.Char()
    per_day = fields.Integer("Visits a Day", default=4)
    hour_first = fields.Float("First at", default=9.5)
    minutes = fields.Integer("Minutes a Visit", default=60)
    minutes_way = fields.Integer("Minutes on the Way", default=30)
    purpose = fields.Char()
    line_ids = fields.One2many("crm.visit.propose.line", "proposal_id", "Customers")
    chosen_count = fields.Integer("Chosen", compute="_compute_chosen_count")
    room_count = fields.Integer("Places", compute="_compute_room_count")

    _sane = models.Constraint(
        "CHECK(per_day BETWEEN 1 AND 20 AND minutes BETWEEN 5 AND 600"
        " AND minutes_way BETWEEN 0 AND 600 AND hour_first >= 0 AND hour_first < 24"
        " AND days_silent >= 0 AND days_unvisited >= 0)",
        "Up to 20 visits a day of 5 to 600 minutes, and no negative days.",
    )

    @api.depends("line_ids.is_chosen")
    def _compute_chosen_count(self):
        for proposal in self:
            proposal.chosen_count = len(proposal.line_ids.filtered("is_chosen"))

    @api.depends("plan_id", "per_day")
    def _compute_room_count(self):
        for proposal in self:
            proposal.room_count = sum(proposal._get_rooms().values())

    @api.model_create_multi
    def create(self, vals_list):
        proposals = super().create(vals_list)
        for proposal in proposals:
            proposal._fill()
        return proposals

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Propose Visits"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_refresh(self):
        """Propose again by the criteria as they are now."""
        self._fill()
        return self._get_action()

    # proposing
    def _fill(self):
        """Propose customers; those who find room get a day and are chosen."""
        self.ensure_one()
        found = self.env["crm.visit"]._get_candidates(self.plan_id, self._get_criteria())
        rooms = self._get_rooms()
        stops = [self._prepare_stop(candidate) for candidate in found]
        tours, _left = plan_tours(stops, list(rooms.values()))
        days = {
            stop.key: (day, number)
            for day, tour in zip(rooms, tours, strict=True)
            for number, stop in enumerate(tour)
        }
        lines = [self._prepare_line(candidate, days) for candidate in found]
        lines.sort(key=lambda line: (not line["date"], line["date"] or 0, line["sequence"]))
        self.line_ids = [Command.clear(), *(Command.create(line) for line in lines)]

    def _get_criteria(self):
        names = ("is_due", "days_silent", "days_unvisited", "city", "district")
        return {name: self[name] for name in names}

    def _get_rooms(self):
        """Return ``{day: visits that it still takes}`` of the open days of the week."""
        days = self.plan_id._get_open_days() if self.plan_id else []
        taken = self.env["crm.visit"]._read_group(
            [
                ("user_id", "=", self.plan_id.user_id.id),
                ("date", "in", days),
                ("state", "in", ("planned", "on_site", "done")),
            ],
            ["date:day"],
            ["__count"],
        )
        counts = {fields.Date.to_date(day): count for day, count in taken}
        return {day: max(0, self.per_day - counts.get(day, 0)) for day in days}

    @api.model
    def _prepare_stop(self, candidate):
        latitude, longitude = candidate["latitude"] or 0.0, candidate["longitude"] or 0.0
        return Stop(
            key=candidate["id"],
            urgency=candidate["urgency"],
            city=candidate["city"] or "",
            district=candidate["district"] or "",
            position=Position(latitude, longitude) if is_known(latitude, longitude) else None,
        )

    def _prepare_line(self, candidate, days):
        day, number = days.get(candidate["id"], (False, 0))
        return {
            "partner_id": candidate["id"],
            "is_chosen": bool(day),
            "date": day,
            "sequence": number,
            "due_days": max(candidate["due_days"] or 0, 0),
            "silent_days": candidate["silent_days"],
            "unvisited_days": candidate["unvisited_days"] or 0,
            "is_never_visited": candidate["unvisited_days"] is None,
        }

    # planning
    def action_plan(self):
        """Plan visits of the chosen customers, and open the plan.

        :raise UserError: nobody is chosen, or a chosen one has no day
        """
        self.ensure_one()
        chosen = self.line_ids.filtered("is_chosen")
        if not chosen:
            raise UserError(self.env._("Choose at least one customer."))
        for line in chosen.filtered(lambda line: not line.date):
            raise UserError(
                self.env._("Choose a day for %(customer)s.", customer=line.partner_id.display_name)
            )
        self.env["crm.visit"].create(self._prepare_visits(chosen))
        return self.plan_id._get_records_action()

    def _prepare_visits(self, lines):
        values = []
        for day, day_lines in lines.grouped("date").items():
            lines_in_order = day_lines.sorted("sequence")
            times = self._get_times(day, len(lines_in_order))
            values += [
                self._prepare_visit(line, moment)
                for line, moment in zip(lines_in_order, times, strict=True)
            ]
        return values

    def _get_times(self, day, count):
        """Return when ``count`` more visits of ``day`` begin (UTC), after those planned."""
        plan = self.plan_id
        zone = pytz.timezone(plan._get_zone())
        midnight = datetime.combine(day, time.min)
        first = round(self.hour_first * 60)
        planned = plan.visit_ids.filtered(
            lambda visit: visit.date == day and visit.state == "planned"
        )
        if planned:
            last = pytz.utc.localize(max(planned.mapped("date_stop"))).astimezone(zone)
            first = max(first, last.hour * 60 + last.minute + self.minutes_way)
        minutes = visit_times(first, self.minutes, self.minutes_way, count)
        # a late one is kept on its day rather than at night on the next
        moments = [midnight + timedelta(minutes=min(minute, 23 * 60 + 30)) for minute in minutes]
        return [
            zone.localize(moment).astimezone(pytz.utc).replace(tzinfo=None) for moment in moments
        ]

    def _prepare_visit(self, line, moment):
        return {
            "partner_id": line.partner_id.id,
            "user_id": self.plan_id.user_id.id,
            "company_id": self.plan_id.company_id.id,
            "date_start": moment,
            "duration_planned": self.minutes,
            "name": self.purpose or line._get_purpose(),
        }
