from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from .crm_visit import get_monday


class CrmVisitPlan(models.Model):
    """The visits of one person in one week: what is planned against what was done."""

    _name = "crm.visit.plan"
    _description = "Visit Plan"
    _inherit = "crm.person.mixin"
    _order = "date_start desc, user_id, id"
    _rec_names_search = ["user_id"]

    user_id = fields.Many2one(string="Visitor")
    date_start = fields.Date(
        "Week From",
        required=True,
        default=lambda self: self._default_date_start(),
        help="Any day of the week; the plan begins on its Monday.",
    )
    date_stop = fields.Date("Until", compute="_compute_date_stop")
    note = fields.Char("Aim of the Week")
    visit_ids = fields.One2many("crm.visit", "plan_id", "Visits")
    # plan against done
    planned_count = fields.Integer("Planned", compute="_compute_counts")
    done_count = fields.Integer("Done", compute="_compute_counts")
    open_count = fields.Integer("Open", compute="_compute_counts")
    lost_count = fields.Integer("Missed or Cancelled", compute="_compute_counts")
    unplanned_count = fields.Integer(
        "Unplanned", compute="_compute_counts", help="Visits that were not in the plan."
    )
    done_rate = fields.Float(
        "Done (%)", compute="_compute_counts", help="Of the visits in the plan."
    )
    absence_note = fields.Char(compute="_compute_absence_note")

    _week_uniq = models.UniqueIndex(
        "(user_id, company_id, date_start)",
        "There is a plan of this person for this week already.",
    )
    _monday = models.Constraint(
        "CHECK(EXTRACT(ISODOW FROM date_start) = 1)", "A plan begins on a Monday."
    )
    _date_idx = models.Index("(date_start DESC, user_id, id)")

    def _default_date_start(self):
        """Return the Monday of this week, from Friday on that of the next."""
        today = fields.Date.context_today(self)
        return get_monday(today + timedelta(days=3 if today.weekday() >= 4 else 0))

    @api.depends("date_start")
    def _compute_date_stop(self):
        for plan in self:
            plan.date_stop = plan.date_start and plan.date_start + timedelta(days=6)

    @api.depends("visit_ids.state", "visit_ids.is_planned")
    def _compute_counts(self):
        groups = self.env["crm.visit"]._read_group(
            [("plan_id", "in", self.ids)], ["plan_id", "is_planned", "state"], ["__count"]
        )
        counts = {(plan.id, planned, state): count for plan, planned, state, count in groups}
        for plan in self:
            plan._set_counts(lambda *key, plan=plan: counts.get((plan._origin.id, *key), 0))

    def _set_counts(self, count):
        """:param count: how many visits there are by (is_planned, state)"""
        self.done_count = count(True, "done") + count(True, "on_site")
        self.open_count = count(True, "planned")
        self.lost_count = count(True, "missed") + count(True, "cancelled")
        self.planned_count = self.done_count + self.open_count + self.lost_count
        self.unplanned_count = count(False, "done") + count(False, "on_site")
        self.done_rate = 100 * self.done_count / self.planned_count if self.planned_count else 0

    @api.depends("user_id", "date_start")
    def _compute_absence_note(self):
        for plan in self:
            away = plan._get_absent_days()
            days = ", ".join(format_date(self.env, day, date_format="EEE d MMM") for day in away)
            text = self.env._("Absent on %(days)s", days=days)
            plan.absence_note = text if away else False

    @api.depends("user_id", "date_start")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = self.env._(
                "%(visitor)s, week of %(monday)s",
                visitor=plan.user_id.name or "",
                monday=plan.date_start and format_date(self.env, plan.date_start) or "",
            )

    @api.onchange("date_start")
    def _onchange_date_start(self):
        if self.date_start:
            self.date_start = get_monday(self.date_start)

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create([self._from_monday(vals) for vals in vals_list])
        plans._take_visits()
        return plans

    def write(self, vals):
        result = super().write(self._from_monday(vals))
        if {"company_id", "user_id"} & vals.keys():
            # the host checks rules before a write: nobody hands over out of his scope
            self.check_access("write")
        if {"company_id", "date_start", "user_id"} & vals.keys():
            self._take_visits()
        return result

    def _from_monday(self, vals):
        day = fields.Date.to_date(vals.get("date_start"))
        return vals | {"date_start": get_monday(day)} if day else vals

    def _take_visits(self):
        """Take the visits of the week that are there already, and leave the others.

        sudo: a plan shows its visits; to whom they belong does not change.
        """
        visits = self.env["crm.visit"].sudo()
        for plan in self:
            mine = [("user_id", "=", plan.user_id.id), ("company_id", "=", plan.company_id.id)]
            week = [("date", ">=", plan.date_start), ("date", "<=", plan.date_stop)]
            (visits.search(mine + week) | plan.sudo().visit_ids)._assign_plan()

    @api.model
    def _get_plans(self, visits):
        """Return ``{(user id, company id, Monday): plan}`` of the weeks of ``visits``."""
        mondays = {get_monday(visit.date) for visit in visits}
        plans = self.search(
            [("user_id", "in", visits.user_id.ids), ("date_start", "in", list(mondays))]
        )
        return {(plan.user_id.id, plan.company_id.id, plan.date_start): plan for plan in plans}

    def _get_absent_days(self):
        """Return the days of the week on which the visitor is on leave."""
        self.ensure_one()
        if not self.user_id or not self.date_start:
            return []
        # sudo: that somebody is away is shown, not why
        absences = self.env["crm.customer.follow.up"].sudo()._get_absences(self.user_id)
        week = [self.date_start + timedelta(days=number) for number in range(7)]
        return [day for day in week if any(first <= day <= last for first, last in absences)]

    def _get_zone(self):
        """Return where the visitor is, as visits have it."""
        return self.user_id.sudo().tz or self.company_id.resource_calendar_id.tz or "UTC"

    def _get_open_days(self):
        """Return the working days of the week, from today on, on which the visitor is in."""
        self.ensure_one()
        calendar = self.env["crm.workday"]._compiled(
            self.company_id, start=self.date_start, end=self.date_stop
        )
        today = fields.Date.context_today(self.with_context(tz=self._get_zone()))
        away = self._get_absent_days()
        week = [self.date_start + timedelta(days=number) for number in range(7)]
        return [
            day for day in week if day >= today and day not in away and calendar.is_working_day(day)
        ]

    # actions
    def action_propose(self):
        """Propose whom to visit in this week."""
        self.ensure_one()
        self.check_access("write")
        proposal = self.env["crm.visit.propose"].create({"plan_id": self.id})
        return proposal._get_action()

    def action_view_visits(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_visit_action")
        return action | {
            "domain": [("plan_id", "=", self.id)],
            "context": {"default_user_id": self.user_id.id, "initial_date": str(self.date_start)},
        }
