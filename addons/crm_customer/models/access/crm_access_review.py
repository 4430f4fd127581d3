from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ...tools.quarter import quarter_before, quarter_bounds

MANAGER = "crm_customer.group_customer_manager"
ADMINISTRATOR = "base.group_erp_manager"
# from drafting to the due day
DAYS = 30


class CrmAccessReview(models.Model):
    """Who looked at all grants of a company in a quarter, and confirmed or withdrew each."""

    _name = "crm.access.review"
    _description = "Access Review"
    _inherit = ["mail.thread", "mail.activity.mixin", "crm.sealed.mixin"]
    _order = "date_from desc, id desc"
    _sealed_fields = frozenset(
        {"date_done", "date_start", "done_user_id", "leaver_ids", "line_ids", "state"}
    )

    # which company and quarter, who, until when
    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        index=True,
        tracking=True,
    )
    year = fields.Integer(required=True, default=lambda self: self._default_period()[0])
    quarter = fields.Selection(
        [("1", "Q1"), ("2", "Q2"), ("3", "Q3"), ("4", "Q4")],
        required=True,
        default=lambda self: str(self._default_period()[1]),
    )
    date_from = fields.Date("From", compute="_compute_dates", store=True, index=True)
    date_to = fields.Date("To", compute="_compute_dates", store=True)
    reviewer_ids = fields.Many2many(
        "res.users",
        "crm_access_review_reviewer_rel",
        "review_id",
        "user_id",
        "Reviewers",
        default=lambda self: self._default_reviewer_ids(),
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="They decide. Nobody decides on the own grants: name two.",
    )
    date_deadline = fields.Date(
        "Due", required=True, tracking=True, default=lambda self: self._default_date_deadline()
    )
    note = fields.Text("Conclusion", help="Printed on the paper.")

    # what is reviewed
    line_ids = fields.One2many(
        "crm.access.review.line", "review_id", "Reviewed Grants", readonly=True
    )
    leaver_ids = fields.One2many("crm.access.review.leaver", "review_id", "Leavers", readonly=True)

    # how far it is
    state = fields.Selection(
        [("draft", "Draft"), ("review", "In Review"), ("done", "Done")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    date_start = fields.Datetime("Started On", readonly=True, copy=False)
    date_done = fields.Datetime("Done On", readonly=True, copy=False)
    done_user_id = fields.Many2one("res.users", "Finished By", readonly=True, copy=False)
    line_count = fields.Integer("Grants Reviewed", compute="_compute_counts")
    undecided_count = fields.Integer("Undecided", compute="_compute_counts")
    withdrawn_count = fields.Integer("Withdrawn", compute="_compute_counts")
    leaver_count = fields.Integer("Leavers with Access", compute="_compute_leaver_count")
    progress = fields.Float("Decided (%)", compute="_compute_counts")

    _period_uniq = models.UniqueIndex(
        "(company_id, year, quarter)", "This quarter of the company has a review already."
    )
    _year_sensible = models.Constraint(
        "CHECK(year BETWEEN 2000 AND 9000)", "A year has four digits, like 2026."
    )

    def _default_period(self):
        return quarter_before(self._today(self.env.company))

    def _default_date_deadline(self):
        return self._today(self.env.company) + timedelta(days=DAYS)

    def _default_reviewer_ids(self):
        reviewers = self.env.company.sudo().crm_access_reviewer_ids
        user = self.env.user
        return reviewers or (user if self._may_review(user, self.env.company) else reviewers)

    @api.depends("year", "quarter")
    @api.depends_context("lang")
    def _compute_name(self):
        for review in self:
            review.name = self.env._(
                "Access Review %(year)s Q%(quarter)s",
                year=review.year,
                quarter=review.quarter or "",
            )

    @api.depends("name")
    def _compute_display_name(self):
        for review in self:
            review.display_name = review.name

    @api.depends("year", "quarter")
    def _compute_dates(self):
        for review in self:
            # while typing, the year may be anything
            known = review.quarter and 2000 <= review.year <= 9000
            bounds = quarter_bounds(review.year, int(review.quarter)) if known else (False, False)
            review.date_from, review.date_to = bounds

    @api.depends("line_ids.decision")
    def _compute_counts(self):
        groups = self.env["crm.access.review.line"]._read_group(
            [("review_id", "in", self.ids)], ["review_id", "decision"], ["__count"]
        )
        counts = {(review.id, decision): count for review, decision, count in groups}
        for review in self:
            confirmed, withdrawn, undecided = (
                counts.get((review._origin.id, decision), 0)
                for decision in ("confirm", "withdraw", False)
            )
            total = confirmed + withdrawn + undecided
            review.line_count = total
            review.undecided_count = undecided
            review.withdrawn_count = withdrawn
            review.progress = 100 * (total - undecided) / total if total else 0

    @api.depends("leaver_ids")
    def _compute_leaver_count(self):
        for review in self:
            review.leaver_count = len(review.leaver_ids)

    @api.constrains("reviewer_ids", "company_id")
    def _check_reviewers(self):
        for review in self:
            for user in review.reviewer_ids:
                if not self._may_review(user, review.company_id):
                    raise ValidationError(
                        self.env._(
                            "%(name)s cannot review the access to %(company)s: that takes the "
                            "manager level of customers or the administration of access, and "
                            "work in the company.",
                            name=user.name,
                            company=review.company_id.name,
                        )
                    )

    @api.model
    def _may_review(self, user, company):
        # sudo: who holds which right is asked, not shown
        user = user.sudo()
        entitled = user.has_group(MANAGER) or user.has_group(ADMINISTRATOR)
        # the system itself answers for nothing
        return user.active and entitled and company in user.company_ids

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        if any(review.state != "draft" for review in self):
            raise UserError(self.env._("A review that was started is kept as evidence."))

    def write(self, vals):
        if not self.env.su:
            period = {"company_id", "year", "quarter"}
            people = {"reviewer_ids", "date_deadline", "note"}
            self._check_unchanged(period & vals.keys(), ("review", "done"))
            self._check_unchanged(people & vals.keys(), ("done",))
        return super().write(vals)

    def _check_unchanged(self, names, states):
        if names and any(review.state in states for review in self):
            labels = ", ".join(sorted(self._fields[name].string for name in names))
            raise UserError(self.env._("Too late to change: %(fields)s", fields=labels))

    # what people do

    def action_start(self):
        """Draft a line per grant, and a line per leaver who still has something.

        :raise UserError: it was started already, or nobody reviews
        """
        self.check_access("write")
        for review in self:
            review._check_state("draft")
            if not review.reviewer_ids:
                raise UserError(self.env._("Say who reviews."))
            # sudo: what is found is not for editing
            review.sudo().write(
                {
                    "state": "review",
                    "date_start": fields.Datetime.now(),
                    "line_ids": [Command.create(values) for values in review._line_values()],
                    "leaver_ids": [Command.create(values) for values in review._leaver_values()],
                }
            )
            review._plan_reviewers()

    def action_finish(self):
        """Carry out the withdrawals and close the review.

        :raise UserError: grants are undecided, or who asks is no reviewer
        """
        self.check_access("write")
        for review in self:
            review._check_reviewing()
            if review.undecided_count:
                raise UserError(
                    self.env._(
                        "%(count)s grants are undecided. Confirm or withdraw each of them first.",
                        count=review.undecided_count,
                    )
                )
            review._carry_out()
            # sudo: how far it is, is not for editing
            review.sudo().write(
                {
                    "state": "done",
                    "date_done": fields.Datetime.now(),
                    "done_user_id": self.env.uid,
                }
            )
            review.activity_feedback(["mail.mail_activity_data_todo"])

    def action_view_lines(self):
        """Open the grants, those that are undecided first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_access_review_line_action"
        )
        undecided = {"search_default_undecided": 1} if self.undecided_count else {}
        return action | {
            "name": self.name,
            "domain": [("review_id", "=", self.id)],
            "context": undecided,
        }

    # what must hold

    def _check_state(self, state):
        self.ensure_one()
        if self.state != state:
            raise UserError(self.env._("This review is no longer at this step. Reload the page."))

    def _check_reviewing(self):
        """:raise UserError: the review is not open, or the user is none of its reviewers"""
        self._check_state("review")
        if self.env.user not in self.reviewer_ids:
            raise UserError(
                self.env._(
                    "Only its reviewers decide in this review: %(names)s.",
                    names=", ".join(self.reviewer_ids.mapped("name")),
                )
            )

    @api.model
    def _today(self, company):
        return fields.Date.context_today(self.with_context(tz=company._crm_zone()))
