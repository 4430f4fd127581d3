from ast import literal_eval
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from .crm_access_export import DAYS, DAYS_PARAMETER

KIND = "customer_export"
VALID_DAYS = 7
STATES = [
    ("draft", "Draft"),
    ("pending", "Pending"),
    ("approved", "Approved"),
    ("used", "Used"),
    ("refused", "Refused"),
]


class CrmCustomerExportRequest(models.Model):
    """Asks to export many customers: which, what for; used once within seven days."""

    _name = "crm.customer.export.request"
    _description = "Request to Export Customers"
    _inherit = ["crm.approval.mixin", "crm.retention.mixin"]
    _order = "create_date desc, id desc"
    _kept_parameter = DAYS_PARAMETER
    _kept_default = DAYS

    user_id = fields.Many2one(
        "res.users",
        "Requested By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        index=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, default=lambda self: self.env.company
    )
    domain = fields.Char(
        "Which Customers", required=True, default=lambda self: self._default_domain()
    )
    record_count = fields.Integer("Customers", compute="_compute_record_count")
    approved_count = fields.Integer(
        "Up To", readonly=True, help="How many customers the filter found when it was asked."
    )
    purpose = fields.Text(required=True, help="What the file is for, and who gets it.")
    state = fields.Selection(STATES, required=True, readonly=True, default="draft", copy=False)
    date_expire = fields.Datetime("Valid Until", readonly=True, copy=False)
    date_used = fields.Datetime("Used On", readonly=True, copy=False)
    is_expired = fields.Boolean("Expired", compute="_compute_is_expired")

    _user_idx = models.Index("(user_id, company_id, state)")

    def _default_domain(self):
        """Return the customers that are chosen in the list, as a filter."""
        context = self.env.context
        if context.get("active_model") != "res.partner" or not context.get("active_ids"):
            return "[('crm_code', '!=', False)]"
        ids = context["active_ids"]
        shown = context.get("active_domain")
        is_all = shown is not None and self.env["res.partner"].search_count(shown) == len(ids)
        return repr(shown if is_all else [("id", "in", ids)])

    @api.depends("domain")
    @api.depends_context("uid")
    def _compute_record_count(self):
        partners = self.env["res.partner"]
        for request in self:
            try:
                request.record_count = partners.search_count(request._get_domain())
            except (ValueError, SyntaxError, KeyError, TypeError):
                request.record_count = 0

    @api.depends("date_expire")
    def _compute_is_expired(self):
        now = fields.Datetime.now()
        for request in self:
            request.is_expired = bool(request.date_expire) and request.date_expire < now

    @api.depends("user_id", "approved_count")
    def _compute_display_name(self):
        for request in self:
            name = request.user_id.name or ""
            if request.approved_count:
                request.display_name = self.env._(
                    "Export of %(count)s customers by %(name)s",
                    count=request.approved_count,
                    name=name,
                )
            else:
                request.display_name = self.env._("Export by %(name)s", name=name)

    @api.constrains("domain")
    def _check_domain(self):
        for request in self:
            try:
                # sudo: only whether it can be read at all
                self.env["res.partner"].sudo().search(request._get_domain(), limit=1)
            except (ValueError, SyntaxError, KeyError, TypeError) as error:
                raise ValidationError(
                    self.env._("The filter cannot be used: %(error)s", error=error)
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # how far it is, only approving says
            unset = dict.fromkeys(("approved_count", "date_expire", "date_used"), False)
            vals_list = [vals | unset | {"state": "draft"} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._check_changeable(vals)
        return super().write(vals)

    def _check_changeable(self, vals):
        """:raise UserError: the engine's own fields, or a request whose time is over"""
        closed = self.filtered(lambda request: request.state in ("used", "refused"))
        if closed or vals.keys() - {"domain", "purpose"}:
            raise UserError(self.env._("This cannot be changed any more: make a new request."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        if any(request.state != "draft" for request in self):
            raise UserError(self.env._("Only drafts are deleted; withdraw what you asked for."))

    @api.model
    def _sql_expired(self, limit):
        """What was used goes after the exports that it was used for."""
        return SQL(
            """
            write_date < %(limit)s AND (state IN ('used', 'refused') OR date_expire < %(limit)s)
              AND NOT EXISTS (SELECT FROM crm_access_export export
                               WHERE export.request_id = crm_customer_export_request.id)
            """,
            limit=limit,
        )

    def _get_domain(self):
        return Domain(literal_eval(self.domain or "[]"))

    # asking
    def action_request(self):
        """Ask for the approval.

        :raise UserError: nobody is chosen, or nobody could approve
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("This was asked for already."))
        if not self.record_count:
            raise UserError(self.env._("The filter finds no customer."))
        self._ask()
        return True

    def _ask(self):
        """Ask for what the filter finds now; the caller checked that the user may."""
        # sudo: how far it is, only asking and approving say
        request = self.sudo()
        request.approved_count = self.record_count
        if self._approval_require(KIND, reason=self.purpose) is True:
            request._grant()
        else:
            request.state = "pending"

    @api.model
    def _approval_kinds(self):
        return super()._approval_kinds() | {KIND: self.env._("Export of Customers")}

    def _approval_watched_fields(self, kind):
        return ("domain", "purpose")

    def _approval_amount(self, kind, values):
        """The number of customers is what the rules look at."""
        return self.approved_count, self.env["res.currency"]

    def _approval_summary(self, kind, values):
        return self.env._(
            "%(count)s customers, for: %(purpose)s",
            count=self.approved_count,
            purpose=self.purpose,
        )

    def _approval_changed(self, approval):
        """What is asked for is another thing now: count anew, ask anew."""
        self._ask()

    def _approval_granted(self, approval):
        self._grant()

    def _approval_refused(self, approval):
        self.state = "refused"

    def _approval_ended(self, approval):
        self.write({"state": "draft", "date_expire": False})

    def _grant(self):
        self.write(
            {
                "state": "approved",
                "date_expire": fields.Datetime.now() + timedelta(days=VALID_DAYS),
            }
        )

    # using
    @api.model
    def _use(self, partners, limit):
        """Use up an approved request of the user that covers ``partners``; return it, in sudo.

        :raise UserError: there is none; says what to do
        """
        # sudo: using up is this method's own act, on requests of the user alone
        requests = self.sudo().search(
            [
                ("user_id", "=", self.env.uid),
                ("company_id", "=", self.env.company.id),
                ("state", "=", "approved"),
                ("date_expire", ">=", fields.Datetime.now()),
                ("approved_count", ">=", len(partners)),
            ],
            order="approved_count, id",
        )
        for request in requests:
            if request._covers(partners):
                request._use_up()
                return request
        raise UserError(
            self.env._(
                "%(count)s customers are to be exported; more than %(limit)s at once need an "
                "approved request that covers them and is not used yet. Choose the customers, "
                "then Request Export in the Actions menu, or open Approvals, Export Requests.",
                count=len(partners),
                limit=limit,
            )
        )

    def _covers(self, partners):
        """Say whether all of ``partners`` are among those that were asked for."""
        found = partners.sudo().with_context(active_test=False)
        count = found.search_count(self._get_domain() & Domain("id", "in", partners.ids))
        return count == len(partners)

    def _use_up(self):
        """Mark as used; two exports at once collide here, and one goes on."""
        self.env.execute_query(
            SQL("SELECT id FROM crm_customer_export_request WHERE id = %s FOR UPDATE", self.id)
        )
        self.write({"state": "used", "date_used": fields.Datetime.now()})
        self.flush_recordset()

    def action_withdraw(self):
        """Take the request back; it can be changed and asked for again."""
        pending = self._approval_live(KIND).filtered(lambda each: each.state == "pending")
        pending.with_env(self.env).action_withdraw()
        return True
