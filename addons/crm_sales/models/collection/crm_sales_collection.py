from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_amount

from ...tools.cash.instalments import difference, split

STATES = [
    ("draft", "Draft"),
    ("open", "Running"),
    ("done", "Collected"),
    ("cancelled", "Cancelled"),
]
# what is read from the books, and nobody writes by hand
FACTS = {"amount_invoiced", "amount_received", "amount_open", "amount_overdue", "state"}


class CrmSalesCollection(models.Model):
    """How the money of one order comes in: the plan, and what the books say of it.

    Amounts alone are taken from the books, so that sales needs no right to them.
    """

    _name = "crm.sales.collection"
    _description = "Collection Plan"
    _inherit = ["mail.thread", "mail.activity.mixin", "crm.sales.short.mixin"]
    _order = "date_next, id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    # of what
    name = fields.Char("Number", required=True, readonly=True, copy=False, default="/")
    order_id = fields.Many2one(
        "sale.order",
        "Sales Order",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        index=True,
        tracking=True,
        default=lambda self: self.env.user,
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.company.currency_id,
    )
    note = fields.Text()
    state = fields.Selection(
        STATES,
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )

    # how much
    amount = fields.Monetary("To Collect", required=True)
    line_ids = fields.One2many("crm.sales.collection.line", "collection_id", "Instalments")
    amount_missing = fields.Monetary("Not Planned", compute="_compute_amount_missing")
    amount_invoiced = fields.Monetary("Invoiced", readonly=True, copy=False)
    amount_received = fields.Monetary("Received", readonly=True, copy=False)
    amount_open = fields.Monetary("Outstanding", readonly=True, copy=False)
    received_rate = fields.Float("Received (%)", compute="_compute_received_rate")
    date_next = fields.Date("Next Due", readonly=True, copy=False)
    date_refreshed = fields.Datetime("Figures Of", readonly=True, copy=False)
    amount_overdue = fields.Monetary("Overdue", compute="_compute_overdue")
    overdue_days = fields.Integer("Days Overdue", compute="_compute_overdue")
    order_note = fields.Char("Order Changed", compute="_compute_order_note")

    # invoices
    request_ids = fields.One2many("crm.request", "collection_id", "Requests for Invoices")
    request_count = fields.Integer(
        "Invoice Requests", compute="_compute_requests", compute_sudo=True
    )
    invoice_numbers = fields.Char(compute="_compute_requests", compute_sudo=True)
    amount_requested = fields.Monetary(
        "Invoices Requested", compute="_compute_requests", compute_sudo=True
    )

    _amount_positive = models.Constraint(
        "CHECK(amount >= 0)", "What is to be collected is not negative."
    )
    _order_uniq = models.UniqueIndex(
        "(order_id) WHERE order_id IS NOT NULL AND state <> 'cancelled'",
        "This order has a collection plan already.",
    )
    _next_idx = models.Index("(date_next, id DESC)")
    _open_idx = models.Index("(id) WHERE state = 'open'")

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f"{plan.name} · {plan.partner_id.name or ''}".strip(" ·")

    @api.depends("amount", "line_ids.amount")
    def _compute_amount_missing(self):
        for plan in self:
            plan.amount_missing = difference(
                plan.amount, plan.line_ids.mapped("amount"), plan._get_digits()
            )

    @api.depends("amount", "amount_received")
    def _compute_received_rate(self):
        for plan in self:
            plan.received_rate = 100 * plan.amount_received / plan.amount if plan.amount else 0.0

    @api.depends("line_ids.amount_open", "line_ids.date_due", "state")
    def _compute_overdue(self):
        for plan in self:
            late = plan.line_ids.filtered("is_overdue")
            plan.amount_overdue = sum(late.mapped("amount_open"))
            plan.overdue_days = max(late.mapped("overdue_days"), default=0)

    @api.depends("order_id.amount_total", "amount", "state")
    def _compute_order_note(self):
        """Say when the order is not worth any more what the plan collects."""
        for plan in self:
            # sudo: the plan is of this order, and its owner may read the total
            total = plan.order_id.sudo().amount_total
            is_other = plan.order_id and plan.currency_id.compare_amounts(total, plan.amount)
            plan.order_note = (
                self.env._(
                    "The order is worth %(total)s now.",
                    total=format_amount(self.env, total, plan.currency_id),
                )
                if is_other and plan.state in ("draft", "open")
                else False
            )

    @api.depends("request_ids.state", "request_ids.invoice_number", "request_ids.invoice_amount")
    def _compute_requests(self):
        for plan in self:
            asked = plan.request_ids.filtered(lambda request: request.state != "cancelled")
            plan.request_count = len(asked)
            plan.amount_requested = sum(asked.mapped("invoice_amount"))
            plan.invoice_numbers = ", ".join(filter(None, asked.mapped("invoice_number"))) or False

    @api.constrains("line_ids", "amount", "state")
    def _check_sum(self):
        """A running plan adds up to what is to be collected, to the cent."""
        for plan in self.filtered(lambda each: each.state in ("open", "done")):
            plan._check_complete()

    def _check_complete(self):
        """:raise ValidationError: the instalments do not add up, and by how much."""
        missing = self.amount_missing
        if not self.line_ids:
            raise ValidationError(self.env._("Add the instalments first."))
        if self.currency_id.is_zero(missing):
            return
        amount = format_amount(self.env, abs(missing), self.currency_id)
        total = format_amount(self.env, self.amount, self.currency_id)
        if missing > 0:
            message = self.env._(
                "The instalments are %(amount)s short of %(total)s.", amount=amount, total=total
            )
        else:
            message = self.env._(
                "The instalments are %(amount)s more than %(total)s.", amount=amount, total=total
            )
        raise ValidationError(message)

    @api.onchange("order_id")
    def _onchange_order_id(self):
        if self.order_id:
            self.update(self._prepare_from_order(self.order_id))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._guard_facts(vals)
            if vals.get("name", "/") == "/":
                company = self.env["res.company"].browse(vals.get("company_id"))
                sequences = self.env["ir.sequence"].with_company(company or self.env.company)
                vals["name"] = sequences.next_by_code("crm.sales.collection") or "/"
        plans = super().create(vals_list)
        plans._refresh()
        return plans

    def write(self, vals):
        self._guard_facts(vals)
        result = super().write(vals)
        if {"line_ids", "amount", "order_id"} & vals.keys():
            self._refresh()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        if self.filtered(lambda plan: plan.state in ("open", "done")):
            raise UserError(self.env._("A running collection plan is cancelled, not deleted."))

    def _guard_facts(self, vals):
        if not self.env.su and FACTS & vals.keys():
            raise AccessError(self.env._("What was received is said by the books, not by hand."))

    def _get_subject_name(self):
        """Return of what the money is, as a customer knows it."""
        order = self.order_id.sudo()  # sudo: the name alone, of what the plan is about
        reference = order.client_order_ref
        return f"{order.name} ({reference})" if reference else order.name or self.name

    def _get_request_source(self):
        """Return the record from which finance is asked."""
        return self.order_id or self.partner_id

    def _get_digits(self):
        return self.currency_id.decimal_places or 0

    # steps
    def action_confirm(self):
        """Begin to collect by this plan.

        :raise ValidationError: the instalments do not add up
        """
        self.check_access("write")
        for plan in self:
            if plan.state != "draft":
                raise UserError(self.env._("%(plan)s is running already.", plan=plan.name))
            plan._balance()
            plan._check_complete()
        # sudo: checked above; the state is said by the steps
        self.sudo().state = "open"
        self._refresh()

    def _balance(self):
        """Let instalments that are all percents of the whole make it to the cent."""
        lines = self.line_ids
        if all(line.percent for line in lines):
            amounts = split(self.amount, lines.mapped("percent"), self._get_digits())
            for line, amount in zip(lines, amounts, strict=True):
                line.amount = amount

    def action_reset(self):
        """Plan anew."""
        self.check_access("write")
        # sudo: checked above; the state is said by the steps
        self.sudo().state = "draft"

    def action_cancel(self):
        self.check_access("write")
        # sudo: checked above; the state is said by the steps
        plans = self.sudo()
        plans.state = "cancelled"
        # another plan may follow at once, and only one may run
        plans.flush_recordset(["state"])
        plans.activity_ids.unlink()

    def action_refresh(self):
        """Read from the books what has come in."""
        self.check_access("read")
        self._refresh()

    def action_adapt_amount(self):
        """Take over what the order is worth now, and plan anew."""
        self.check_access("write")
        for plan in self.filtered("order_id"):
            # sudo: checked above; the plan is of this order
            plan.sudo().write({"state": "draft", "amount": plan.order_id.sudo().amount_total})

    def action_open_order(self):
        return self.order_id._get_records_action()

    def action_view_requests(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm_customer.crm_request_action")
        return action | {"domain": [("collection_id", "=", self.id)], "context": {}}

    def action_request_invoice(self):
        """Open the dialog that asks finance for an invoice."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_sales.crm_sales_invoice_request_action"
        )
        return action | {"context": {"default_collection_id": self.id}}

    # from an order
    @api.model
    def _prepare_from_order(self, order):
        """Return the values of the plan of ``order``, instalments by its payment terms."""
        commands = [fields.Command.clear()]
        commands += [fields.Command.create(vals) for vals in self._prepare_terms(order)]
        return {
            "order_id": order.id,
            "partner_id": order.partner_id.commercial_partner_id.id,
            "user_id": order.user_id.id or self.env.uid,
            "company_id": order.company_id.id,
            "currency_id": order.currency_id.id,
            "amount": order.amount_total,
            "line_ids": commands,
        }

    @api.model
    def _prepare_terms(self, order):
        """Return the instalments by the payment terms, counted from the day of the order."""
        start = fields.Date.to_date(order.date_order) or fields.Date.context_today(self)
        term = order.payment_term_id
        if not term:
            return [
                {
                    "name": self.env._("Full amount"),
                    "percent": 100,
                    "event": "date",
                    "date_due": start,
                }
            ]
        parts = term._compute_terms(
            start,
            order.currency_id,
            order.company_id,
            order.amount_tax,
            order.amount_tax,
            1,
            order.amount_untaxed,
            order.amount_untaxed,
        )["line_ids"]
        return [
            {
                "name": self.env._("Instalment %(number)s", number=number),
                "sequence": number,
                "amount": part["foreign_amount"],
                "event": "date",
                "date_due": part["date"],
            }
            for number, part in enumerate(parts, 1)
        ]
