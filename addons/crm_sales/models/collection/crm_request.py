from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date, is_html_empty

from ...tools.cash.invoice_number import clean

ASKED = {
    "collection_id",
    "collection_line_id",
    "invoice_amount",
    "invoice_currency_id",
    "invoice_details",
    "is_invoice_request",
}
ANSWERED = {"invoice_number", "invoice_date"}


class CrmRequest(models.Model):
    """A request to finance for an invoice: what it is to say, and the number it got."""

    _inherit = "crm.request"

    is_invoice_request = fields.Boolean("Invoice Request", readonly=True)
    collection_id = fields.Many2one(
        "crm.sales.collection",
        "Collection Plan",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    collection_line_id = fields.Many2one(
        "crm.sales.collection.line", "Instalment", readonly=True, ondelete="set null"
    )
    invoice_currency_id = fields.Many2one("res.currency", readonly=True, ondelete="restrict")
    invoice_amount = fields.Monetary(currency_field="invoice_currency_id", readonly=True)
    invoice_details = fields.Text(
        "To Be Printed", readonly=True, help="Title and lines of the invoice, as they were asked."
    )
    invoice_number = fields.Char(
        copy=False,
        tracking=True,
        help="20 digits of a digital invoice; of an older one its code (10 or 12 digits) and "
        "its number (8 digits).",
    )
    invoice_date = fields.Date("Invoiced On", copy=False, tracking=True)

    @api.constrains("invoice_number")
    def _check_invoice_number(self):
        for request in self.filtered("invoice_number"):
            self._clean_invoice_number(request.invoice_number)

    @api.model
    def _clean_invoice_number(self, text):
        """Return the digits of an invoice number.

        :raise ValidationError: they cannot be one
        """
        try:
            return clean(text)
        except ValueError as error:
            raise ValidationError(
                self.env._(
                    "“%(text)s” is no invoice number: a digital invoice has 20 digits, an older "
                    "one a code of 10 or 12 digits and a number of 8.",
                    text=text,
                )
            ) from error

    @api.model_create_multi
    def create(self, vals_list):
        defaults = {key.removeprefix("default_") for key in self.env.context}
        for vals in vals_list:
            if not self.env.su and ANSWERED & (vals.keys() | defaults):
                raise UserError(self.env._("A question is answered after it was asked."))
        return super().create(vals_list)

    def write(self, vals):
        if vals.get("invoice_number"):
            vals = vals | {"invoice_number": self._clean_invoice_number(vals["invoice_number"])}
        return super().write(vals)

    def _guard_words(self, names):
        super()._guard_words(names)
        if self.env.su:
            return
        if ASKED & set(names):
            raise AccessError(
                self.env._("What was asked of finance stays: withdraw it and ask anew.")
            )
        if ANSWERED & set(names) and self.filtered(lambda request: not request.is_mine_to_answer):
            raise AccessError(
                self.env._("Only who has taken an open question may write its answer.")
            )

    def action_answer(self):
        """An invoice is answered by its number and its date.

        :raise UserError: one of them is missing
        """
        for request in self.filtered("is_invoice_request"):
            if not (request.invoice_number and request.invoice_date):
                raise UserError(self.env._("Write the number and the date of the invoice first."))
            if is_html_empty(request.answer) and request.is_mine_to_answer:
                request.answer = Markup("<p>%s</p>") % self.env._(
                    "Invoice %(number)s of %(day)s.",
                    number=request.invoice_number,
                    day=format_date(self.env, request.invoice_date),
                )
        return super().action_answer()
