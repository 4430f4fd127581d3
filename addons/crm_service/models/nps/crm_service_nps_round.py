from datetime import datetime, time

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.crm_customer.tools.quarter import quarter_bounds, quarter_of

DRAFT, RUNNING, CLOSED, CANCELLED = "draft", "running", "closed", "cancelled"
ORDERS, LEVELS, SEGMENT = "orders", "levels", "segment"
CUSTOMER, CONTACTS, ROLES = "customer", "contacts", "roles"
# written by the system alone
SEALED = {"state", "is_planned", "cursor_partner_id"}


class CrmServiceNpsRound(models.Model):
    """Customers are asked in a quarter whether they recommend us."""

    _name = "crm.service.nps.round"
    _description = "NPS Round"
    _inherit = ["mail.thread", "crm.service.survey.mixin"]
    _survey_scale = (0, 10)
    _order = "date_from desc, id desc"
    _check_company_auto = True

    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, precompute=True, required=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="Is told of detractors whose customer nobody owns.",
    )
    state = fields.Selection(
        [
            (DRAFT, "Draft"),
            (RUNNING, "Asking"),
            (CLOSED, "Closed"),
            (CANCELLED, "Cancelled"),
        ],
        "Status",
        required=True,
        readonly=True,
        copy=False,
        default=DRAFT,
        tracking=True,
    )

    # when
    year = fields.Integer(
        required=True, aggregator=None, default=lambda self: self._default_quarter()[0]
    )
    quarter = fields.Selection(
        [("1", "Q1"), ("2", "Q2"), ("3", "Q3"), ("4", "Q4")],
        required=True,
        default=lambda self: str(self._default_quarter()[1]),
    )
    date_from = fields.Date("Quarter From", compute="_compute_dates", store=True)
    date_to = fields.Date(
        "Quarter To", compute="_compute_dates", store=True, help="The last day for answers."
    )
    date_start = fields.Date("Ask From", help="Empty: as soon as the round is started.")
    reminder_days = fields.Integer(
        "Remind After",
        default=7,
        help="In days: who has not answered is reminded once; 0: nobody is.",
    )

    # who
    audience = fields.Selection(
        [
            (ORDERS, "Customers with Orders"),
            (LEVELS, "Customers of Some Levels"),
            (SEGMENT, "A Customer Segment"),
        ],
        "Customers Asked",
        required=True,
        default=ORDERS,
    )
    months = fields.Integer("Orders Within", default=12, help="In months before today.")
    level_ids = fields.Many2many(
        "crm.customer.level",
        "crm_service_nps_round_level_rel",
        "round_id",
        "level_id",
        string="Customer Levels",
        check_company=True,
    )
    segment_id = fields.Many2one("crm.customer.segment", check_company=True, ondelete="restrict")
    contacts = fields.Selection(
        [
            (CUSTOMER, "The Address of the Customer"),
            (CONTACTS, "All Contacts"),
            (ROLES, "Contacts with a Role"),
        ],
        "Whom to Ask",
        required=True,
        default=CONTACTS,
        help="A customer that is a person counts as its own contact.",
    )
    role_ids = fields.Many2many(
        "crm.customer.contact.role",
        "crm_service_nps_round_role_rel",
        "round_id",
        "role_id",
        string="Roles",
    )
    contact_max = fields.Integer("Contacts per Customer", default=1, help="At most; 0: all.")
    share = fields.Float(
        "Sample", default=1.0, help="The part of the customers that is asked, drawn by lot."
    )
    pause_days = fields.Integer(
        "Not Asked Within",
        default=30,
        help="In days: who got any question about satisfaction meanwhile is left alone.",
    )

    # what is asked
    answer_ids = fields.One2many(
        "crm.service.nps.answer", "round_id", "Questions to Contacts", readonly=True
    )
    # how far the choice of contacts is
    is_planned = fields.Boolean(readonly=True, copy=False)
    cursor_partner_id = fields.Integer(readonly=True, copy=False)

    _order_idx = models.Index("(date_from DESC, id DESC)")
    _running_idx = models.Index("(id) WHERE state = 'running'")
    _year_valid = models.Constraint("CHECK(year BETWEEN 2000 AND 2200)", "Enter a year.")
    _share_valid = models.Constraint(
        "CHECK(share > 0 AND share <= 1)", "The sample is more than 0 % and at most 100 %."
    )
    _months_valid = models.Constraint(
        "CHECK(months BETWEEN 1 AND 120)", "Orders count within 1 to 120 months."
    )
    _days_valid = models.Constraint(
        "CHECK(pause_days BETWEEN 0 AND 3650 AND reminder_days BETWEEN 0 AND 90"
        " AND contact_max >= 0)",
        "The pause is between 0 and 3650 days, the reminder comes after 0 to 90 days.",
    )

    @api.model
    def _default_quarter(self):
        return quarter_of(self.env.company._crm_today())

    @api.depends("year", "quarter")
    def _compute_name(self):
        for one in self:
            one.name = self.env._("NPS %(year)s Q%(quarter)s", year=one.year, quarter=one.quarter)

    @api.depends("year", "quarter")
    def _compute_dates(self):
        for one in self:
            bounds = (False, False)
            if one.quarter and 2000 <= one.year <= 2200:
                bounds = quarter_bounds(one.year, int(one.quarter))
            one.date_from, one.date_to = bounds

    @api.constrains("audience", "level_ids", "segment_id", "contacts", "role_ids")
    def _check_audience(self):
        wanted = {LEVELS: "level_ids", SEGMENT: "segment_id", ROLES: "role_ids"}
        for one in self:
            for choice in (one.audience, one.contacts):
                name = wanted.get(choice)
                if name and not one[name]:
                    raise ValidationError(
                        self.env._(
                            "%(name)s: choose %(what)s.",
                            name=one.name,
                            what=one._fields[name]._description_string(self.env),
                        )
                    )

    @api.constrains("date_start", "year", "quarter")
    def _check_start(self):
        for one in self:
            if one.date_start and not one.date_from <= one.date_start <= one.date_to:
                raise ValidationError(
                    self.env._("%(name)s: ask within the quarter.", name=one.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_sealed(vals)
        return super().create(vals_list)

    def write(self, vals):
        """What was started asks whom it said; only who answers for it may change."""
        self._check_sealed(vals)
        plan = self._get_plan_fields() & set(vals)
        if plan and not self.env.su and any(one.state != DRAFT for one in self):
            raise UserError(self.env._("A round that was started is not changed any more."))
        return super().write(vals)

    @api.model
    def _check_sealed(self, vals):
        """:raise UserError: somebody else than the system writes how far a round is"""
        if not self.env.su and SEALED & set(vals):
            raise UserError(self.env._("Use the buttons: start, cancel."))

    @api.model
    def _get_plan_fields(self):
        """Return what says when is asked, who, and how."""
        own = self.env["mail.thread"]._fields
        free = {"name", "user_id", "date_start", "reminder_days"} | SEALED
        return {
            name
            for name, field in self._fields.items()
            if name not in own and name not in free and (field.store and not field.readonly)
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_started(self):
        if any(one.state != DRAFT for one in self):
            raise UserError(self.env._("A round that was started is not deleted: cancel it."))

    def _get_deadline(self):
        """Return the moment at which the quarter ends, where the company is."""
        self.ensure_one()
        zone = timezone(self.company_id._crm_tz())
        end = zone.localize(datetime.combine(self.date_to, time.max.replace(microsecond=0)))
        return end.astimezone(utc).replace(tzinfo=None)

    # steps
    def action_start(self):
        """Ask the contacts, in the background."""
        self.check_access("write")
        for one in self:
            if one.state != DRAFT:
                raise UserError(self.env._("%(name)s was started already.", name=one.name))
            if one.date_to < one.company_id._crm_today():
                raise UserError(self.env._("%(name)s: the quarter is over.", name=one.name))
        # sudo: the state is the system's, after the check
        self.sudo().write({"state": RUNNING, "is_planned": False, "cursor_partner_id": 0})
        self._trigger()

    def action_cancel(self):
        """Ask nobody any more; what was asked may still be answered until the quarter ends."""
        self.check_access("write")
        running = self.filtered(lambda one: one.state == RUNNING)
        # sudo: as above; answers are the system's
        running = running.sudo()
        running.state = CANCELLED
        running._get_planned()._skip("cancelled")

    @api.model
    def _trigger(self):
        # sudo: users have no access to crons, and this one takes no input of theirs
        self.env.ref("crm_service.nps_cron").sudo()._trigger()
