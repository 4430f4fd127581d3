from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

STATES = [
    ("pending", "Pending"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("withdrawn", "Withdrawn"),
    ("outdated", "Outdated"),
]
DAYS_PARAMETER = "crm_customer.approval_days"
DAYS = 0


class CrmApproval(models.Model):
    """One request for approval of one record, as it is: steps, decisions and the log.

    Written by its own acts alone. What is asked for is kept in words and values, so that
    who approves need not see the record, and so that the request stays readable.
    """

    _name = "crm.approval"
    _description = "Approval"
    _inherit = ["mail.thread", "mail.activity.mixin", "crm.retention.mixin"]
    _order = "date desc, id desc"
    _mail_post_access = "read"
    _kept_parameter = DAYS_PARAMETER

    # what is asked for
    name = fields.Char("Number", required=True, readonly=True, copy=False)
    kind = fields.Selection(
        selection=lambda self: self._selection_kind(), string="Approval Of", required=True
    )
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field="res_model", readonly=True)
    subject = fields.Char(required=True, readonly=True, help="The record's name when asked.")
    description = fields.Text("What Is Asked", readonly=True)
    amount = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    reason = fields.Text(readonly=True)
    approved_values = fields.Json("Values", readonly=True)
    digest = fields.Char(readonly=True, help="Fingerprint of the values that are approved.")

    # by whom
    user_id = fields.Many2one("res.users", "Requested By", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    rule_id = fields.Many2one("crm.approval.rule", readonly=True, ondelete="restrict", index=True)

    # how far it is
    state = fields.Selection(
        STATES, required=True, readonly=True, default="pending", tracking=True, copy=False
    )
    date = fields.Datetime(
        "Requested On", required=True, readonly=True, default=fields.Datetime.now
    )
    date_end = fields.Datetime("Closed On", readonly=True)
    duration = fields.Float(
        "Days until Closed",
        compute="_compute_duration",
        store=True,
        aggregator="avg",
        help="Calendar days from the request to the last decision.",
    )
    date_deadline = fields.Date("Deadline", readonly=True, help="Of the steps being asked now.")
    is_escalated = fields.Boolean("Escalated", readonly=True)
    act_count = fields.Integer(
        "Acts", readonly=True, help="Counts the entries of the log, so that two acts collide."
    )
    step_ids = fields.One2many("crm.approval.step", "approval_id", "Steps", readonly=True)
    line_ids = fields.One2many("crm.approval.line", "approval_id", "Decisions", readonly=True)
    log_ids = fields.One2many("crm.approval.log", "approval_id", readonly=True)
    waiting_user_ids = fields.Many2many(
        "res.users",
        "crm_approval_waiting_rel",
        "approval_id",
        "user_id",
        "Waiting For",
        readonly=True,
        help="Who may decide now.",
    )
    participant_ids = fields.Many2many(
        "res.users",
        "crm_approval_participant_rel",
        "approval_id",
        "user_id",
        "Asked",
        readonly=True,
        help="Everybody who was asked, deputies too.",
    )

    # for the reader
    can_decide = fields.Boolean(
        compute="_compute_can_decide", search="_search_can_decide", string="Waiting for Me"
    )
    can_withdraw = fields.Boolean(compute="_compute_can_withdraw")
    can_open_subject = fields.Boolean(compute="_compute_can_open_subject")
    current_step = fields.Char(compute="_compute_current_step")
    deputy_note = fields.Char(compute="_compute_deputy_note")

    _pending_uniq = models.UniqueIndex(
        "(res_model, res_id, kind, company_id) WHERE state = 'pending'",
        "An approval of this is pending already.",
    )
    _date_idx = models.Index("(date DESC, id DESC)")
    _subject_idx = models.Index("(res_model, res_id, kind, id)")
    _deadline_idx = models.Index("(date_deadline) WHERE state = 'pending'")

    @api.model
    def _selection_kind(self):
        """Return ``[(kind, label)]`` of all models that can be approved."""
        return sorted(
            (kind, label)
            for subjects in self._get_subject_models()
            for kind, label in subjects._approval_kinds().items()
        )

    @api.model
    def _get_subject_models(self):
        """Return an empty record set of each model that inherits ``crm.approval.mixin``."""
        names = self.env.registry.descendants(["crm.approval.mixin"], "_inherit")
        return [self.env[name] for name in names if not self.env[name]._abstract]

    @api.model
    def _get_models_of_kinds(self):
        """Return ``{kind: name of the model it is about}``."""
        return {
            kind: subjects._name
            for subjects in self._get_subject_models()
            for kind in subjects._approval_kinds()
        }

    @api.depends("name", "subject")
    def _compute_display_name(self):
        for approval in self:
            parts = (approval.name, approval.subject)
            approval.display_name = " · ".join(filter(None, parts))

    @api.depends("date", "date_end")
    def _compute_duration(self):
        for approval in self:
            span = approval.date_end and approval.date_end - approval.date
            approval.duration = span.total_seconds() / 86400 if span else 0

    @api.depends("waiting_user_ids", "state")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        for approval in self:
            approval.can_decide = self.env.user in approval.waiting_user_ids

    def _search_can_decide(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("waiting_user_ids", "in", self.env.uid)

    @api.depends("user_id", "state")
    @api.depends_context("uid")
    def _compute_can_withdraw(self):
        for approval in self:
            is_own = approval.user_id == self.env.user
            approval.can_withdraw = is_own and approval.state == "pending"

    @api.depends("res_model", "res_id")
    @api.depends_context("uid")
    def _compute_can_open_subject(self):
        for res_model, approvals in self.grouped("res_model").items():
            subjects = self.env.get(res_model)
            known = ()
            if subjects is not None:
                known = subjects.browse(approvals.mapped("res_id")).exists()
                known = known._filtered_access("read")._ids
            for approval in approvals:
                approval.can_open_subject = approval.res_id in known

    @api.depends("step_ids.state")
    def _compute_current_step(self):
        for approval in self:
            steps = approval.step_ids.filtered(lambda step: step.state == "open")
            approval.current_step = ", ".join(steps.mapped("name"))

    @api.depends("waiting_user_ids", "line_ids.decision")
    @api.depends_context("uid")
    def _compute_deputy_note(self):
        """Say for whom the reader would decide as a deputy."""
        for approval in self:
            absent = approval._get_open_lines_of(self.env.user).user_id - self.env.user
            approval.deputy_note = ", ".join(absent.mapped("name"))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not vals.get("name"):
                number = self.env["ir.sequence"].next_by_code("crm.approval")
                vals["name"] = number or self.env._("New")
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_erasure(self):
        if not self.env.su:
            raise UserError(self.env._("An approval is not deleted: withdraw it."))

    @api.model
    def _sql_expired(self, limit):
        """What was approved last stays: it says that the record may be as it is."""
        return SQL(
            """
            date_end < %s AND state <> 'pending' AND (state <> 'approved' OR EXISTS (
                SELECT FROM crm_approval later
                 WHERE later.res_model = crm_approval.res_model
                   AND later.res_id = crm_approval.res_id AND later.kind = crm_approval.kind
                   AND later.state = 'approved' AND later.id > crm_approval.id))
            """,
            limit,
        )

    def _get_subject(self):
        """Return the record that is approved, an empty one if it is gone."""
        self.ensure_one()
        subjects = self.env.get(self.res_model)
        return None if subjects is None else subjects.browse(self.res_id).exists()

    def action_open_subject(self):
        """Open the record that is approved, if the user may see it."""
        subject = self._get_subject()
        if not subject:
            raise UserError(self.env._("%(subject)s is gone.", subject=self.subject))
        subject.check_access("read")
        return subject._get_records_action()

    def _crm_erase_records(self, pseudonym):
        """Take the person out of the words; who decided what and when is kept."""
        self.write({"subject": pseudonym, "description": False, "reason": False})
        self.log_ids._erase()
        self.line_ids.write({"comment": False})
        on_these = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        activities = self.env["mail.activity"].with_context(active_test=False).search(on_these)
        activities.with_context(mail_activity_quick_update=True).write(
            {"summary": pseudonym, "note": False, "res_name": pseudonym, "feedback": False}
        )
        # those that told somebody, too
        self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        ).unlink()
