import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

CONDITION, LIST, RFM = "condition", "list", "rfm"


class CrmCustomerSegment(models.Model):
    """A part of the customers: by a condition, a list, or the classes of RFM."""

    _name = "crm.customer.segment"
    _description = "Customer Segment"
    _inherit = "crm.condition.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    user_id = fields.Many2one(
        "res.users",
        "Owner",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="Who answers for the segment.",
    )
    note = fields.Text("Purpose", translate=True, help="What the segment is for.")
    company_id = fields.Many2one(
        "res.company", index=True, help="Leave empty to keep the segment in every company."
    )

    # who
    kind = fields.Selection(
        [(CONDITION, "Condition"), (LIST, "List"), (RFM, "RFM Classes")],
        required=True,
        default=CONDITION,
        help="A condition and RFM classes are asked every night; a list stays as it is "
        "until somebody changes it.",
    )
    domain = fields.Char("Condition", default="[]", help="What is true of the customers.")
    rfm_class_ids = fields.Many2many(
        "crm.customer.rfm.class",
        "crm_customer_segment_rfm_class_rel",
        "segment_id",
        "class_id",
        string="RFM Classes",
    )
    author_id = fields.Many2one(
        "res.users",
        "Condition By",
        readonly=True,
        copy=False,
        help="By whose rights the condition is asked: it finds whom this user may see, in the "
        "companies of this user.",
    )

    # when
    is_daily = fields.Boolean(
        "Refresh Every Night",
        default=True,
        help="Otherwise the segment changes only when somebody presses Refresh.",
    )
    is_due = fields.Boolean(
        "Refresh Pending",
        readonly=True,
        copy=False,
        help="The members are found anew within a minute.",
    )
    date_refreshed = fields.Datetime("Last Refresh", readonly=True, copy=False)
    error = fields.Char(
        readonly=True, copy=False, help="Why the condition could not be asked the last time."
    )
    # where a refresh goes on that was interrupted
    cursor_company_id = fields.Integer(readonly=True, copy=False)
    cursor_partner_id = fields.Integer(readonly=True, copy=False)

    _due_idx = models.Index("(id) WHERE is_due")

    @api.constrains("kind", "rfm_class_ids")
    def _check_classes(self):
        for segment in self:
            if segment.kind == RFM and not segment.rfm_class_ids:
                raise ValidationError(
                    self.env._("%(name)s: choose the RFM classes.", name=segment.name)
                )

    @api.constrains("domain", "kind")
    def _check_domain(self):
        self.filtered(lambda segment: segment.kind == CONDITION)._check_conditions()

    @api.model_create_multi
    def create(self, vals_list):
        segments = super().create(
            [vals | {"author_id": self.env.uid, "is_due": True} for vals in vals_list]
        )
        self._trigger()
        return segments

    def write(self, vals):
        """Have a changed segment refreshed; who changes the condition lends the rights."""
        if {"domain", "author_id"} & vals.keys():
            vals = vals | {"author_id": self.env.uid}
        is_changed = {"kind", "domain", "rfm_class_ids", "company_id", "active"} & vals.keys()
        if is_changed:
            vals = vals | self._restart_vals()
        result = super().write(vals)
        if is_changed:
            self.filtered(lambda segment: not segment.active)._empty()
            self._forget_cached()
            self._trigger()
        return result

    @api.model
    def _restart_vals(self):
        return {"is_due": True, "cursor_company_id": 0, "cursor_partner_id": 0, "error": False}

    @api.model
    def _trigger(self, at=None):
        """Have due segments refreshed soon."""
        cron_id = self.env["ir.model.data"]._xmlid_to_res_id(
            "crm_customer.crm_customer_segment_cron"
        )
        if cron_id:
            # sudo: users have no access to crons, and this one takes no input of theirs
            self.env["ir.cron"].sudo().browse(cron_id)._trigger(at)

    def _get_condition(self):
        """Return the condition.

        :raise ValueError, SyntaxError: it cannot be read
        """
        return Domain(ast.literal_eval(self.domain or "[]"))

    def _get_companies(self):
        """Return where the segment has members: its company, or those of its author."""
        # sudo: whoever refreshes, it is the author whose companies count
        segment = self.sudo()
        if segment.company_id:
            return segment.company_id
        author = segment.author_id or segment.create_uid
        # pylint: disable-next=no-search-all
        companies = self.env["res.company"].sudo().search([], order="id")
        return companies if author._is_superuser() else companies & author.company_ids

    # what others use

    def _members_on(self, day=None):
        """Return the members of these segments at the end of ``day`` (None: now).

        Those whom the user may see, in the current companies.
        """
        return self.env["crm.customer.segment.member"].search(
            [("segment_id", "in", self.ids), *self._get_day_domain(day)]
        )

    @api.model
    def _get_day_domain(self, day=None):
        """Return the condition on memberships that hold at the end of ``day`` (None: now)."""
        if not day:
            return [("date_to", "=", False)]
        return [("date_from", "<=", day), "|", ("date_to", "=", False), ("date_to", ">", day)]

    def _audience_domain(self, on=None):
        """Return the condition on contacts that finds the customers of these segments."""
        members = self.env["crm.customer.segment.member"]._search(
            [("segment_id", "in", self.ids), *self._get_day_domain(on)]
        )
        return Domain("id", "in", members.subselect("partner_id"))

    def _audience_partner_ids(self, on=None):
        """Return the ids of the customers to address, each once, whom the user may see.

        :param on: a day of the past, None for now
        """
        return self.env["res.partner"].search(self._audience_domain(on), order="id").ids
