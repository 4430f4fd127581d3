from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.quality import score

STATES = [("draft", "To Review"), ("done", "Done")]


class CrmServiceQualityReview(models.Model):
    """How good the answers of an agent on a ticket are."""

    _name = "crm.service.quality.review"
    _description = "Quality Review"
    _inherit = ["crm.sealed.mixin"]
    _rec_name = "ticket_id"
    _order = "id desc"
    _sealed_fields = frozenset(
        {"date_reviewed", "reviewer_id", "sample_id", "score", "state", "ticket_id", "user_id"}
    )

    sample_id = fields.Many2one(
        "crm.service.quality.sample",
        ondelete="cascade",
        index=True,
        readonly=True,
        groups="crm_service.group_service_manager",
    )
    company_id = fields.Many2one(related="sample_id.company_id", store=True)
    reviewer_id = fields.Many2one(related="sample_id.reviewer_id", store=True)
    ticket_id = fields.Many2one(
        "crm.service.ticket", required=True, ondelete="cascade", index=True, readonly=True
    )
    team_id = fields.Many2one(related="ticket_id.team_id", string="Service Team", store=True)
    user_id = fields.Many2one(
        "res.users", "Agent", required=True, ondelete="cascade", readonly=True
    )
    state = fields.Selection(STATES, required=True, default="draft", readonly=True)
    date_reviewed = fields.Datetime("Reviewed On", readonly=True)
    line_ids = fields.One2many("crm.service.quality.line", "review_id", "Criteria")
    score = fields.Float(
        compute="_compute_score",
        store=True,
        aggregator="avg",
        help="The weighted share of the criteria that apply: yes counts whole, partly half.",
    )
    is_scored = fields.Boolean("Has a Score", compute="_compute_score", store=True)
    comment = fields.Text("Comment to the Agent")

    # of a required field the host answers "is it set" without asking who may read it
    _sample_set = models.Constraint("CHECK(sample_id IS NOT NULL)", "A review belongs to a sample.")
    _once_uniq = models.UniqueIndex("(sample_id, user_id, ticket_id)")
    _user_idx = models.Index("(user_id, date_reviewed DESC) WHERE state = 'done'")

    @api.depends("line_ids.answer", "line_ids.weight")
    def _compute_score(self):
        for review in self:
            found = score([(line.weight, line.answer) for line in review.line_ids])
            review.is_scored = found is not None
            # without a figure it counts in no average
            review.score = found or 0

    # acting
    def action_done(self):
        """Let the review count, and tell the agent.

        :raise AccessError: somebody else is the reviewer, or it is about own answers
        :raise UserError: a criterion has no answer, or none applies
        """
        for review in self:
            review._check_reviewer()
            review._check_answered()
        # sudo: the state changes by this act alone
        self.sudo().write({"state": "done", "date_reviewed": fields.Datetime.now()})
        for review in self:
            review._tell_agent()

    def action_reopen(self):
        """Change the answers once more; the review counts when it is done again."""
        for review in self:
            review._check_reviewer()
        # sudo: the state changes by this act alone
        self.sudo().write({"state": "draft", "date_reviewed": False})

    def _check_reviewer(self):
        self.check_access("write")
        if self.env.user == self.user_id or self.env.user == self.ticket_id.user_id:
            raise AccessError(self.env._("Nobody reviews own answers."))
        if self.env.user != self.reviewer_id:
            raise AccessError(
                self.env._("This is reviewed by %(person)s.", person=self.reviewer_id.name)
            )

    def _check_answered(self):
        missing = self.line_ids.filtered(lambda line: not line.answer)
        if missing:
            raise UserError(
                self.env._(
                    "Not answered yet: %(criteria)s.",
                    criteria=", ".join(missing.criterion_id.mapped("name")),
                )
            )
        if not self.is_scored:
            raise UserError(self.env._("Nothing applies to this ticket, so it has no score."))

    def _tell_agent(self):
        review = self.with_context(lang=self.user_id.lang)
        review.env["mail.thread"].message_notify(
            partner_ids=self.user_id.partner_id.ids,
            subject=review.env._("Your answers were reviewed"),
            body=review.env._(
                "%(ticket)s was reviewed: %(score)s%%. Service / Quality / Reviews shows you more.",
                ticket=self.ticket_id.display_name,
                score=round(self.score * 100),
            ),
        )

    def action_view_ticket(self):
        """Open the ticket."""
        self.ensure_one()
        return self.ticket_id._get_records_action(name=self.ticket_id.display_name)
