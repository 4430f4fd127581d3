from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_is_zero

from odoo.addons.crm_customer.models.approval.crm_approval import STATES as APPROVAL_STATES
from odoo.addons.crm_customer.tools.kpi.period import period_at

STATES = [
    ("draft", "Draft"),
    ("submitted", "Submitted"),
    ("approved", "Approved"),
    ("revised", "Revised"),
    ("closed", "Closed"),
]
STEPS = [
    ("0.01", "0.01"),
    ("1", "1"),
    ("10", "10"),
    ("100", "100"),
    ("1000", "1,000"),
]
# what a plan is about; it stays once somebody has agreed to it
SUBJECT = {"company_id", "date_start", "dimension", "kpi_id", "rounding", "target", "year_kind"}


class CrmSalesPlan(models.Model):
    """What a company wants to sell in a year, by month, team and person.

    The targets are those of the cells, one per person and month; those of teams, quarters
    and of the year are their sums. A change goes by a revision, which keeps what was.
    """

    _name = "crm.sales.plan"
    _description = "Sales Plan"
    _inherit = ["mail.thread", "mail.activity.mixin", "crm.sealed.mixin", "crm.approval.mixin"]
    _order = "date_start desc, revision desc, id desc"
    _check_company_auto = True
    _sealed_fields = frozenset({"state", "revision", "previous_id", "date_approved"})

    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, precompute=True, tracking=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
    )
    # what
    kpi_id = fields.Many2one(
        "crm.kpi",
        "KPI",
        required=True,
        default=lambda self: self._default_kpi_id(),
        ondelete="restrict",
        tracking=True,
        help="What is planned: ordered or invoiced revenue, won deals, new customers, …",
    )
    unit = fields.Selection(related="kpi_id.unit")
    is_additive = fields.Boolean(related="kpi_id.is_additive")
    dimension = fields.Selection(
        [
            ("none", "Persons Alone"),
            ("category", "and Product Categories"),
            ("level", "and Customer Levels"),
        ],
        "By Persons",
        required=True,
        default="none",
    )
    rounding = fields.Selection(
        STEPS, "Rounded To", required=True, default="1", help="A split gives no smaller parts."
    )
    # when
    year_kind = fields.Selection(
        [("year", "Calendar Year"), ("fiscal_year", "Fiscal Year")],
        "Kind of Year",
        required=True,
        default="year",
    )
    date_start = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env.company._crm_today().replace(month=1, day=1),
        help="Any day of the year; the plan begins on its first day.",
    )
    date_stop = fields.Date("Until", compute="_compute_date_stop", store=True)
    # how much
    target = fields.Float(
        "Target of the Company",
        digits=(16, 2),
        tracking=True,
        help="Of the whole year, to be split; 0: not set from above.",
    )
    line_ids = fields.One2many("crm.sales.plan.line", "plan_id", "Targets")
    total = fields.Float("Planned", compute="_compute_total", compute_sudo=True, digits=(16, 2))
    difference = fields.Float(
        "Left to Split", compute="_compute_total", compute_sudo=True, digits=(16, 2)
    )
    proposed = fields.Float(
        "Proposed by Persons", compute="_compute_total", compute_sudo=True, digits=(16, 2)
    )
    person_count = fields.Integer("Persons", compute="_compute_total", compute_sudo=True)
    # where it stands
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, tracking=True
    )
    is_collecting = fields.Boolean(
        "Persons Propose",
        copy=False,
        tracking=True,
        help="While it is a draft, each person sees the own targets and proposes others.",
    )
    date_approved = fields.Date("Approved On", readonly=True, copy=False)
    note = fields.Text(help="What it rests on.")
    # revisions
    revision = fields.Integer(default=0, readonly=True, copy=False)
    previous_id = fields.Many2one(
        "crm.sales.plan",
        "Revision Of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    revision_reason = fields.Char("Why It Is Revised", copy=False, tracking=True)
    revision_count = fields.Integer("Revisions", compute="_compute_revision_count")
    # what it sets
    goal_period = fields.Selection(
        [("none", "Year Alone"), ("quarter", "Year and Quarters"), ("month", "Year and Months")],
        "Goals For",
        required=True,
        default="quarter",
        help="Once approved, the plan sets KPI goals for the company, teams and persons; goals "
        "alert whom they concern.",
    )
    goal_ids = fields.One2many("crm.kpi.goal", "sales_plan_id", "Goals")
    goal_count = fields.Integer(compute="_compute_goal_count")

    # named here as well, so that its words belong to this addon
    crm_approval_state = fields.Selection(APPROVAL_STATES)

    _target_positive = models.Constraint("CHECK(target >= 0)", "A target is not negative.")
    _approved_uniq = models.UniqueIndex(
        "(company_id, kpi_id, date_start, dimension) WHERE state = 'approved'",
        "There is an approved plan of this KPI and year already: revise it.",
    )
    _order_idx = models.Index("(date_start DESC, revision DESC, id DESC)")

    @api.model
    def _default_kpi_id(self):
        return self.env.ref("crm_sales.crm_kpi_sales_ordered", raise_if_not_found=False)

    # computes
    @api.depends("kpi_id", "date_start", "year_kind")
    def _compute_name(self):
        for plan in self:
            if plan.kpi_id and plan.date_start:
                year = plan._get_year(plan.date_start)
                plan.name = f"{plan.kpi_id.name} {year.stop.year}"

    @api.depends("name", "revision")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = plan.name or ""
            if plan.revision:
                plan.display_name = self.env._(
                    "%(plan)s (revision %(number)s)", plan=plan.name, number=plan.revision
                )

    @api.depends("date_start", "year_kind", "company_id")
    def _compute_date_stop(self):
        for plan in self:
            plan.date_stop = plan.date_start and plan._get_year(plan.date_start).stop

    def _get_year(self, day):
        return period_at(self.year_kind or "year", day, self.company_id._crm_period_setting())

    @api.depends("line_ids.amount", "line_ids.proposed", "line_ids.user_id", "target", "kpi_id")
    def _compute_total(self):
        """Sums; of an average or rate, which does not add up, the mean of the cells."""
        groups = self.env["crm.sales.plan.line"]._read_group(
            [("plan_id", "in", self.ids)],
            ["plan_id"],
            [
                *("amount:sum", "amount:avg", "proposed:sum", "proposed:avg"),
                "user_id:count_distinct",
            ],
        )
        sums = {plan.id: figures for plan, *figures in groups}
        for plan in self:
            total, mean, proposed, proposed_mean, persons = sums.get(plan._origin.id, (0.0,) * 5)
            plan.total = round((total if plan.is_additive else mean) or 0.0, 2)
            plan.proposed = round((proposed if plan.is_additive else proposed_mean) or 0.0, 2)
            plan.person_count = persons
            plan.difference = round(plan.target - plan.total, 2) if plan.target else 0.0

    def _compute_revision_count(self):
        for plan in self:
            plan.revision_count = len(plan._origin._get_history()) - 1 if plan._origin else 0

    def _compute_goal_count(self):
        groups = self.env["crm.kpi.goal"]._read_group(
            [("sales_plan_id", "in", self.ids)], ["sales_plan_id"], ["__count"]
        )
        counts = dict(groups)
        for plan in self:
            plan.goal_count = counts.get(plan._origin, 0)

    # checks
    @api.constrains("date_start", "date_stop", "year_kind")
    def _check_months(self):
        for plan in self:
            first, after = plan.date_start, plan.date_stop + relativedelta(days=1)
            if first.day != 1 or after.day != 1:
                raise ValidationError(
                    self.env._(
                        "A plan goes by months, but the fiscal year of %(company)s begins on "
                        "%(date)s. Plan the calendar year.",
                        company=plan.company_id.name,
                        date=first,
                    )
                )

    @api.constrains("kpi_id")
    def _check_kpi_id(self):
        for plan in self.sudo():  # sudo: what a KPI is does not depend on the reader
            if plan.kpi_id._is_state():
                raise ValidationError(
                    self.env._(
                        "%(kpi)s is known for the present day alone. Choose a KPI that counts "
                        "what happens in a period.",
                        kpi=plan.kpi_id.name,
                    )
                )

    # CRUD
    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._align_year(vals) for vals in vals_list])

    def write(self, vals):
        if SUBJECT & vals.keys():
            self._check_draft()
            if "date_start" in vals or "year_kind" in vals:
                vals = self[:1]._align_year(vals)
        if {"kpi_id", "date_start", "year_kind", "dimension", "company_id"} & vals.keys():
            self._check_no_lines(vals)
        return super().write(vals)

    @api.model
    def _align_year(self, vals):
        """Begin on the first day of the year, whichever day was entered."""
        plan = self.new(self._add_missing_default_values(vals) if not self else vals, origin=self)
        if not plan.date_start:
            return vals
        return vals | {"date_start": plan._get_year(plan.date_start).start}

    def _check_draft(self):
        """:raise UserError: a plan is no draft any more"""
        for plan in self:
            if plan.state != "draft" and not self.env.su:
                raise UserError(
                    self.env._(
                        "%(plan)s is no draft any more. Take it back, or revise it.",
                        plan=plan.display_name,
                    )
                )

    def _check_no_lines(self, vals):
        for plan in self.filtered("line_ids"):
            for name in ("kpi_id", "date_start", "year_kind", "dimension", "company_id"):
                value = plan[name].id if plan._fields[name].relational else plan[name]
                if name in vals and value != (
                    fields.Date.to_date(vals[name]) if name == "date_start" else vals[name]
                ):
                    raise UserError(
                        self.env._(
                            "%(plan)s has targets already: what it is about stays. Make another "
                            "plan, or clear the targets first.",
                            plan=plan.display_name,
                        )
                    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_agreed(self):
        if self.filtered(lambda plan: plan.state != "draft"):
            raise UserError(self.env._("Only a draft can be deleted."))

    # what it is made of
    def _get_months(self):
        """Return the first days of the twelve months."""
        self.ensure_one()
        return [self.date_start + relativedelta(months=number) for number in range(12)]

    def _get_history(self):
        """Return the plan and all that it revises or that revises it, the first one first."""
        self.ensure_one()
        plans = self
        while plans[0].previous_id:
            plans = plans[0].previous_id | plans
        following = self.search([("previous_id", "=", plans[-1].id)], limit=1)
        while following and following not in plans:
            plans |= following
            following = self.search([("previous_id", "=", plans[-1].id)], limit=1)
        return plans

    def _get_digits(self):
        """Return the decimals of its figures."""
        if self.unit == "currency":
            return self.currency_id.decimal_places
        return self.kpi_id.sudo().digits  # sudo: how a figure is written is no secret

    def _is_split(self):
        return not self.is_additive or float_is_zero(self.difference, 2)
