from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import is_html_empty

STATES = [
    ("draft", "Draft"),
    ("pending", "Waiting for Approval"),
    ("approved", "Approved"),
    ("signed", "Signed"),
    ("running", "Running"),
    ("ended", "Ended"),
    ("terminated", "Terminated"),
]
KINDS = [
    ("sale", "Sales Contract"),
    ("framework", "Framework Agreement"),
    ("service", "Service Contract"),
    ("maintenance", "Maintenance Contract"),
    ("agency", "Distribution Agreement"),
    ("other", "Other"),
]
BINDING = ("signed", "running", "ended", "terminated")
# what was agreed, and does not change once it is signed
AGREED = {
    "amount",
    "currency_id",
    "date_signed",
    "date_start",
    "kind",
    "partner_id",
    "scan",
    "terms",
}
FACTS = {"state", "date_reminded", "date_terminated", "terminate_reason"}


class CrmSalesContract(models.Model):
    """A contract with a customer: what was agreed, until when, and the signed paper."""

    _name = "crm.sales.contract"
    _description = "Contract"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "crm.approval.mixin",
        "crm.request.source.mixin",
        "crm.sales.short.mixin",
    ]
    _order = "date_end, id desc"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _mail_post_access = "read"

    # what
    number = fields.Char(required=True, readonly=True, copy=False, default="/", index="trigram")
    name = fields.Char("Subject", required=True, tracking=True)
    kind = fields.Selection(KINDS, required=True, default="sale")
    terms = fields.Html(help="Clauses that are printed on the contract.")
    note = fields.Text("Notes")
    state = fields.Selection(
        STATES,
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        group_expand=True,
    )
    # with whom
    partner_id = fields.Many2one(
        "res.partner", "Customer", required=True, ondelete="restrict", check_company=True
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id",
        string="Commercial Entity",
        store=True,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        index=True,
        tracking=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    # how much
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.company.currency_id,
    )
    amount = fields.Monetary(tracking=True)
    order_ids = fields.One2many(
        "sale.order",
        "crm_contract_id",
        "Sales Orders",
        groups="sales_team.group_sale_salesman",
    )
    order_count = fields.Integer("Number of Orders", compute="_compute_orders", compute_sudo=True)
    amount_ordered = fields.Monetary("Ordered", compute="_compute_orders", compute_sudo=True)
    collection_ids = fields.One2many("crm.sales.collection", "contract_id", "Collection Plans")
    collection_count = fields.Integer("Collections", compute="_compute_collection_count")
    # when
    date_signed = fields.Date("Signed On", copy=False, tracking=True)
    date_start = fields.Date("Starts On", tracking=True)
    date_end = fields.Date("Ends On", tracking=True)
    notice_days = fields.Integer(
        "Notice Period", help="Days before the end until which it can be given notice of."
    )
    date_notice = fields.Date(
        "Notice Until",
        compute="_compute_date_notice",
        store=True,
        help="Last day on which notice can be given; the end without a notice period.",
    )
    remind_days = fields.Integer(
        "Remind Before",
        default=lambda self: self.env.company.crm_sales_contract_days,
        help="Days before the last day of notice on which the responsible is reminded.",
    )
    date_reminded = fields.Date("Reminded On", readonly=True, copy=False)
    days_left = fields.Integer(compute="_compute_days_left")
    date_terminated = fields.Date("Terminated On", readonly=True, copy=False)
    terminate_reason = fields.Char("Why Terminated", readonly=True, copy=False)
    # the signed paper
    scan = fields.Binary("Signed Scan", copy=False)
    scan_name = fields.Char("File Name", copy=False)
    # before and after
    predecessor_id = fields.Many2one(
        "crm.sales.contract", "Renewal Of", readonly=True, copy=False, index="btree_not_null"
    )
    successor_ids = fields.One2many("crm.sales.contract", "predecessor_id", "Renewed By")

    _number_uniq = models.UniqueIndex(
        "(company_id, number)", "This number of a contract is used already."
    )
    _dates_ordered = models.Constraint(
        "CHECK(date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "A contract ends after it starts.",
    )
    _figures_positive = models.Constraint(
        "CHECK(COALESCE(amount, 0) >= 0 AND COALESCE(notice_days, 0) >= 0 "
        "AND COALESCE(remind_days, 0) >= 0)",
        "Amounts and days of a contract are not negative.",
    )
    _signed_has_scan = models.Constraint(
        "CHECK(state NOT IN ('signed', 'running') OR date_signed IS NOT NULL)",
        "A signed contract has the day of its signature.",
    )
    _successor_uniq = models.UniqueIndex(
        "(predecessor_id) WHERE predecessor_id IS NOT NULL",
        "This contract was renewed already.",
    )
    _end_idx = models.Index("(date_end, id DESC)")
    _running_idx = models.Index("(date_notice) WHERE state IN ('signed', 'running')")
    _customer_idx = models.Index("(partner_id, date_signed DESC, id DESC)")

    @api.depends("number", "name")
    def _compute_display_name(self):
        for contract in self:
            contract.display_name = f"{contract.number} {contract.name or ''}".strip()

    @api.depends("order_ids.amount_total", "order_ids.state")
    def _compute_orders(self):
        for contract in self:
            orders = contract.order_ids.filtered(lambda order: order.state != "cancel")
            contract.order_count = len(orders)
            contract.amount_ordered = sum(
                order.currency_id._convert(
                    order.amount_total,
                    contract.currency_id,
                    contract.company_id,
                    order.date_order or fields.Date.today(),
                )
                for order in orders
                if order.state == "sale"
            )

    def _compute_collection_count(self):
        counts = dict(
            self.env["crm.sales.collection"]._read_group(
                [("contract_id", "in", self.ids), ("state", "!=", "cancelled")],
                ["contract_id"],
                ["__count"],
            )
        )
        for contract in self:
            contract.collection_count = counts.get(contract._origin, 0)

    @api.depends("date_end", "notice_days")
    def _compute_date_notice(self):
        for contract in self:
            end = contract.date_end
            contract.date_notice = end and end - timedelta(days=contract.notice_days)

    @api.depends("date_end", "state")
    def _compute_days_left(self):
        for contract in self:
            is_open = contract.date_end and contract.state in ("signed", "running")
            today = contract._get_today()
            contract.days_left = (contract.date_end - today).days if is_open else 0

    def _get_today(self, company=None):
        """Return the day it is where the company works."""
        # sudo: when people work is no secret
        company = (company or self.company_id or self.env.company).sudo()
        zone = company.resource_calendar_id.tz or company.partner_id.tz or "UTC"
        return fields.Date.context_today(self.with_context(tz=zone))

    @api.constrains("order_ids", "partner_id")
    def _check_orders(self):
        for contract in self:
            customer = contract.commercial_partner_id
            # sudo: whose order it is does not depend on who may read it
            others = contract.sudo().order_ids.filtered(
                lambda order, customer=customer: order.partner_id.commercial_partner_id != customer
            )
            if others:
                raise ValidationError(
                    self.env._("%(order)s is an order of another customer.", order=others[0].name)
                )

    @api.constrains("state", "scan")
    def _check_scan(self):
        for contract in self:
            if contract.state in ("signed", "running") and not contract.scan:
                raise ValidationError(
                    self.env._("%(contract)s: a signed contract has its scan.",
                               contract=contract.number)
                )  # fmt: skip

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._guard_facts(vals)
            if vals.get("number", "/") == "/":
                company = self.env["res.company"].browse(vals.get("company_id"))
                company = company or self.env.company
                vals["number"] = self._next_number(company)
        return super().create(vals_list)

    @api.model
    def _next_number(self, company):
        """Return the next number of the company, which counts for itself."""
        # sudo: sequences are kept by administrators
        sequences = self.env["ir.sequence"].sudo().with_company(company)
        known = sequences.search(
            [("code", "=", "crm.sales.contract"), ("company_id", "=", company.id)], limit=1
        )
        if not known:
            shared = self.env.ref("crm_sales.crm_sales_contract_sequence").sudo()
            known = shared.copy({"company_id": company.id, "number_next": 1})
        return known.next_by_id()

    def write(self, vals):
        self._guard_facts(vals)
        self._guard_agreed(vals)
        if "date_end" in vals or "notice_days" in vals:
            # another end is another reminder
            vals = vals | {"date_reminded": False}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_binding(self):
        if self.filtered(lambda contract: contract.state in BINDING):
            raise UserError(self.env._("A signed contract stays. Terminate it instead."))

    def _guard_facts(self, vals):
        if not self.env.su and FACTS & vals.keys():
            raise AccessError(
                self.env._("How far a contract got is said by its buttons, not by hand.")
            )

    def _guard_agreed(self, vals):
        """What was signed stays as it is; a change is another contract."""
        changed = AGREED & vals.keys()
        if self.env.su or not changed:
            return
        for contract in self.filtered(lambda each: each.state in BINDING):
            labels = ", ".join(
                self._fields[name]._description_string(self.env) for name in sorted(changed)
            )
            raise UserError(
                self.env._(
                    "%(contract)s is signed: %(fields)s cannot be changed any more. Renew it, or "
                    "make another contract.",
                    contract=contract.number,
                    fields=labels,
                )
            )

    # from an order
    @api.model
    def _prepare_from_order(self, order):
        return {
            "name": order.client_order_ref or order.name,
            "partner_id": order.partner_id.commercial_partner_id.id,
            "user_id": order.user_id.id or self.env.uid,
            "company_id": order.company_id.id,
            "currency_id": order.currency_id.id,
            "amount": order.amount_total,
            "terms": order.note,
        }

    # other records
    def action_view_orders(self):
        self.ensure_one()
        return self.order_ids._get_records_action(name=self.env._("Sales Orders"))

    def action_view_collections(self):
        """Open the collection plan of the contract, a new one if there is none."""
        self.ensure_one()
        plans = self.env["crm.sales.collection"]
        known = plans.search([("contract_id", "=", self.id), ("state", "!=", "cancelled")])
        if not known:
            known = plans.create(plans._prepare_from_contract(self))
        return known._get_records_action(name=self.env._("Collection Plans"))

    def action_open_predecessor(self):
        return self.predecessor_id._get_records_action()

    def action_open_successor(self):
        return self.successor_ids._get_records_action()

    # the paper
    def _get_printed_lines(self):
        """Return the order lines that are printed on the contract."""
        lines = self.order_ids.filtered(lambda order: order.state != "cancel").order_line
        return lines.filtered(lambda line: not line.display_type)

    def _get_printed_plan(self):
        """Return the collection plan that says how it is paid, if there is one."""
        plans = self.collection_ids or self.order_ids.crm_collection_ids
        return plans.filtered(lambda plan: plan.state != "cancelled")[:1]

    def _has_terms(self):
        return not is_html_empty(self.terms)
