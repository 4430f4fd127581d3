from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import is_html_empty

from ...tools.research import margin_of_error, sample_size

STATES = [
    ("planned", "Planned"),
    ("running", "Running"),
    ("analysing", "Analysing"),
    ("finished", "Concluded"),
]
NEXT_STATES = {"planned": "running", "running": "analysing", "analysing": "finished"}
CONFIDENCES = [("0.9", "90 %"), ("0.95", "95 %"), ("0.99", "99 %")]


class CrmSalesStudy(models.Model):
    """A question about the market, how it is looked into, and what came out."""

    _name = "crm.sales.study"
    _description = "Market Study"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char("Study Title", required=True, tracking=True)
    active = fields.Boolean(default=True)
    question = fields.Text(required=True, help="What we want to know, and what hangs on it.")
    state = fields.Selection(
        STATES, required=True, default="planned", readonly=True, copy=False, tracking=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index="btree_not_null",
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    date_start = fields.Date("Start", default=fields.Date.context_today)
    date_end = fields.Date("End")
    currency_id = fields.Many2one(related="company_id.currency_id")
    budget = fields.Monetary()
    # how
    is_survey = fields.Boolean("Survey")
    is_interview = fields.Boolean("Interviews")
    is_desk = fields.Boolean("Desk Research")
    is_observation = fields.Boolean("Observation")
    interview_ids = fields.One2many("crm.sales.study.interview", "study_id", "Interviews Held")
    source_ids = fields.One2many("crm.sales.study.source", "study_id", "Sources")
    # how many
    population = fields.Integer(help="How many there are to be asked; 0: very many.")
    margin = fields.Float(
        "Margin of Error (%)", default=5, digits=(5, 1), help="Points up or down that are accepted."
    )
    confidence = fields.Selection(CONFIDENCES, default="0.95", required=True)
    sample_needed = fields.Integer(
        "Answers Needed",
        compute="_compute_sample_needed",
        help="Cochran's formula with the correction for a finite population, at a share of 50 %.",
    )
    answer_other_count = fields.Integer(
        "Answers Counted by Hand", help="On paper, by telephone, from another tool."
    )
    answer_count = fields.Integer("Answers Got", compute="_compute_answers")
    margin_reached = fields.Float(
        "Margin Reached (%)",
        digits=(5, 1),
        compute="_compute_answers",
        help="What the answers allow to say, points up or down.",
    )
    # what came out
    finding_ids = fields.One2many("crm.sales.finding", "study_id", "Findings")
    finding_count = fields.Integer("Number of Findings", compute="_compute_finding_count")
    conclusion = fields.Html()

    _dates_ordered = models.Constraint(
        "CHECK(date_end >= date_start)", "A study does not end before it starts."
    )
    _margin_known = models.Constraint(
        "CHECK(margin > 0 AND margin < 100)", "The margin of error is between 0 and 100 %."
    )
    _counts_known = models.Constraint(
        "CHECK(population >= 0 AND answer_other_count >= 0 AND budget >= 0)",
        "Population, answers and budget are not negative.",
    )
    _start_idx = models.Index("(date_start DESC, id DESC)")

    @api.depends("population", "margin", "confidence")
    def _compute_sample_needed(self):
        for study in self:
            margin, confidence = study.margin / 100, float(study.confidence or 0.95)
            is_known = 0 < margin < 1
            study.sample_needed = (
                sample_size(margin, confidence, max(study.population, 0)) if is_known else 0
            )

    @api.depends("answer_other_count", "population", "confidence")
    def _compute_answers(self):
        counts = self._count_answers()
        for study in self:
            count = counts.get(study._origin.id, 0) + study.answer_other_count
            confidence = float(study.confidence or 0.95)
            study.answer_count = count
            study.margin_reached = 100 * (margin_of_error(count, confidence, study.population) or 0)

    def _count_answers(self):
        """Return ``{study id: answers that are counted by themselves}``."""
        return {}

    @api.depends("finding_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_finding_count(self):
        counts = dict(
            self.env["crm.sales.finding"]._read_group(
                Domain("study_id", "in", self.ids), ["study_id"], ["__count"]
            )
        )
        for study in self:
            study.finding_count = counts.get(study._origin, 0)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        return [
            vals | {"name": self.env._("%s (copy)", study.name)}
            for study, vals in zip(self, vals_list, strict=True)
        ]

    def action_next(self):
        """Bring studies one state on.

        :raise UserError: one would be finished without a conclusion, or is finished
        """
        for study in self:
            if study.state == "finished":
                raise UserError(self.env._("“%s” is finished already.", study.name))
            if study.state == "analysing" and is_html_empty(study.conclusion):
                raise UserError(
                    self.env._("Write the conclusion of “%s” before you finish it.", study.name)
                )
            study.state = NEXT_STATES[study.state]
            if study.state == "finished" and not study.date_end:
                today = fields.Date.context_today(study)
                study.date_end = max(today, study.date_start or today)

    def action_reopen(self):
        """Look into finished studies again."""
        self.filtered(lambda study: study.state == "finished").state = "analysing"

    def action_view_findings(self):
        """Open what came out of the study."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_sales.crm_sales_finding_action")
        return action | {
            "domain": [("study_id", "=", self.id)],
            "context": {"default_study_id": self.id},
        }
