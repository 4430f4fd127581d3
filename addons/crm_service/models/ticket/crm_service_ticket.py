from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize

from ...tools.priority import priority_of

LEVELS = [("1", "Low"), ("2", "Medium"), ("3", "High")]
PRIORITIES = [("0", "Low"), ("1", "Normal"), ("2", "High"), ("3", "Urgent")]
KINDS = [
    ("question", "Question"),
    ("incident", "Incident"),
    ("request", "Service Request"),
    ("complaint", "Complaint"),
]
CHANNELS = [
    ("phone", "Phone"),
    ("email", "E-Mail"),
    ("portal", "Customer Portal"),
    ("web", "Web Form"),
    ("chat", "Chat"),
    ("wechat", "WeChat"),
    ("visit", "Visit"),
    ("api", "Other System"),
    ("import", "Import"),
]


class CrmServiceTicket(models.Model):
    """What a customer wants of the service, from the first word to the solution."""

    _name = "crm.service.ticket"
    _description = "Service Ticket"
    _inherit = [
        "mail.thread.cc",
        "mail.activity.mixin",
        "mail.tracking.duration.mixin",
        "portal.mixin",
        "rating.mixin",
        "crm.sealed.mixin",
        "crm.request.source.mixin",
    ]
    _track_duration_field = "stage_id"
    _primary_email = "partner_email"
    _order = "priority desc, id desc"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _sealed_fields = frozenset(
        {
            "date_assigned",
            "date_closed",
            "date_first_response",
            "date_last_message",
            "date_last_response",
            "date_opened",
            "number",
            "reopen_count",
        }
    )

    # what
    number = fields.Char(readonly=True, copy=False, index="trigram")
    name = fields.Char("Subject", required=True, tracking=True)
    description = fields.Html(copy=False)
    kind = fields.Selection(KINDS, required=True, default="question", tracking=True)
    category_id = fields.Many2one(
        "crm.service.category", ondelete="restrict", index="btree_not_null", tracking=True
    )
    tag_ids = fields.Many2many("crm.service.tag", string="Tags")
    channel = fields.Selection(CHANNELS, required=True, default="phone")
    # how urgent
    impact = fields.Selection(
        LEVELS, required=True, default="2", help="How much of the customer's work it stops."
    )
    urgency = fields.Selection(
        LEVELS, required=True, default="2", help="How soon it has to be solved."
    )
    priority = fields.Selection(
        PRIORITIES,
        compute="_compute_priority",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
        help="Impact times urgency; can be set by hand.",
    )
    # whose
    partner_id = fields.Many2one(
        "res.partner",
        "Contact",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="Who asks: a person, or the company itself.",
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id", string="Customer", store=True, precompute=True
    )
    level_id = fields.Many2one(
        related="partner_id.commercial_partner_id.crm_level_id", string="Customer Level"
    )
    partner_email = fields.Char(
        "E-Mail",
        compute="_compute_partner_email",
        store=True,
        readonly=False,
        precompute=True,
    )
    partner_phone = fields.Char(
        "Phone",
        compute="_compute_partner_phone",
        store=True,
        readonly=False,
        precompute=True,
    )
    email_normalized = fields.Char(compute="_compute_email_normalized", store=True, precompute=True)
    # who
    team_id = fields.Many2one(
        "crm.service.team",
        "Service Team",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        domain="[('share', '=', False)]",
        check_company=True,
        tracking=True,
    )
    # about
    product_id = fields.Many2one("product.product", check_company=True, index="btree_not_null")
    serial_number = fields.Char(index="btree_not_null")
    date_warranty = fields.Date("Warranty Until")
    is_under_warranty = fields.Boolean("Under Warranty", compute="_compute_is_under_warranty")
    order_id = fields.Many2one(
        "sale.order",
        "Sales Order",
        domain="[('partner_id', 'child_of', commercial_partner_id)]",
        check_company=True,
        index="btree_not_null",
    )
    # where it stands
    stage_id = fields.Many2one(
        "crm.service.stage",
        compute="_compute_stage_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        ondelete="restrict",
        copy=False,
        tracking=True,
        group_expand="_group_expand_stage_id",
    )
    is_waiting = fields.Boolean(related="stage_id.is_waiting", store=True, precompute=True)
    is_closed = fields.Boolean(related="stage_id.is_closed", store=True, precompute=True)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    # how it ended
    resolution = fields.Html(copy=False, help="What solved it, in words for the customer.")
    cause_id = fields.Many2one("crm.service.cause", "Root Cause", ondelete="restrict", copy=False)

    _number_uniq = models.UniqueIndex("(number)", "This ticket number is used already.")
    _order_idx = models.Index("(priority DESC, id DESC) WHERE active IS TRUE")
    _open_idx = models.Index(
        "(priority DESC, id DESC) WHERE active IS TRUE AND is_closed IS NOT TRUE"
    )
    _team_idx = models.Index(
        "(team_id, priority DESC, id DESC) WHERE active IS TRUE AND is_closed IS NOT TRUE"
    )
    _owner_idx = models.Index(
        "(user_id, priority DESC, id DESC) WHERE active IS TRUE AND is_closed IS NOT TRUE"
    )
    _stage_idx = models.Index("(stage_id, priority DESC, id DESC) WHERE active IS TRUE")
    _customer_idx = models.Index("(commercial_partner_id, date_opened DESC, id DESC)")
    _contact_idx = models.Index("(partner_id, date_opened DESC, id DESC)")
    _email_idx = models.Index("(email_normalized, date_opened DESC)")

    @api.depends("impact", "urgency")
    def _compute_priority(self):
        for ticket in self:
            ticket.priority = priority_of(ticket.impact, ticket.urgency)

    @api.depends("partner_id")
    def _compute_partner_email(self):
        for ticket in self:
            ticket.partner_email = ticket.partner_id.email or ticket.partner_email

    @api.depends("partner_id")
    def _compute_partner_phone(self):
        for ticket in self:
            ticket.partner_phone = ticket.partner_id.phone or ticket.partner_phone

    @api.depends("partner_email")
    def _compute_email_normalized(self):
        for ticket in self:
            ticket.email_normalized = email_normalize(ticket.partner_email, strict=False)

    @api.depends("category_id", "company_id")
    def _compute_team_id(self):
        """The category says who answers; a ticket that is there stays with its team."""
        for ticket in self:
            by_category = ticket.category_id._get_team()
            if by_category.company_id == ticket.company_id and not ticket._origin.team_id:
                ticket.team_id = by_category
            elif ticket.team_id.company_id != ticket.company_id:
                ticket.team_id = ticket._default_team()

    def _default_team(self):
        """Return the first of the user's teams in the company, else the company's first."""
        teams = self.env["crm.service.team"].search([("company_id", "=", self.company_id.id)])
        return teams.filtered(lambda team: self.env.user in team._get_people())[:1] or teams[:1]

    @api.depends("team_id")
    def _compute_stage_id(self):
        """A ticket that changes the team keeps its stage where the other team knows it."""
        for team, tickets in self.grouped("team_id").items():
            stages = team._get_stages() if team else self.env["crm.service.stage"]
            for ticket in tickets:
                if ticket.stage_id not in stages or not ticket.stage_id:
                    ticket.stage_id = stages[:1]

    @api.model
    def _group_expand_stage_id(self, stages, domain):
        """Columns that hold nothing are shown as well: those of the team, or of all teams."""
        team = self.env.context.get("default_team_id")
        shared = Domain("team_ids", "=", False)
        return stages.search(shared | Domain("team_ids", "in", [team]) if team else shared) | stages

    @api.depends("date_warranty")
    def _compute_is_under_warranty(self):
        today = fields.Date.context_today(self)
        for ticket in self:
            ticket.is_under_warranty = bool(ticket.date_warranty and today <= ticket.date_warranty)

    @api.depends("number", "name")
    def _compute_display_name(self):
        for ticket in self:
            name = ticket.name
            ticket.display_name = f"[{ticket.number}] {name}" if ticket.number else name

    @api.model
    def _prepare_create_values(self, vals_list):
        """Number the tickets."""
        prepared = super()._prepare_create_values(vals_list)
        sequences = self.env["ir.sequence"]
        for vals in prepared:
            vals["number"] = sequences._crm_number_ticket(self.env.company.id)
        return prepared
