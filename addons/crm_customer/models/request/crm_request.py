from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, is_html_empty

from .crm_request_department import OPEN_STATES

STATES = [
    ("open", "Open"),
    ("in_progress", "In Progress"),
    ("answered", "Answered"),
    ("closed", "Closed"),
    ("cancelled", "Cancelled"),
]
# what the steps of a question write, and nobody by hand
STEP_FIELDS = {
    "answer_days",
    "answer_hours",
    "date_answered",
    "date_asked",
    "date_closed",
    "date_escalated",
    "is_on_time",
    "number",
    "on_time_rate",
    "reopen_count",
    "state",
    "user_id",
}
QUESTION_FIELDS = {"name", "question", "department_id", "date_due", "source_ref", "partner_id"}
DAYS_PARAMETER = "crm_customer.request_days"
DAYS = 0


class CrmRequest(models.Model):
    """A question to another department, its due day and its answer."""

    _name = "crm.request"
    _description = "Request to a Department"
    _inherit = ["mail.thread", "mail.activity.mixin", "crm.retention.mixin"]
    _order = "date_due desc, id desc"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    # who may read a question may add to it
    _mail_post_access = "read"
    _kept_parameter = DAYS_PARAMETER

    # what
    number = fields.Char(readonly=True, copy=False, index="trigram")
    name = fields.Char("Subject", required=True, tracking=True)
    question = fields.Html(required=True)
    priority = fields.Selection([("0", "Normal"), ("1", "Urgent")], default="0", tracking=True)
    about = fields.Char(compute="_compute_about", compute_sudo=True)
    # who
    department_id = fields.Many2one(
        "crm.request.department",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
        default=lambda self: self._default_department_id(),
    )
    company_id = fields.Many2one(
        related="department_id.company_id", store=True, precompute=True, index=True
    )
    requester_id = fields.Many2one(
        "res.users",
        "Asked By",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    user_id = fields.Many2one(
        "res.users",
        "Assigned To",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        tracking=True,
    )
    is_mine_to_answer = fields.Boolean(compute="_compute_rights")
    is_mine_to_take = fields.Boolean(compute="_compute_rights")
    is_mine_to_judge = fields.Boolean(compute="_compute_rights")
    # about
    source_ref = fields.Reference(
        selection="_selection_source_ref",
        string="Asked From",
        help="The record that the question is about.",
    )
    res_model = fields.Char("Source Model", compute="_compute_source", store=True)
    res_id = fields.Many2oneReference(
        "Source Record", compute="_compute_source", store=True, model_field="res_model"
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        ondelete="restrict",
        check_company=True,
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Commercial Entity", store=True
    )
    # answer
    state = fields.Selection(
        STATES,
        required=True,
        default="open",
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    answer = fields.Html(copy=False)
    reopen_count = fields.Integer("Times Reopened", readonly=True, copy=False)
    reopen_reason = fields.Char("Why Reopened", readonly=True, copy=False)

    _number_uniq = models.UniqueIndex("(number)", "This number is used already.")
    _due_idx = models.Index("(date_due DESC, id DESC)")
    _customer_idx = models.Index("(partner_id, date_asked DESC, id DESC)")
    _customer_answered_idx = models.Index("(partner_id, date_answered DESC, id DESC)")
    _commercial_idx = models.Index("(commercial_partner_id)")
    _source_idx = models.Index("(res_model, res_id)")
    _waiting_idx = models.Index("(date_due, id) WHERE state IN ('open', 'in_progress')")

    def _default_department_id(self):
        """Return whom the user asked last, the first department at the beginning."""
        last = self.search([("requester_id", "=", self.env.uid)], order="id desc", limit=1)
        if last.department_id.active and last.company_id == self.env.company:
            return last.department_id
        departments = self.env["crm.request.department"]
        return departments.search([("company_id", "=", self.env.company.id)], limit=1)

    # what a question can be about
    @api.model
    def _request_sources(self):
        """Return ``{model: label}`` of what a question can be asked from; to extend.

        Such a model inherits ``crm.request.source.mixin``.
        """
        return {
            "res.partner": self.env._("Customer"),
            "crm.lead": self.env._("Lead or Opportunity"),
            "sale.order": self.env._("Sales Order"),
        }

    @api.model
    def _selection_source_ref(self):
        return list(self._request_sources().items())

    @api.depends("source_ref")
    def _compute_source(self):
        for request in self:
            request.res_model = request.source_ref and request.source_ref._name
            request.res_id = request.source_ref and request.source_ref.id

    @api.depends("source_ref")
    def _compute_partner_id(self):
        for request in self:
            # sudo: that a record is of a customer follows from the record, which who asks
            # may read; recomputing must not depend on who does it
            source = request.source_ref and request.source_ref.sudo().exists()
            if source:
                request.partner_id = source._get_request_partner()

    @api.depends("source_ref", "partner_id")
    def _compute_about(self):
        """Name the source to who answers, whether he may open it or not."""
        for request in self:
            source = request.source_ref and request.source_ref.exists()
            names = [request.partner_id.display_name]
            if source and source != request.partner_id:
                names.append(source.display_name)
            request.about = " · ".join(filter(None, names))

    @api.depends("department_id")
    def _compute_user_id(self):
        """Another department begins with its responsible."""
        for request in self:
            if not request.user_id or request.state in (False, *OPEN_STATES):
                request.user_id = request.department_id.user_id

    @api.depends_context("uid")
    @api.depends("user_id", "requester_id", "department_id.member_ids", "state")
    def _compute_rights(self):
        user = self.env.user
        sees_all = user.has_group("crm_customer.group_customer_all")
        for request in self:
            waits = request.state in OPEN_STATES
            may_answer = sees_all or user in request.department_id._get_people() | request.user_id
            request.is_mine_to_answer = waits and user == request.user_id
            request.is_mine_to_take = waits and may_answer and user != request.user_id
            request.is_mine_to_judge = sees_all or user == request.requester_id

    @api.depends("number", "name")
    def _compute_display_name(self):
        for request in self:
            request.display_name = (
                f"[{request.number}] {request.name}" if request.number else (request.name or "")
            )

    @api.constrains("question")
    def _check_question(self):
        for request in self:
            if is_html_empty(request.question):
                raise ValidationError(self.env._("Write what you want to know."))

    @api.constrains("source_ref")
    def _check_source_ref(self):
        for request in self:
            if request.source_ref and request.source_ref._name not in self._request_sources():
                raise ValidationError(self.env._("A question cannot be asked from this record."))

    @api.model_create_multi
    def create(self, vals_list):
        defaults = {key.removeprefix("default_") for key in self.env.context}
        for vals in vals_list:
            self._guard_steps(vals.keys() | (defaults & STEP_FIELDS))
            if vals.get("answer") and not self.env.su:
                raise UserError(self.env._("A question is answered after it was asked."))
            vals["number"] = self.env["ir.sequence"].sudo().next_by_code("crm.request")
        requests = super().create(vals_list)
        requests._check_source_access()
        requests._settle_due()
        for request in requests:
            request.message_subscribe(request.requester_id.partner_id.ids)
        requests._plan_answer()
        # what is brought in answered already
        requests.sudo()._count_answer()
        return requests

    def write(self, vals):
        self._guard_steps(vals.keys())
        self._guard_words(vals.keys())
        departments = {request: request.department_id for request in self}
        result = super().write(vals)
        if {"source_ref", "partner_id"} & vals.keys():
            self._check_source_access()
        if {"date_due", "department_id"} & vals.keys():
            self._settle_due()
        if "department_id" in vals:
            self.filtered(lambda moved: moved.department_id != departments[moved])._hand_over()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        if self.filtered(lambda request: request.state in ("answered", "closed")):
            raise UserError(
                self.env._("A question that was answered stays. Cancel what is no longer wanted.")
            )

    @api.model
    def _sql_expired(self, limit):
        return SQL("date_closed < %s AND state IN ('closed', 'cancelled')", limit)

    def _guard_steps(self, names):
        """Times and states are facts of the steps: a fact that anybody may set proves nothing."""
        if not self.env.su and STEP_FIELDS & set(names):
            raise AccessError(
                self.env._("How far a question got is said by its buttons, not by hand.")
            )

    def _guard_words(self, names):
        """A question stands once it was answered, and an answer is the assignee's."""
        if self.env.su:
            return
        sees_all = self.env.user.has_group("crm_customer.group_customer_all")
        if "requester_id" in names and not sees_all:
            raise AccessError(self.env._("A question stays with who asked it."))
        if (QUESTION_FIELDS | {"requester_id"}) & set(names):
            if self.filtered(lambda request: request.state not in OPEN_STATES):
                raise UserError(self.env._("This question is settled and cannot be changed."))
            if self.filtered(lambda request: not request.is_mine_to_judge) and not (
                set(names) <= {"department_id", "answer", "priority"}
            ):
                raise AccessError(self.env._("Only who asked may change the question."))
        if "answer" in names and self.filtered(lambda request: not request.is_mine_to_answer):
            raise AccessError(
                self.env._("Only who has taken an open question may write its answer.")
            )

    def _check_source_access(self):
        """Nobody asks about a record that he may not read."""
        for request in self:
            (request.source_ref or request.partner_id).check_access("read")

    def action_open_source(self):
        self.ensure_one()
        source = self.source_ref or self.partner_id
        return source._get_records_action()

    def _crm_erase_records(self, pseudonym):
        """Take a person's words out of questions; called in sudo by an erasure.

        That a department was asked and how fast it answered stays, for the figures.
        """
        messages = self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        )
        messages.attachment_ids.unlink()
        messages.unlink()
        self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids), ("id", "!=", 0)]
        ).unlink()
        self.activity_ids.unlink()
        self.with_context(tracking_disable=True).write(
            {
                "name": pseudonym,
                "question": Markup("<p>%s</p>") % pseudonym,
                "answer": False,
                "reopen_reason": False,
            }
        )
