from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.crm_customer.models.approval.crm_approval import STATES as APPROVAL_STATES

from ...tools.improvement.quarter import bounds, is_quarter, quarters_from
from ..ticket.crm_service_ticket import PRIORITIES

STATES = [
    ("proposed", "Proposed"),
    ("analysed", "Analysed"),
    ("decided", "Decided"),
    ("progress", "In Progress"),
    ("released", "Released"),
    ("verified", "Verified"),
    ("declined", "Declined"),
]
DECISIONS = [("do", "Do It"), ("later", "Later"), ("not", "Do Not")]
MEASURES = [("tickets", "Ticket Rate"), ("kpi", "KPI")]
EXPOSURES = [("week", "per Week"), ("orders", "per 1,000 Orders")]
VERDICTS = [
    ("better", "Better"),
    ("same", "No Change"),
    ("worse", "Worse"),
    ("early", "Too Early"),
]
# columns of the roadmap that are shown though nothing is planned
AHEAD = 4


class CrmServiceImprovement(models.Model):
    """From what customers say to what is better for them: decided, done, and looked at after."""

    _name = "crm.service.improvement"
    _description = "Improvement"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "crm.sealed.mixin",
        "crm.approval.mixin",
    ]
    _order = "priority desc, customer_count desc, id desc"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _sealed_fields = frozenset(
        {
            "customer_count",
            "date_check",
            "date_decided",
            "date_released",
            "decided_by_id",
            "feedback_count",
            "number",
            "reopen_count",
            "revenue",
            "verdict",
        }
    )

    # what
    number = fields.Char(readonly=True, copy=False)
    name = fields.Char("Title", required=True, tracking=True)
    state = fields.Selection(
        STATES,
        "Stage",
        required=True,
        default="proposed",
        copy=False,
        tracking=True,
        group_expand=True,
    )
    priority = fields.Selection(PRIORITIES, required=True, default="1", tracking=True)
    category_id = fields.Many2one(
        "crm.service.category", ondelete="restrict", index="btree_not_null", tracking=True
    )
    product_ids = fields.Many2many("product.product", string="Products", check_company=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    active = fields.Boolean(default=True)
    color = fields.Integer()
    # who
    proposer_id = fields.Many2one(
        "res.users",
        "Proposed By",
        required=True,
        copy=False,
        index=True,
        default=lambda self: self.env.user,
    )
    user_id = fields.Many2one(
        "res.users",
        "Product Manager",
        domain="[('share', '=', False)]",
        check_company=True,
        index="btree_not_null",
        tracking=True,
        help="Decides, and hears when it did not help.",
    )
    responsible_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False)]",
        check_company=True,
        tracking=True,
        help="Who sees to it that it is done.",
    )
    # why
    problem = fields.Text(help="What goes wrong, for whom, how often.")
    cause_id = fields.Many2one("crm.service.cause", "Root Cause", ondelete="restrict")
    cause_text = fields.Text("Cause in Words", help="Why it happens.")
    # what is decided
    decision = fields.Selection(DECISIONS, copy=False, tracking=True)
    decision_reason = fields.Text("Why So", copy=False)
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_decided = fields.Date("Decided On", readonly=True, copy=False)
    effort_days = fields.Float(
        "Effort (days)",
        copy=False,
        tracking=True,
        help="Working days of people; approval rules look at them.",
    )
    quarter = fields.Char(
        size=7,
        copy=False,
        tracking=True,
        group_expand="_group_expand_quarter",
        help="When it is to be released, for example 2026-Q4.",
    )
    date_planned = fields.Date(
        "Planned For",
        compute="_compute_date_planned",
        store=True,
        readonly=False,
        copy=False,
        help="By default the last day of the quarter.",
    )
    solution = fields.Text(copy=False, help="What is changed.")
    # what came of it
    date_released = fields.Date("Released On", readonly=True, copy=False, tracking=True)
    answer = fields.Text(
        "Answer to the Askers",
        copy=False,
        help="What those who asked for it read in the mail and in the portal: what was released, "
        "or why it is not done.",
    )
    reopen_count = fields.Integer("Times Reopened", readonly=True, copy=False)
    # what is behind it
    feedback_ids = fields.One2many("crm.service.feedback", "improvement_id", copy=False)
    ticket_ids = fields.Many2many(
        "crm.service.ticket",
        "crm_service_improvement_ticket_rel",
        "improvement_id",
        "ticket_id",
        "Tickets",
        check_company=True,
        copy=False,
        groups="crm_service.group_service_own",
        help="Incidents that it would have prevented; their customers count as well.",
    )
    # how it is measured
    measure = fields.Selection(MEASURES, "Measured By", copy=False)
    kpi_id = fields.Many2one("crm.kpi", "KPI", ondelete="restrict", copy=False)
    kpi_product_id = fields.Many2one(
        "product.product",
        "Of Product",
        check_company=True,
        copy=False,
        help="Empty: the figure of the company.",
    )
    kpi_team_id = fields.Many2one(
        "crm.service.team",
        "Of Service Team",
        check_company=True,
        copy=False,
        groups="crm_service.group_service_own",
        help="Empty: the figure of the company.",
    )
    exposure = fields.Selection(EXPOSURES, "Counted", required=True, default="week", copy=False)
    window_days = fields.Integer(
        "Days Compared",
        default=28,
        copy=False,
        help="So many days before the release are compared with as many after it; whole weeks "
        "are best.",
    )
    target = fields.Float(
        copy=False, help="The figure that is hoped for after the release; 0: none."
    )
    date_check = fields.Date("Verified From", readonly=True, copy=False)
    verdict = fields.Selection(VERDICTS, readonly=True, copy=False, tracking=True)

    # named here as well, so that its words belong to this addon
    crm_approval_state = fields.Selection(APPROVAL_STATES)

    _number_uniq = models.UniqueIndex("(number)", "This improvement number is used already.")
    _order_idx = models.Index("(priority DESC, customer_count DESC, id DESC) WHERE active IS TRUE")
    _state_idx = models.Index(
        "(state, priority DESC, customer_count DESC, id DESC) WHERE active IS TRUE"
    )
    _quarter_idx = models.Index("(quarter, priority DESC, customer_count DESC, id DESC)")
    _check_idx = models.Index("(date_check, id) WHERE date_check IS NOT NULL")
    _window_valid = models.Constraint(
        "CHECK(window_days BETWEEN 7 AND 365)", "Between 7 and 365 days are compared."
    )
    _effort_positive = models.Constraint("CHECK(effort_days >= 0)", "An effort is not negative.")

    @api.depends("quarter")
    def _compute_date_planned(self):
        for improvement in self:
            if is_quarter(improvement.quarter):
                improvement.date_planned = bounds(improvement.quarter)[1]
            else:
                improvement.date_planned = False

    @api.model
    def _group_expand_quarter(self, quarters, domain):
        """The quarters ahead are columns, also where nothing is planned yet."""
        ahead = quarters_from(fields.Date.context_today(self), AHEAD)
        return sorted({*quarters, *ahead})

    @api.depends("number", "name")
    def _compute_display_name(self):
        for improvement in self:
            name = improvement.name
            number = improvement.number
            improvement.display_name = f"[{number}] {name}" if number else name

    @api.constrains("quarter")
    def _check_quarter(self):
        for improvement in self.filtered("quarter"):
            if not is_quarter(improvement.quarter):
                raise ValidationError(
                    self.env._(
                        "%(text)s is no quarter: write the year and the quarter, for example "
                        "2026-Q4.",
                        text=improvement.quarter,
                    )
                )

    @api.constrains("kpi_id")
    def _check_kpi_id(self):
        """Who measures by a KPI may read what it is made of: the check reads it in sudo."""
        for improvement in self.filtered("kpi_id"):
            kpi = improvement.kpi_id
            for name in kpi._get_model_names():
                # constraints run in sudo
                self.env[name].with_user(self.env.uid).check_access("read")
            if kpi._is_state():
                raise ValidationError(
                    self.env._(
                        "%(kpi)s has no past: it is known for the present day alone. Choose a "
                        "KPI that counts what happens in a period.",
                        kpi=kpi.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        improvements = super().create(vals_list)
        self.env["ir.sequence"]._crm_number(improvements, "crm.service.improvement")
        return improvements

    # what belongs to it
    def _set_counts(self, name, model):
        """Set the field ``name`` to how many records of ``model`` belong to each."""
        groups = self.env[model]._read_group(
            [("improvement_id", "in", self.ids)], ["improvement_id"], ["__count"]
        )
        counts = dict(groups)
        for improvement in self:
            improvement[name] = counts.get(improvement._origin, 0)

    def action_view_feedback(self):
        """Open the feedback behind the improvement."""
        self.ensure_one()
        return self.env["ir.actions.act_window"]._crm_open(
            "crm_service.crm_service_feedback_action",
            [("improvement_id", "=", self.id)],
            {"default_improvement_id": self.id},
        )

    def action_view_checks(self):
        """Open what was compared so far."""
        self.ensure_one()
        return self.check_ids._get_records_action(name=self.env._("Checks"))

    def _get_tickets(self):
        """Return the tickets behind it (sudo): those of the feedback, and those linked."""
        # sudo: for counting and telling, never shown to who may not read them
        improvement = self.sudo()
        return improvement.feedback_ids.ticket_id | improvement.ticket_ids

    def action_view_tickets(self):
        """Open the tickets behind it that the user may read."""
        self.ensure_one()
        return self.env["ir.actions.act_window"]._crm_open(
            "crm_service.crm_service_ticket_action",
            Domain("id", "in", self._get_tickets().ids),
            {"active_test": False},
        )
