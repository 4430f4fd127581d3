from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount


class CrmSalesInvoiceRequest(models.TransientModel):
    """Ask finance for an invoice: title, lines and amount."""

    _name = "crm.sales.invoice.request"
    _description = "Request an Invoice"

    collection_id = fields.Many2one("crm.sales.collection", "Collection Plan")
    collection_line_id = fields.Many2one(
        "crm.sales.collection.line",
        "Instalment",
        domain="[('collection_id', '=', collection_id)]",
    )
    order_id = fields.Many2one(
        "sale.order", "Sales Order", compute="_compute_order_id", store=True, readonly=False
    )
    partner_id = fields.Many2one("res.partner", "Customer", compute="_compute_partner_id")
    title_id = fields.Many2one(
        "crm.customer.invoice.title",
        "Invoice Title",
        compute="_compute_title_id",
        store=True,
        readonly=False,
        domain="[('partner_id', '=', partner_id)]",
    )
    copy_block = fields.Text(related="title_id.copy_block", string="Title in Full")
    currency_id = fields.Many2one("res.currency", compute="_compute_partner_id")
    amount = fields.Monetary(compute="_compute_amount", store=True, readonly=False)
    amount_left = fields.Monetary("Can Be Invoiced", compute="_compute_amount_left")
    lines = fields.Text("Invoice Lines", compute="_compute_lines", store=True, readonly=False)
    note = fields.Text("Remark")

    @api.depends("collection_id")
    def _compute_order_id(self):
        for request in self:
            request.order_id = request.collection_id.order_id or request.order_id

    @api.depends("order_id", "collection_id")
    def _compute_partner_id(self):
        for request in self:
            subject = request.collection_id or request.order_id
            request.partner_id = subject.partner_id.commercial_partner_id
            request.currency_id = subject.currency_id or self.env.company.currency_id

    @api.depends("partner_id")
    def _compute_title_id(self):
        for request in self:
            # the default one comes first
            request.title_id = self.env["crm.customer.invoice.title"].search(
                [("partner_id", "=", request.partner_id.id)], limit=1
            )

    @api.depends("collection_id", "order_id")
    def _compute_amount_left(self):
        for request in self:
            plan, order = request.collection_id, request.order_id
            total = plan.amount if plan else order.amount_total
            request.amount_left = total - request._get_requested()

    def _get_requested(self):
        """Return what finance was asked for already, whoever asked."""
        # sudo: an amount alone, of an order or plan that the user may read
        requests = self.env["crm.request"].sudo()
        if self.collection_id:
            domain = [("collection_id", "=", self.collection_id.id)]
        else:
            domain = [("res_model", "=", "sale.order"), ("res_id", "=", self.order_id.id)]
        domain += [("is_invoice_request", "=", True), ("state", "!=", "cancelled")]
        return sum(requests.search(domain).mapped("invoice_amount"))

    @api.depends("collection_line_id", "collection_id", "order_id")
    def _compute_amount(self):
        for request in self:
            line = request.collection_line_id
            wanted = line.amount if line else request.amount_left
            request.amount = max(min(wanted, request.amount_left), 0)

    @api.depends("order_id", "collection_line_id")
    def _compute_lines(self):
        for request in self:
            sold = request.order_id.order_line.filtered(lambda line: not line.display_type)
            texts = [
                f"{line.product_id.display_name or line.name} × {line.product_uom_qty:g} "
                f"{line.product_uom_id.name or ''}".strip()
                for line in sold
            ]
            request.lines = "\n".join(texts) or request.collection_line_id.name

    def action_request(self):
        """Ask finance, and open the request.

        :raise UserError: nobody is named for invoices, no title, or more than is left
        """
        self.ensure_one()
        subject = self.collection_id or self.order_id
        subject.check_access("read")
        company = subject.company_id
        # sudo: a setting of the company
        department = company.sudo().crm_sales_invoice_department_id
        self._check(department)
        request = self.env["crm.request"].create(self._prepare_request(department))
        return request._get_records_action()

    def _check(self, department):
        if not department:
            raise UserError(
                self.env._(
                    "Nobody is named who writes invoices. Ask a manager to choose the "
                    "department in the settings of the CRM, under Collections."
                )
            )
        if not self.title_id:
            raise UserError(
                self.env._(
                    "%(customer)s has no invoice title. Add it on the customer first.",
                    customer=self.partner_id.name,
                )
            )
        if self.currency_id.compare_amounts(self.amount, 0) <= 0:
            raise UserError(self.env._("The amount of an invoice is greater than zero."))
        if self.currency_id.compare_amounts(self.amount, self.amount_left) > 0:
            raise UserError(
                self.env._(
                    "%(amount)s is more than can be invoiced: %(left)s.",
                    amount=format_amount(self.env, self.amount, self.currency_id),
                    left=format_amount(self.env, self.amount_left, self.currency_id),
                )
            )

    def _prepare_request(self, department):
        money = format_amount(self.env, self.amount, self.currency_id)
        source = self.order_id or self.collection_id._get_request_source()
        return {
            "name": self.env._(
                "Invoice for %(customer)s, %(amount)s", customer=self.partner_id.name, amount=money
            ),
            "question": self._get_question(money),
            "department_id": department.id,
            "source_ref": f"{source._name},{source.id}",
            "is_invoice_request": True,
            "collection_id": self.collection_id.id,
            "collection_line_id": self.collection_line_id.id,
            "invoice_currency_id": self.currency_id.id,
            "invoice_amount": self.amount,
            "invoice_details": f"{self.title_id.copy_block}\n\n{self.lines}",
        }

    def _get_question(self, money):
        """Return the request as finance reads it."""
        kinds = dict(self.title_id._fields["kind"]._description_selection(self.env))
        capitals = self.currency_id._crm_in_capitals(self.amount)
        rows = [
            (self.env._("Kind"), kinds[self.title_id.kind]),
            (self.env._("Title"), self.title_id.copy_block),
            (self.env._("Lines"), self.lines),
            (self.env._("Amount"), f"{money} {capitals}".strip()),
            (self.env._("Remark"), self.note),
        ]
        cells = Markup("").join(
            Markup("<tr><td><b>%s</b></td><td>%s</td></tr>")
            % (label, escape(text).replace("\n", Markup("<br>")))
            for label, text in rows
            if text
        )
        return Markup('<table class="table table-sm">%s</table>') % cells
