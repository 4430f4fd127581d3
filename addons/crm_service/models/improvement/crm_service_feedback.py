from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.crm_customer.models.interaction.crm_customer_interaction_outcome import SENTIMENTS

from ...tools.improvement import steps
from ..ticket.crm_service_ticket import LEVELS

SOURCES = [
    ("ticket", "Ticket"),
    ("rating", "Rating"),
    ("interaction", "Interaction"),
    ("survey", "Survey"),
    ("employee", "Employee"),
    ("portal", "Customer Portal"),
]
STATES = [
    ("new", "New"),
    ("grouped", "In an Improvement"),
    ("answered", "Answered"),
    ("declined", "Declined"),
]
# what says that it came from there
SOURCE_FIELDS = {
    "ticket": "ticket_id",
    "rating": "rating_id",
    "interaction": "interaction_id",
    "survey": "survey_input_id",
}


class CrmServiceFeedback(models.Model):
    """What somebody said about what we sell and do, wherever it was said: entered once."""

    _name = "crm.service.feedback"
    _description = "Customer Feedback"
    _inherit = ["mail.thread", "mail.activity.mixin", "crm.sealed.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _sealed_fields = frozenset({"group_id", "number", "state", "token_key"})

    # what
    number = fields.Char(readonly=True, copy=False)
    name = fields.Char("Summary", required=True, tracking=True)
    description = fields.Text("In Their Words")
    date = fields.Datetime(required=True, default=fields.Datetime.now)
    category_id = fields.Many2one(
        "crm.service.category", ondelete="restrict", index="btree_not_null", tracking=True
    )
    product_id = fields.Many2one("product.product", check_company=True, index="btree_not_null")
    sentiment = fields.Selection(SENTIMENTS, required=True, default="neutral", tracking=True)
    severity = fields.Selection(
        LEVELS, required=True, default="2", help="How much it matters to who said it."
    )
    # who
    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        ondelete="restrict",
        check_company=True,
        index="btree_not_null",
        help="Who said it: a person, or the company itself.",
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Customer", store=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        domain="[('share', '=', False)]",
        check_company=True,
        index="btree_not_null",
        default=lambda self: self.env.user,
        tracking=True,
        help="Who entered it, or looks after it.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    # where it was said
    source = fields.Selection(SOURCES, required=True, default="employee")
    ticket_id = fields.Many2one(
        "crm.service.ticket",
        ondelete="set null",
        check_company=True,
        index="btree_not_null",
        copy=False,
    )
    rating_id = fields.Many2one("rating.rating", ondelete="set null", copy=False)
    interaction_id = fields.Many2one(
        "crm.customer.interaction", ondelete="set null", check_company=True, copy=False
    )
    survey_input_id = fields.Many2one(
        "survey.user_input", "Survey Answers", ondelete="set null", copy=False
    )
    # what becomes of it
    state = fields.Selection(
        STATES, required=True, default="new", readonly=True, copy=False, tracking=True
    )
    improvement_id = fields.Many2one(
        "crm.service.improvement",
        ondelete="set null",
        check_company=True,
        index="btree_not_null",
        copy=False,
        tracking=True,
    )
    decline_reason = fields.Text(
        copy=False, help="Why nothing is done; customers read it in the portal."
    )
    outcome = fields.Text(
        "What Became of It",
        compute="_compute_outcome",
        compute_sudo=True,
        help="Why nothing is done, or what the improvement brought.",
    )
    active = fields.Boolean(default=True)

    _number_uniq = models.UniqueIndex("(number)", "This feedback number is used already.")
    _ticket_uniq = models.UniqueIndex(
        "(ticket_id) WHERE source = 'ticket'", "There is feedback from this ticket already."
    )
    _rating_uniq = models.UniqueIndex(
        "(rating_id) WHERE rating_id IS NOT NULL", "There is feedback from this rating already."
    )
    _interaction_uniq = models.UniqueIndex(
        "(interaction_id) WHERE interaction_id IS NOT NULL",
        "There is feedback from this interaction already.",
    )
    _survey_uniq = models.UniqueIndex(
        "(survey_input_id) WHERE survey_input_id IS NOT NULL",
        "There is feedback from these survey answers already.",
    )
    _order_idx = models.Index("(date DESC, id DESC) WHERE active IS TRUE")
    _new_idx = models.Index("(company_id, date DESC, id DESC) WHERE state = 'new'")
    _customer_idx = models.Index("(commercial_partner_id, date DESC, id DESC)")
    _declined_why = models.Constraint(
        "CHECK(state <> 'declined' OR decline_reason IS NOT NULL)",
        "Say why the feedback is declined.",
    )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for feedback in self:
            name = feedback.name
            feedback.display_name = f"[{feedback.number}] {name}" if feedback.number else name

    @api.depends("state", "decline_reason", "improvement_id.state", "improvement_id.answer")
    def _compute_outcome(self):
        for feedback in self:
            improvement = feedback.improvement_id
            is_over = improvement.state in (steps.RELEASED, steps.VERIFIED, steps.DECLINED)
            if feedback.state == "declined":
                feedback.outcome = feedback.decline_reason
            else:
                feedback.outcome = improvement.answer if is_over else False

    @api.model_create_multi
    def create(self, vals_list):
        feedback = super().create(vals_list)
        self.env["ir.sequence"]._crm_number(feedback, "crm.service.feedback")
        # sudo: states are the system's
        feedback.sudo().filtered("improvement_id").state = "grouped"
        feedback.improvement_id._refresh_weight()
        return feedback

    def write(self, vals):
        weighs = vals.keys() & {"improvement_id", "partner_id", "active", "company_id"}
        before = self.improvement_id if weighs else self.env["crm.service.improvement"]
        result = super().write(vals)
        if "improvement_id" in vals:
            self._note_group()
        if weighs:
            (before | self.improvement_id)._refresh_weight()
        return result

    def unlink(self):
        improvements = self.improvement_id
        result = super().unlink()
        improvements._refresh_weight()
        return result

    def _note_group(self):
        """Let the state say whether the feedback is in an improvement."""
        # sudo: the state is the system's
        for feedback in self.sudo():
            if feedback.improvement_id and feedback.state in ("new", "declined"):
                feedback.state = "grouped"
            elif not feedback.improvement_id and feedback.state == "grouped":
                feedback.state = "new"

    # buttons
    def action_decline(self):
        """Say that nothing is done about it.

        :raise UserError: the reason is missing
        """
        for feedback in self:
            if not (feedback.decline_reason or "").strip():
                raise UserError(
                    self.env._(
                        "%(feedback)s: enter the reason first, customers read it in the portal.",
                        feedback=feedback.display_name,
                    )
                )
        self._set_state("declined")

    def action_answer(self):
        """Say that who gave it was answered."""
        self._set_state("answered")

    def action_reset(self):
        """Take back that it was declined or answered."""
        self._set_state("new")
        self._note_group()

    def _set_state(self, state):
        self.check_access("write")
        # sudo: the state is written by these acts alone
        self.sudo().state = state

    def action_open_source(self):
        """Open what the feedback comes from."""
        self.ensure_one()
        record = self._get_source()
        if not record:
            raise UserError(self.env._("This feedback was given by itself: there is no source."))
        record.check_access("read")
        return record._get_records_action()

    def _get_source(self):
        """Return the record that the feedback was made of, None when there is none.

        A rating is looked at on its ticket.
        """
        name = SOURCE_FIELDS.get(self.source)
        record = self[name] if name else None
        return self.ticket_id or record if self.source == "rating" else record

    def action_open_improvement(self):
        """Open the improvement that the feedback is in."""
        return self.improvement_id._get_records_action()

    def action_group(self):
        """Choose or make the improvement that these go into."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Group into Improvement"),
            "res_model": "crm.service.feedback.group",
            "view_mode": "form",
            "target": "new",
            "context": {"default_feedback_ids": self.ids},
        }
