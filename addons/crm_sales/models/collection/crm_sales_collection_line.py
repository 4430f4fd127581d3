from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools.cash.instalments import split

EVENTS = [
    ("date", "On a Date"),
    ("signing", "After Signing"),
    ("delivery", "After Delivery"),
    ("acceptance", "After Acceptance"),
]
STATUSES = [
    ("planned", "Planned"),
    ("due", "Due"),
    ("partly", "Partly Received"),
    ("overdue", "Overdue"),
    ("paid", "Received"),
]
FACTS = {"amount_received", "amount_open", "amount_open_company", "date_reminded", "date_dunned"}


class CrmSalesCollectionLine(models.Model):
    """One instalment: when it is due, what of it has come in, what was promised."""

    _name = "crm.sales.collection.line"
    _description = "Instalment"
    _inherit = ["crm.sales.short.mixin"]
    _order = "date_due, sequence, id"
    _short_amount = "amount_open"

    collection_id = fields.Many2one(
        "crm.sales.collection", "Collection Plan", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Instalment", required=True)
    # of what
    partner_id = fields.Many2one(related="collection_id.partner_id", store=True, index=True)
    user_id = fields.Many2one(related="collection_id.user_id", store=True, index=True)
    company_id = fields.Many2one(related="collection_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="collection_id.currency_id", store=True)
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    collection_state = fields.Selection(
        related="collection_id.state", string="State of the Plan", store=True
    )
    # how much
    percent = fields.Float(digits=(5, 2))
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False)
    amount_received = fields.Monetary("Received", readonly=True, copy=False)
    amount_open = fields.Monetary("Outstanding", readonly=True, copy=False)
    amount_open_company = fields.Monetary(
        "Outstanding (Company Currency)",
        currency_field="company_currency_id",
        readonly=True,
        copy=False,
    )
    # when
    event = fields.Selection(EVENTS, "Due", required=True, default="date")
    days = fields.Integer("Days After", help="Calendar days after the event.")
    date_event = fields.Date("Happened On", help="The day on which the event took place.")
    date_due = fields.Date(
        "Due On", compute="_compute_date_due", store=True, readonly=False, precompute=True
    )
    is_overdue = fields.Boolean(compute="_compute_status", search="_search_is_overdue")
    overdue_days = fields.Integer("Days Overdue", compute="_compute_status")
    status = fields.Selection(STATUSES, compute="_compute_status")
    # what the customer says
    date_promised = fields.Date("Promised For")
    promise_note = fields.Char("Promise", help="Who promised it, and what was said.")
    # what was done
    date_reminded = fields.Date("Reminded On", readonly=True, copy=False)
    date_dunned = fields.Date("Chased On", readonly=True, copy=False)

    _amount_positive = models.Constraint(
        "CHECK(amount >= 0 AND days >= 0 AND percent >= 0 AND percent <= 100)",
        "Amounts and days of an instalment are not negative, percents are between 0 and 100.",
    )
    _due_idx = models.Index("(date_due, sequence, id)")
    _open_idx = models.Index("(date_due, id) WHERE collection_state = 'open' AND amount_open > 0")

    @api.depends("name", "collection_id.name")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.collection_id.name} · {line.name or ''}"

    @api.depends("percent", "collection_id.amount")
    def _compute_amount(self):
        """Percents that make 100 make the whole amount; what was typed as an amount stays."""
        for plan, lines in self.grouped("collection_id").items():
            rated = plan.line_ids.filtered("percent")
            amounts = split(plan.amount, rated.mapped("percent"), plan._get_digits())
            by_line = dict(zip(rated, amounts, strict=True))
            for line in lines:
                line.amount = by_line.get(line, line.amount)

    @api.depends("event", "days", "date_event")
    def _compute_date_due(self):
        for line in self:
            if line.event != "date":
                start = line.date_event
                line.date_due = start and start + timedelta(days=line.days)

    @api.depends("amount", "amount_open", "date_due", "collection_state")
    def _compute_status(self):
        for line in self:
            today = line._get_today()
            is_open = line.collection_state == "open" and line.amount_open > 0
            line.is_overdue = bool(is_open and line.date_due and line.date_due < today)
            line.overdue_days = (today - line.date_due).days if line.is_overdue else 0
            line.status = line._get_status(today)

    def _get_status(self, today):
        if self.collection_state in ("draft", "cancelled", False):
            return "planned"
        if self.amount_open <= 0:
            return "paid"
        if self.is_overdue:
            return "overdue"
        if self.amount_received > 0:
            return "partly"
        return "due" if self.date_due and self.date_due == today else "planned"

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return (
            Domain("collection_state", "=", "open")
            & Domain("amount_open", ">", 0)
            & Domain("date_due", "<", self._get_today())
        )

    def _get_today(self, company=None):
        """Return the day it is where the company works."""
        # sudo: when people work is no secret
        company = (company or self.company_id or self.env.company).sudo()
        zone = company.resource_calendar_id.tz or company.partner_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._guard_facts(vals)
        lines = super().create(vals_list)
        lines.collection_id._check_sum()
        lines.collection_id._refresh()
        return lines

    def write(self, vals):
        self._guard_facts(vals)
        result = super().write(vals)
        if "date_promised" in vals or "promise_note" in vals:
            self._note_promise()
        if {"amount", "percent", "date_due", "date_event", "days", "event"} & vals.keys():
            self.collection_id._check_sum()
            self.collection_id._refresh()
        return result

    def unlink(self):
        plans = self.collection_id
        result = super().unlink()
        left = plans.exists()
        left._check_sum()
        left._refresh()
        return result

    def _guard_facts(self, vals):
        if not self.env.su and FACTS & vals.keys():
            raise AccessError(self.env._("What was received is said by the books, not by hand."))

    def _note_promise(self):
        """Keep what the customer promised in the history, and let it be chased anew after."""
        for line in self:
            day = format_date(self.env, line.date_promised) if line.date_promised else "-"
            line.collection_id._message_log(
                body=self.env._(
                    "%(name)s was promised for %(day)s. %(note)s",
                    name=line.name,
                    day=day,
                    note=line.promise_note or "",
                )
            )
        # sudo: when it was chased is written by the system alone
        self.sudo().date_dunned = False

    def action_happened(self):
        """The event took place today: the days begin."""
        self.check_access("write")
        for line in self:
            if line.event == "date":
                raise UserError(self.env._("%(line)s is due on a date.", line=line.display_name))
            line.date_event = line._get_today()

    def action_request_invoice(self):
        """Open the dialog that asks finance for the invoice of this instalment."""
        self.ensure_one()
        action = self.collection_id.action_request_invoice()
        context = action["context"] | {"default_collection_line_id": self.id}
        return action | {"context": context}

    def action_open_plan(self):
        return self.collection_id._get_records_action()
