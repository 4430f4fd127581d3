from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.misc import clean_context

from .crm_customer_interaction_outcome import KINDS, SENTIMENTS

STEP_FIELDS = {"next_step", "next_step_date", "user_id", "partner_id", "name"}


class CrmCustomerInteraction(models.Model):
    """One contact with a customer: a fact, recorded once, by hand or from a host record."""

    _name = "crm.customer.interaction"
    _description = "Interaction"
    _inherit = ["mail.thread", "crm.person.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    # who
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
        index=True,
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Commercial Entity", store=True
    )
    contact_ids = fields.Many2many(
        "res.partner",
        "crm_customer_interaction_contact_rel",
        "interaction_id",
        "partner_id",
        "Contacts",
        help="The people of the customer who took part.",
    )
    colleague_ids = fields.Many2many(
        "res.users",
        "crm_customer_interaction_colleague_rel",
        "interaction_id",
        "user_id",
        "Colleagues",
        domain="[('share', '=', False)]",
        help="Who else of our company took part.",
    )
    user_id = fields.Many2one(
        string="Recorded For", tracking=True, help="The person who had the contact."
    )
    # what
    name = fields.Char("Subject", tracking=True)
    kind = fields.Selection(
        KINDS, required=True, default=lambda self: self._default_kind(), tracking=True
    )
    direction = fields.Selection(
        [("out", "Outgoing"), ("in", "Incoming")],
        required=True,
        default="out",
        help="Outgoing: we contacted the customer. Incoming: the customer contacted us.",
    )
    date = fields.Datetime(required=True, default=fields.Datetime.now, tracking=True)
    duration = fields.Integer("Duration (min)", help="Duration in minutes.")
    phone = fields.Char(help="The number that called or was called.")
    outcome_id = fields.Many2one(
        "crm.customer.interaction.outcome",
        domain="['|', ('kind', '=', False), ('kind', '=', kind)]",
        ondelete="restrict",
        tracking=True,
        index="btree_not_null",
    )
    is_contact = fields.Boolean(
        "Counts as Contact",
        compute="_compute_is_contact",
        store=True,
        precompute=True,
        help="The customer was reached, so that the time without contact starts again.",
    )
    sentiment = fields.Selection(
        SENTIMENTS,
        compute="_compute_sentiment",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    note = fields.Html()
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        domain="[('partner_id', 'child_of', commercial_partner_id)]",
        check_company=True,
        index="btree_not_null",
    )
    # next step
    next_step = fields.Char(help="What will be done next. It becomes an activity.")
    next_step_date = fields.Date("Next Step On", tracking=True)
    activity_id = fields.Many2one(
        "mail.activity",
        "Next Activity",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    next_step_state = fields.Selection(
        [("planned", "Planned"), ("done", "Done"), ("cancelled", "Cancelled")],
        compute="_compute_next_step_state",
        compute_sudo=True,
        store=True,
    )
    is_next_step_overdue = fields.Boolean(
        compute="_compute_is_next_step_overdue", search="_search_is_next_step_overdue"
    )
    # where it comes from
    previous_id = fields.Many2one(
        "crm.customer.interaction",
        "Follows",
        copy=False,
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The interaction whose next step this one is.",
    )
    event_id = fields.Many2one(
        "calendar.event", "Meeting", copy=False, readonly=True, ondelete="set null"
    )
    mail_message_id = fields.Many2one(
        "mail.message", "Message", copy=False, readonly=True, ondelete="set null"
    )

    _duration_positive = models.Constraint(
        "CHECK(duration >= 0)", "The duration of an interaction cannot be negative."
    )
    _date_idx = models.Index("(date DESC, id DESC)")
    _customer_date_idx = models.Index("(commercial_partner_id, date DESC, id DESC)")
    _user_date_idx = models.Index("(user_id, date DESC, id DESC)")
    _step_idx = models.Index("(next_step_date, id) WHERE next_step_state = 'planned'")
    _event_uniq = models.UniqueIndex(
        "(event_id, company_id) WHERE event_id IS NOT NULL",
        "This meeting is already recorded as an interaction.",
    )
    _message_uniq = models.UniqueIndex(
        "(mail_message_id) WHERE mail_message_id IS NOT NULL",
        "This message is already recorded as an interaction.",
    )

    def _default_kind(self):
        """Return the kind that the user recorded last, a call at the beginning."""
        last = self.search([("user_id", "=", self.env.uid)], limit=1)
        return last.kind or "call"

    @api.depends("outcome_id.is_contact")
    def _compute_is_contact(self):
        for interaction in self:
            outcome = interaction.outcome_id
            interaction.is_contact = outcome.is_contact if outcome else True

    @api.depends("outcome_id")
    def _compute_sentiment(self):
        for interaction in self:
            interaction.sentiment = interaction.outcome_id.sentiment or interaction.sentiment

    @api.depends("next_step_date", "activity_id", "activity_id.active")
    def _compute_next_step_state(self):
        for interaction in self:
            activity = interaction.activity_id
            if not interaction.next_step_date:
                interaction.next_step_state = False
            elif not activity:
                interaction.next_step_state = "cancelled"
            else:
                interaction.next_step_state = "planned" if activity.active else "done"

    @api.depends("next_step_state", "next_step_date")
    def _compute_is_next_step_overdue(self):
        today = fields.Date.context_today(self)
        for interaction in self:
            interaction.is_next_step_overdue = (
                interaction.next_step_state == "planned" and interaction.next_step_date < today
            )

    def _search_is_next_step_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("next_step_state", "=", "planned") & Domain(
            "next_step_date", "<", fields.Date.context_today(self)
        )

    @api.depends("name", "kind", "partner_id")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for interaction in self:
            interaction.display_name = interaction.name or self.env._(
                "%(kind)s: %(customer)s",
                kind=kinds.get(interaction.kind, ""),
                customer=interaction.partner_id.display_name or "",
            )

    @api.constrains("contact_ids", "partner_id")
    def _check_contact_ids(self):
        for interaction in self:
            customer = interaction.commercial_partner_id
            strangers = interaction.contact_ids.filtered(
                lambda contact, customer=customer: contact.commercial_partner_id != customer
            )
            if strangers:
                raise ValidationError(
                    self.env._(
                        "%(contacts)s does not belong to %(customer)s. Record own staff "
                        "under Colleagues, and people of another customer in an "
                        "interaction of their own.",
                        contacts=", ".join(strangers.mapped("display_name")),
                        customer=customer.display_name,
                    )
                )

    @api.constrains("outcome_id", "kind")
    def _check_outcome_id(self):
        for interaction in self:
            kind = interaction.outcome_id.kind
            if kind and kind != interaction.kind:
                raise ValidationError(
                    self.env._(
                        "The outcome %(outcome)s belongs to another kind of interaction.",
                        outcome=interaction.outcome_id.name,
                    )
                )

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        """A person of a company stands for the company, and took part."""
        customer = self.partner_id.commercial_partner_id
        if self.partner_id != customer:
            self.contact_ids |= self.partner_id
            self.partner_id = customer
        self.contact_ids = self.contact_ids.filtered(
            lambda contact: contact.commercial_partner_id._origin == customer._origin
        )
        if self.lead_id and self.lead_id.partner_id.commercial_partner_id != customer:
            self.lead_id = False

    @api.onchange("kind")
    def _onchange_kind(self):
        if self.outcome_id.kind and self.outcome_id.kind != self.kind:
            self.outcome_id = False

    @api.model_create_multi
    def create(self, vals_list):
        # a fact says when and by whom it was recorded by itself: no log, no followers
        quiet = self.with_context(tracking_disable=True)
        interactions = super(CrmCustomerInteraction, quiet).create(vals_list)
        interactions = interactions.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        interactions._sync_activity()
        interactions.previous_id.check_access("read")
        for interaction in interactions.filtered("previous_id"):
            # sudo: the step may be a colleague's, and stepping in for him is allowed
            interaction.sudo()._finish_previous()
        return interactions

    def write(self, vals):
        result = super().write(vals)
        if {"company_id", "user_id"} & vals.keys():
            # the host checks rules before a write: nobody hands over out of his scope
            self.check_access("write")
        if STEP_FIELDS & vals.keys():
            self._sync_activity()
        return result

    def action_open_customer(self):
        return self.partner_id._get_records_action()

    def action_open_event(self):
        return self.event_id._get_records_action()

    def action_next_step_done(self):
        """Mark the activity of the next step done.

        :return: id of the host's message about it, False when it was done already
        """
        return self.activity_id.filtered("active").action_feedback()

    def _finish_previous(self):
        """Mark the step that this interaction is done; the host's message says the same."""
        self.ensure_one()
        message_id = self.previous_id.action_next_step_done()
        if message_id and not self.mail_message_id:
            self.mail_message_id = message_id

    def action_follow_up(self):
        """Log what happened next with the same people; the next step is then done."""
        self.ensure_one()
        return self._action_log(
            default_partner_id=self.partner_id.id,
            default_contact_ids=self.contact_ids.ids,
            default_lead_id=self.lead_id.id,
            default_previous_id=self.id,
            default_name=self.next_step,
        )

    @api.model
    def _action_log(self, **defaults):
        """Return the action that opens the short form; ``defaults`` go to its context."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_customer_interaction_action_log"
        )
        return action | {"context": defaults}

    def _sync_activity(self):
        """Let the host activity of every next step say what the interaction says.

        A step that was done stays done; a new date after that plans a new activity.
        """
        for interaction in self.filtered("next_step"):
            if not interaction.next_step_date:
                interaction.next_step_date = interaction._next_step_default_date()
        for interaction in self:
            activity = interaction.activity_id.filtered("active")
            values = interaction._prepare_activity_values()
            if not interaction.next_step_date:
                activity.unlink()
            elif activity:
                activity.write(values)
            elif interaction._wants_new_activity():
                interaction.activity_id = self.env["mail.activity"].create(values)

    def _wants_new_activity(self):
        """Whether the next step has no activity yet, or a later one than the done one."""
        self.ensure_one()
        done = self.activity_id
        return not done or self.next_step_date > done.date_deadline

    def _next_step_default_date(self):
        """Return the date of a next step that was written without one.

        It is the next working day of the company.
        """
        today = fields.Date.context_today(self)
        calendar = self.env["crm.workday"]._compiled(self.company_id)
        return calendar.add_working_days(today, 1)

    def _prepare_activity_values(self):
        """Return the values of the ``mail.activity`` of the next step."""
        self.ensure_one()
        activity_type = self.env.ref(
            "crm_customer.mail_activity_type_follow_up", raise_if_not_found=False
        )
        return {
            "activity_type_id": activity_type.id if activity_type else False,
            "date_deadline": self.next_step_date,
            "res_id": self.partner_id.id,
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "summary": self.next_step or self.name,
            "user_id": self.user_id.id,
        }
