from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError

STATES = [("draft", "Draft"), ("running", "Running"), ("paused", "Paused"), ("ended", "Ended")]
SEGMENT = "segment"
ENTRIES = [
    (SEGMENT, "Customer Is in a Segment"),
    ("lead_created", "Lead Is Created"),
    ("form", "Form Is Submitted"),
    ("stage", "Opportunity Comes into a Stage"),
    ("won", "Opportunity Is Won"),
    ("lost", "Opportunity Is Lost"),
    ("quotation", "Quotation Is Sent"),
    ("order", "Order Is Confirmed"),
]
REENTRIES = [
    ("never", "Never Again"),
    ("days", "After Some Days"),
    ("always", "Each Time"),
]
GOALS = [("order", "Order Confirmed"), ("won", "Opportunity Won")]
#: what a change of goes into the running of a journey at once
LOCKED = {"entry", "segment_id", "stage_id", "form_id", "company_id"}


class CrmSalesJourney(models.Model):
    """Steps that contacts go through one after the other, from an entry to an exit."""

    _name = "crm.sales.journey"
    _description = "Journey"
    _inherit = ["mail.thread", "crm.cached.mixin"]
    _order = "state desc, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        tracking=True,
        help="Gets the activities of contacts that nobody owns.",
    )
    campaign_id = fields.Many2one("utm.campaign", index="btree_not_null", ondelete="set null")
    note = fields.Text("Purpose", translate=True)
    state = fields.Selection(
        STATES, required=True, readonly=True, default="draft", copy=False, tracking=True
    )
    date_started = fields.Datetime("Started On", readonly=True, copy=False)

    # who enters
    entry = fields.Selection(ENTRIES, "Enters When", required=True, default=SEGMENT)
    segment_id = fields.Many2one("crm.customer.segment", check_company=True, ondelete="restrict")
    stage_id = fields.Many2one("crm.stage", ondelete="restrict")
    form_id = fields.Many2one(
        "crm.sales.lead.form",
        "Lead Form",
        check_company=True,
        ondelete="restrict",
        help="Empty: whichever form.",
    )
    reentry = fields.Selection(
        REENTRIES,
        "Again",
        required=True,
        default="never",
        help="Whether somebody who came to the end or left may enter again. Nobody is in a "
        "journey twice at once.",
    )
    reentry_days = fields.Integer("Days Between", default=90)

    # who leaves
    is_exit_reply = fields.Boolean(
        "Answered",
        default=True,
        help="The person answered an e-mail, or was talked to: see the interactions.",
    )
    is_exit_order = fields.Boolean(
        "Ordered", default=True, help="The customer confirmed an order in the meantime."
    )
    is_exit_segment = fields.Boolean(
        "Left the Segment", help="The customer is no longer in the segment of the entry."
    )

    # what it is for
    goal = fields.Selection(GOALS, help="What participants are counted for.")
    goal_days = fields.Integer(
        "Counted For", default=60, help="Days after the entry in which the goal counts."
    )

    # when and to whom one may send
    purpose_id = fields.Many2one(
        "crm.consent.purpose",
        "Sent For",
        required=True,
        ondelete="restrict",
        domain="[('is_separate', '=', False)]",
        default=lambda self: self._default_purpose_id(),
        help="Whoever has not consented to it, or has refused it, leaves the journey instead "
        "of getting a message.",
    )
    is_working_hours = fields.Boolean(
        "In Working Hours Alone",
        default=True,
        help="Messages wait for the working hours; not on weekends and public holidays.",
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        "Working Hours",
        check_company=True,
        ondelete="restrict",
        help="Empty: those of the company.",
    )

    # steps
    version = fields.Integer(
        default=0, readonly=True, copy=False, help="In which version of the steps one enters."
    )
    step_ids = fields.One2many(
        "crm.sales.journey.step",
        "journey_id",
        "Steps",
        domain=[("is_latest", "=", True)],
        copy=True,
    )
    run_ids = fields.One2many("crm.sales.journey.run", "journey_id", "Participants", copy=False)

    _days_positive = models.Constraint(
        "CHECK(reentry_days > 0 AND goal_days > 0)", "Days are one or more."
    )
    _state_idx = models.Index("(state, company_id) WHERE active")

    @api.model
    def _default_purpose_id(self):
        return self.env["crm.consent.purpose"].search([("code", "=", "marketing")], limit=1)

    @api.constrains("entry", "segment_id", "stage_id", "state")
    def _check_entry(self):
        for journey in self:
            missing = (journey.entry == SEGMENT and not journey.segment_id) or (
                journey.entry == "stage" and not journey.stage_id
            )
            if missing and journey.state != "draft":
                raise ValidationError(
                    self.env._("%(journey)s: say who enters.", journey=journey.name)
                )

    @api.constrains("step_ids")
    def _check_steps(self):
        self._check_flow()

    @api.constrains("purpose_id")
    def _check_purpose(self):
        if self.purpose_id.filtered("is_separate"):
            raise ValidationError(self.env._("No messages are sent for this purpose."))

    @api.model_create_multi
    def create(self, vals_list):
        return (
            super(CrmSalesJourney, self.with_context(crm_journey_later=True))
            .create(vals_list)
            .with_env(self.env)
        )

    def write(self, vals):
        if LOCKED & vals.keys() and self.filtered(lambda journey: journey.state != "draft"):
            raise UserError(
                self.env._("Who enters is not changed once a journey has started: copy it.")
            )
        # the steps are looked at when all of them are written
        self = self.with_context(crm_journey_later="step_ids" in vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        if self.filtered(lambda journey: journey.state != "draft"):
            raise UserError(
                self.env._("A journey that has started is not deleted: end and archive it.")
            )

    def copy_data(self, default=None):
        return [
            vals | {"name": self.env._("%(name)s (copy)", name=journey.name)}
            if "name" not in (default or {})
            else vals
            for journey, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def copy(self, default=None):
        """Copy the steps with where they lead."""
        copies = super().copy(default)
        for journey, twin in zip(self, copies, strict=True):
            journey.step_ids._copy_ways(twin.step_ids)
        return copies

    # buttons
    def action_start(self):
        """Let contacts enter and go on.

        :raise UserError: something is missing
        """
        self.check_access("write")
        for journey in self:
            journey._check_ready()
            if journey.state == "draft":
                journey._publish()
                journey.date_started = fields.Datetime.now()
            journey.state = "running"
        self._trigger()

    def action_pause(self):
        """Keep all where they are; nobody enters."""
        self.filtered(lambda journey: journey.state == "running").state = "paused"

    def action_end(self):
        """Let nobody enter any more, and all leave."""
        self.check_access("write")
        self.state = "ended"
        # sudo: checked above; participants are written by the journey alone
        waiting = self.env["crm.sales.journey.run"].sudo()
        waiting.search([("journey_id", "in", self.ids), ("state", "=", "waiting")])._leave("ended")

    def _check_ready(self):
        """:raise UserError: the journey cannot start"""
        self.ensure_one()
        if not self.step_ids:
            raise UserError(self.env._("Add the steps first."))
        if self.entry == SEGMENT and not self.segment_id:
            raise UserError(self.env._("Choose the segment whose customers enter."))
        if self.entry == "stage" and not self.stage_id:
            raise UserError(self.env._("Choose the stage in which opportunities enter."))
        self.step_ids._check_complete()
        self._check_flow()

    @api.model
    def _trigger(self, at=None):
        # sudo: users have no access to crons, and this one takes no input of theirs
        self.env.ref("crm_sales.crm_sales_journey_cron").sudo()._trigger(at)

    @api.model
    @tools.ormcache("event", cache="default")
    def _get_listeners(self, event):
        """Return what waits for an event: ``((journey id, company id, stage id, form id), ...)``.

        Kept until a journey changes, so that records of the host are made as fast as before.
        """
        # sudo: what follows an event does not depend on who causes it
        journeys = self.sudo().search([("entry", "=", event), ("state", "=", "running")])
        return tuple(
            (each.id, each.company_id.id, each.stage_id.id, each.form_id.id) for each in journeys
        )
