from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.kpi.period import period_at
from ...tools.kpi.progress import STATUSES

PERIODS = [
    ("day", "Single Day"),
    ("week", "Week"),
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("half_year", "Half-Year"),
    ("year", "Year"),
    ("fiscal_year", "Fiscal Year"),
    ("rolling", "Rolling Days"),
]
# what the figures of a goal rest on
SCOPE_FIELDS = {
    *("kpi_id", "company_id", "breakdown", "team_id", "product_id"),
    *("period", "rolling_days", "date_start", "date_stop"),
}


class CrmKpiGoal(models.Model):
    """What somebody shall reach in a period, and where it stands.

    Its figures are those of its scope, computed in sudo: whoever may read the goal may
    read them. That is why a level may make goals only of what it leads.
    """

    _name = "crm.kpi.goal"
    _description = "KPI Goal"
    _inherit = ["mail.thread", "mail.activity.mixin", "crm.sealed.mixin"]
    _order = "date_stop desc, id desc"
    _check_company_auto = True

    name = fields.Char("Goal", tracking=True, help="Named after KPI, person and period when empty.")
    active = fields.Boolean(default=True)
    kpi_id = fields.Many2one(
        "crm.kpi", "KPI", required=True, index=True, ondelete="restrict", tracking=True
    )
    unit = fields.Selection(related="kpi_id.unit")
    direction = fields.Selection(related="kpi_id.direction")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    # whose
    breakdown = fields.Selection(
        [
            ("company", "Company"),
            ("team", "Sales Team"),
            ("user", "Person"),
            ("product", "Product"),
        ],
        "Measured For",
        required=True,
        default="user",
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index=True,
        tracking=True,
        help="Who answers for the goal. Measured for a person: whose figure it is.",
    )
    team_id = fields.Many2one("crm.team", "Sales Team", check_company=True, ondelete="restrict")
    product_id = fields.Many2one("product.product", check_company=True, ondelete="restrict")
    # when
    period = fields.Selection(PERIODS, required=True, default="month")
    rolling_days = fields.Integer(default=30, help="The figure of so many days up to today.")
    date_start = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env.company._crm_today(),
        help="Any day of the period; the goal begins on its first day.",
    )
    date_stop = fields.Date(
        "Until",
        compute="_compute_date_stop",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    # how much
    baseline = fields.Float(help="The figure from which it starts.", digits=(16, 2))
    has_baseline = fields.Boolean("Baseline Known")
    target = fields.Float("Target Value", required=True, digits=(16, 2), tracking=True)
    # part of
    parent_id = fields.Many2one(
        "crm.kpi.goal", "Part Of", index="btree_not_null", ondelete="set null", check_company=True
    )
    child_ids = fields.One2many("crm.kpi.goal", "parent_id", "Parts")
    child_count = fields.Integer(compute="_compute_children", compute_sudo=True)
    unassigned = fields.Float(
        compute="_compute_children",
        compute_sudo=True,
        digits=(16, 2),
        help="What the targets of the parts leave of this target.",
    )
    comment = fields.Text("Leader's Comment", help="Printed on the performance sheet.")
    # where it stands; written by figures alone
    status = fields.Selection(STATUSES, default="no_data", readonly=True, copy=False, index=True)
    value = fields.Float("Actual", readonly=True, copy=False, digits=(16, 2))
    has_value = fields.Boolean(readonly=True, copy=False)
    value_date = fields.Date("As Of", readonly=True, copy=False)
    target_to_date = fields.Float(
        "Due by Now",
        readonly=True,
        copy=False,
        digits=(16, 2),
        help="By working days; a level on the straight line from its baseline.",
    )
    attainment = fields.Float(
        "Attainment (%)", readonly=True, copy=False, aggregator="avg", digits=(16, 1)
    )
    value_ids = fields.One2many("crm.kpi.value", "goal_id", "Values", readonly=True)

    _rolling_positive = models.Constraint(
        "CHECK(rolling_days BETWEEN 1 AND 3660)", "A rolling period has 1 to 3660 days."
    )
    _dates_ordered = models.Constraint(
        "CHECK(date_stop >= date_start)", "A goal ends after it begins."
    )
    _stop_idx = models.Index("(date_stop DESC, id DESC)")
    _open_idx = models.Index("(company_id, kpi_id, date_start, id) WHERE is_closed IS NOT TRUE")

    # computes
    def _prepare_name(self):
        parts = [self.kpi_id.name, self._get_whose(), self._get_when()]
        return ", ".join(part for part in parts if part)

    def _get_whose(self):
        """Return the name of whom the figure is told for, empty for the company."""
        field = self.env["crm.kpi"]._kpi_breakdowns().get(self.breakdown, (None,))[0]
        return field and self[field].display_name or ""

    def _get_when(self):
        day = self.date_start
        if not day:
            return ""
        return {
            "day": f"{day:%Y-%m-%d}",
            "week": f"{day.isocalendar().year}-W{day.isocalendar().week:02}",
            "month": f"{day:%Y-%m}",
            "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
            "half_year": f"{day.year}-H{(day.month + 5) // 6}",
            "year": str(day.year),
        }.get(self.period, f"{day:%Y-%m}")

    @api.depends("period", "date_start", "company_id")
    def _compute_date_stop(self):
        for goal in self:
            if goal.date_start and goal.period and goal.period != "rolling":
                goal.date_stop = goal._get_period(goal.date_start).stop
            elif not goal.date_stop:
                goal.date_stop = goal.date_start

    def _get_period(self, day):
        return period_at(self.period, day, self.company_id._crm_period_setting())

    @api.depends("child_ids.target", "target")
    def _compute_children(self):
        groups = self._read_group(
            [("parent_id", "in", self.ids)], ["parent_id"], ["target:sum", "__count"]
        )
        sums = {parent.id: (total, count) for parent, total, count in groups}
        for goal in self:
            total, goal.child_count = sums.get(goal._origin.id, (0.0, 0))
            goal.unassigned = round(goal.target - total, 2) if goal.child_count else 0.0

    # checks
    @api.constrains("kpi_id", "breakdown", "user_id", "team_id", "product_id")
    def _check_breakdown(self):
        for goal in self:
            field = self.env["crm.kpi"]._kpi_breakdowns()[goal.breakdown][0]
            if field and not goal[field]:
                raise ValidationError(
                    self.env._(
                        "%(goal)s: say whom the figure is measured for (%(field)s).",
                        goal=goal.name,
                        field=goal._fields[field]._description_string(self.env),
                    )
                )
            if not goal.kpi_id.sudo()._can_break_down(goal.breakdown):
                raise ValidationError(
                    self.env._(
                        "%(kpi)s cannot be told for: %(breakdown)s.",
                        kpi=goal.kpi_id.name,
                        breakdown=dict(goal._fields["breakdown"]._description_selection(self.env))[
                            goal.breakdown
                        ],
                    )
                )

    @api.constrains("parent_id", "kpi_id")
    def _check_parent(self):
        for goal in self.sudo():  # sudo: the goal of the company need not be in one's reach
            if goal._has_cycle():
                raise ValidationError(self.env._("A goal cannot be a part of itself."))
            if goal.parent_id and goal.parent_id.kpi_id != goal.kpi_id:
                raise ValidationError(
                    self.env._("%(goal)s: a part measures the KPI of its whole.", goal=goal.name)
                )

    @api.onchange("date_start", "period")
    def _onchange_date_start(self):
        if self.date_start and self.period and self.period != "rolling":
            self.date_start = self._get_period(self.date_start).start

    @api.onchange("breakdown", "team_id")
    def _onchange_team_id(self):
        if self.breakdown == "team" and self.team_id.user_id:
            self.user_id = self.team_id.user_id

    @api.onchange("baseline")
    def _onchange_baseline(self):
        if self.baseline:
            self.has_baseline = True

    # CRUD
    @api.model_create_multi
    def create(self, vals_list):
        goals = super().create([self._align_period(vals) for vals in vals_list])
        for goal in goals.filtered(lambda goal: not goal.name):
            goal.with_context(tracking_disable=True).name = goal._prepare_name()
        goals._load_history()
        goals._refresh()
        return goals

    def write(self, vals):
        changed = self._get_changed_scope(vals)
        if changed and self._has_values():
            raise UserError(
                self.env._(
                    "This goal has snapshots already: its KPI, scope and period stay as they "
                    "are. Archive it and make a new one."
                )
            )
        result = super().write(vals)
        if {"breakdown", "company_id", "team_id", "user_id"} & vals.keys():
            # the host checks rules before a write: nobody hands over out of his scope
            self.check_access("write")
        if changed:
            for goal in self:
                start = goal._get_start()
                if start != goal.date_start:
                    super(CrmKpiGoal, goal).write({"date_start": start})
            self._load_history()
        if changed or {"target", "baseline", "has_baseline"} & vals.keys():
            self._refresh()
        return result

    def _get_changed_scope(self, vals):
        """Whether ``vals`` change what the figures of one of these goals rest on."""
        names = self._get_scope_fields() | (
            {"user_id"} if "user" in self.mapped("breakdown") else set()
        )
        return any(
            goal._get_written(name) != fields.Date.to_date(vals[name])
            if name.startswith("date_")
            else goal._get_written(name) != vals[name]
            for name in names & vals.keys()
            for goal in self
        )

    @api.model
    def _get_scope_fields(self):
        """Return the names of the fields that the figures of a goal rest on; to extend."""
        return SCOPE_FIELDS

    def _get_written(self, name):
        return self[name].id if self._fields[name].relational else self[name]

    def _has_values(self):
        # sudo: a snapshot counts, whoever may read it
        return bool(
            self.env["crm.kpi.value"].sudo().search_count([("goal_id", "in", self.ids)], limit=1)
        )

    @api.model
    def _align_period(self, vals):
        """Begin on the first day of the period, whichever day was entered."""
        goal = self.new(self._add_missing_default_values(vals))
        return vals | {"date_start": goal._get_start()}

    def _get_start(self):
        if self.period == "rolling" or not self.date_start:
            return self.date_start
        return self._get_period(self.date_start).start

    @api.ondelete(at_uninstall=False)
    def _unlink_except_values(self):
        if not self.env.user.has_group("crm_customer.group_customer_manager") and (
            self._has_values()
        ):
            raise UserError(
                self.env._(
                    "A goal with snapshots is deleted by managers alone. Archive it instead."
                )
            )
