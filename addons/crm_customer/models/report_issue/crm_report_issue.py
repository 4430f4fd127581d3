from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

STATES = [
    ("draft", "Draft"),
    ("ready", "Ready"),
    ("sent", "Sent"),
    ("archived", "Archived"),
]
OPEN_STATES = ("draft", "ready")
ANALYST = "crm_customer.group_analyst"
WORDS = {"comment", "recommendation", "date", "series_id"}


class CrmReportIssue(models.Model):
    """One edition of a report: its day, the analyst's words, what was decided."""

    _name = "crm.report.issue"
    _description = "Report Issue"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    series_id = fields.Many2one(
        "crm.report.series", "Report", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="series_id.company_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(related="series_id.user_id", string="Analyst", store=True)
    date = fields.Date("Comes Out On", required=True)
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, tracking=True
    )
    date_sent = fields.Datetime("Sent On", readonly=True, copy=False)
    comment = fields.Html(help="What the figures say.")
    recommendation = fields.Html(help="What should be done about it.")
    decision_ids = fields.One2many("crm.report.decision", "issue_id", "Decisions")
    earlier_decision_ids = fields.Many2many(
        "crm.report.decision", compute="_compute_earlier_decision_ids", string="Decided Before"
    )
    # for analysts: a reader's rule looks through this field, and leaves in the cache what
    # others got
    recipient_ids = fields.One2many(
        "crm.report.recipient",
        "issue_id",
        "Sent To",
        readonly=True,
        groups=ANALYST,
    )
    failed_count = fields.Integer("Not Received", compute="_compute_failed_count", groups=ANALYST)

    _series_date_uniq = models.UniqueIndex(
        "(series_id, date)", "This report has an issue of that day already."
    )
    _date_idx = models.Index("(date DESC, id DESC)")
    _due_idx = models.Index("(date, id) WHERE state IN ('draft', 'ready')")

    @api.depends("series_id.name", "date")
    def _compute_name(self):
        for issue in self:
            issue.name = f"{issue.series_id.name or ''} {issue.date or ''}".strip()

    @api.depends("series_id", "date")
    def _compute_earlier_decision_ids(self):
        """Show what was decided in the last issue, and what is not done from before."""
        for issue in self:
            before = [("series_id", "=", issue.series_id.id), ("date", "<", issue.date)]
            last = self.search(before, limit=1)
            issue.earlier_decision_ids = self.env["crm.report.decision"].search(
                Domain("issue_id", "any", before)
                & (Domain("state", "=", "planned") | Domain("issue_id", "=", last.id)),
                order="date_due, id",
            )

    @api.depends("recipient_ids.state")
    def _compute_failed_count(self):
        for issue in self:
            issue.failed_count = len(
                issue.recipient_ids.filtered(lambda one: one.state in ("failed", "bounced"))
            )

    def write(self, vals):
        self.check_access("write")
        if not self.env.su:
            if {"state", "date_sent"} & vals.keys():
                raise AccessError(self.env._("An issue is sent by its buttons, not by hand."))
            sent = self.filtered(lambda issue: issue.state not in OPEN_STATES)
            if WORDS & vals.keys() and sent:
                raise UserError(self.env._("This issue was sent and cannot be changed."))
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any({"state", "date_sent"} & vals.keys() for vals in vals_list):
            raise AccessError(self.env._("An issue is sent by its buttons, not by hand."))
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        if self.filtered(lambda issue: issue.state not in OPEN_STATES):
            raise UserError(self.env._("An issue that was sent stays in the archive."))

    # steps
    def action_ready(self):
        """Release the issue: it is sent on its day.

        :raise UserError: it was sent already
        """
        self._check_step(("draft",))
        # sudo: checked; how far an issue got is not for editing
        self.sudo().state = "ready"
        self.sudo().activity_ids.filtered("automated").action_done()

    def action_draft(self):
        """Take the release back while nobody has got the issue."""
        self._check_step(("ready",))
        if self.recipient_ids:
            raise UserError(self.env._("The issue is being sent already."))
        # sudo: checked; how far an issue got is not for editing
        self.sudo().state = "draft"

    def action_send_now(self):
        """Send today what was to be sent later.

        :raise UserError: it was sent already
        """
        self._check_step(OPEN_STATES)
        for issue in self.sudo():
            # sudo: checked; how far an issue got is not for editing
            today = issue.series_id._get_now().date()
            issue.write({"state": "ready", "date": min(issue.date, today)})
        self._trigger_sending()

    def action_archive_issue(self):
        self._check_step(("sent",))
        # sudo: checked; how far an issue got is not for editing
        self.sudo().state = "archived"

    def _check_step(self, states):
        self.check_access("write")
        for issue in self:
            if issue.state not in states:
                raise UserError(
                    self.env._(
                        "%(issue)s is no longer at this step. Reload the page.",
                        issue=issue.display_name,
                    )
                )

    def _plan_comment(self):
        """Ask the analyst for a comment until the day of issue."""
        for issue in self.with_context(mail_activity_quick_update=True):
            localised = issue.with_context(lang=issue.user_id.lang)
            issue.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=issue.date,
                summary=localised.env._("Comment on %(report)s", report=issue.series_id.name),
                user_id=issue.user_id.id,
            )
