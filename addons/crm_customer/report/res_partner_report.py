from odoo import api, fields, models
from odoo.tools import format_amount

ENTRIES = 8
UPCOMING = 5
CONTACTS = 8
PRODUCTS = 5
TEXT_LENGTH = 120


class ReportCustomerSheet(models.AbstractModel):
    """One page to take along: who they are, what happened last, what is next, what they buy.

    Everything is read as the user who prints.
    """

    _name = "report.crm_customer.report_customer_sheet"
    _description = "Customer Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        customers = self.env["res.partner"].browse(docids).commercial_partner_id
        return {
            "doc_model": "res.partner",
            "docs": customers,
            "sheets": {customer.id: self._prepare_sheet(customer) for customer in customers},
        }

    def _prepare_sheet(self, customer):
        page = self.env["crm.timeline"].get_page(customer.id, limit=ENTRIES)
        return {
            "address": self._get_address(customer),
            "contacts": self._get_contacts(customer),
            "entries": [self._prepare_entry(entry) for entry in page["entries"]],
            "upcoming": [self._prepare_entry(entry) for entry in page["upcoming"][:UPCOMING]],
            "products": self._get_products(customer),
            "can_read_orders": self.env["sale.order"].has_access("read"),
        }

    def _get_address(self, customer):
        """Return the lines of the address, without the commas that empty parts leave."""
        lines = customer._display_address(without_company=True).splitlines()
        return [line.strip(" ,") for line in lines if line.strip(" ,")]

    def _get_contacts(self, customer):
        """Return the people of the customer, those with a role first."""
        people = self.env["res.partner"].search(
            [("parent_id", "=", customer.id), ("is_company", "=", False)]
        )
        people = people.filtered("name")
        return people.sorted(lambda person: not person.crm_contact_role_ids)[:CONTACTS]

    def _prepare_entry(self, entry):
        text = entry["text"]
        if len(text) > TEXT_LENGTH:
            text = f"{text[:TEXT_LENGTH]}…"
        amount = ""
        if entry["amount"] is not False:
            currency = self.env["res.currency"].browse(entry["currency_id"])
            amount = format_amount(self.env, entry["amount"], currency)
        date = fields.Datetime.to_datetime(entry["date"])
        return entry | {"date": date, "text": text, "amount": amount}

    def _get_products(self, customer):
        """Return ``[(product, quantity, amount text)]`` of the most bought in all orders."""
        lines = self.env["sale.order.line"]
        if not lines.has_access("read"):
            return []
        groups = lines._read_group(
            [
                ("order_partner_id", "child_of", customer.id),
                ("state", "=", "sale"),
                ("product_id", "!=", False),
            ],
            ["product_id", "product_uom_id", "currency_id"],
            ["product_uom_qty:sum", "price_subtotal:sum"],
            order="price_subtotal:sum DESC",
            limit=PRODUCTS,
        )
        return [
            {
                "product": product,
                "quantity": quantity,
                "unit": unit,
                "amount": format_amount(self.env, amount, currency),
            }
            for product, unit, currency, quantity, amount in groups
        ]
