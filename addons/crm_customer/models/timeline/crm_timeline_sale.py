from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.timeline import TimelineSource


class CrmTimeline(models.AbstractModel):
    _inherit = "crm.timeline"

    @api.model
    def _get_kinds(self):
        return super()._get_kinds() | {
            "opportunity": self._kind(self.env._("Opportunities"), "fa-star-o", "info"),
            "order": self._kind(self.env._("Orders"), "fa-shopping-cart", "success"),
            "invoice": self._kind(self.env._("Invoices"), "fa-file-text-o", "danger"),
            "payment": self._kind(self.env._("Payments"), "fa-money", "success"),
        }

    @api.model
    def _get_sources(self):
        return super()._get_sources() | {
            "lead": self._lead_source("create_date", Domain.TRUE),
            "lead_closed": self._lead_source(
                "date_closed", Domain("won_status", "in", ["won", "lost"])
            ),
            "quotation": self._order_source("create_date", self._get_quotation_domain()),
            "order": self._order_source("date_order", Domain("state", "=", "sale")),
            "invoice": self._invoice_source(),
            "payment": self._payment_source(),
        }

    # Leads and opportunities ----------------------------------------------------------

    def _lead_source(self, date, filter_domain):
        is_closing = date == "date_closed"
        return TimelineSource(
            model="crm.lead",
            date=date,
            kinds=("opportunity",),
            domain=lambda scope: filter_domain & Domain("partner_id", "in", scope.partner_ids),
            entry=lambda values: self._prepare_lead_entry(values, is_closing),
            fields=(
                "name",
                "type",
                "user_id",
                "expected_revenue",
                "company_currency",
                "won_status",
                "lost_reason_id",
            ),
        )

    def _prepare_lead_entry(self, values, is_closing):
        is_lead = values.get("type") == "lead"
        badge = self.env._("New lead") if is_lead else self.env._("New opportunity")
        if is_closing:
            is_won = values.get("won_status") == "won"
            won, lost = self.env._("Opportunity won"), self.env._("Opportunity lost")
            badge = won if is_won else lost
        return {
            "title": values.get("name"),
            "text": self._name_of(values, "lost_reason_id") if is_closing else "",
            "author": self._name_of(values, "user_id"),
            "badge": badge,
        } | self._amount(values, "expected_revenue", "company_currency")

    # Orders ---------------------------------------------------------------------------

    def _order_source(self, date, filter_domain):
        is_order = date == "date_order"
        return TimelineSource(
            model="sale.order",
            date=date,
            kinds=("order",),
            domain=lambda scope: filter_domain & Domain("partner_id", "in", scope.partner_ids),
            entry=lambda values: self._prepare_order_entry(values, is_order),
            fields=("name", "state", "user_id", "amount_total", "currency_id", "client_order_ref"),
        )

    def _get_quotation_domain(self):
        """Return what was a quotation first: not past orders that were brought in later."""
        return Domain.custom(
            to_sql=lambda orders, alias, query: SQL(
                "(%s <> 'sale' OR %s > %s)",
                orders._field_to_sql(alias, "state", query),
                orders._field_to_sql(alias, "date_order", query),
                orders._field_to_sql(alias, "create_date", query),
            )
        )

    def _prepare_order_entry(self, values, is_order):
        badges = {
            "sent": self.env._("Quotation sent"),
            "cancel": self.env._("Cancelled"),
        }
        quotation = badges.get(values.get("state")) or self.env._("Quotation")
        return {
            "title": values.get("name"),
            "text": values.get("client_order_ref") or "",
            "author": self._name_of(values, "user_id"),
            "badge": self.env._("Sales order") if is_order else quotation,
        } | self._amount(values, "amount_total", "currency_id")

    # Invoices and payments ------------------------------------------------------------

    def _invoice_source(self):
        return TimelineSource(
            model="account.move",
            date="invoice_date",
            kinds=("invoice",),
            domain=self._get_invoice_domain,
            entry=self._prepare_invoice_entry,
            fields=(
                "name",
                "move_type",
                "payment_state",
                "invoice_user_id",
                "amount_total_in_currency_signed",
                "currency_id",
            ),
        )

    def _get_invoice_domain(self, scope):
        return (
            Domain("partner_id", "in", scope.partner_ids)
            & Domain("move_type", "in", ["out_invoice", "out_refund", "out_receipt"])
            & Domain("state", "=", "posted")
        )

    def _prepare_invoice_entry(self, values):
        badge = self.env._("Invoice")
        if values.get("move_type") == "out_refund":
            badge = self.env._("Credit note")
        elif values.get("payment_state") == "paid":
            badge = self.env._("Invoice, paid")
        return {
            "title": values.get("name"),
            "author": self._name_of(values, "invoice_user_id"),
            "badge": badge,
        } | self._amount(values, "amount_total_in_currency_signed", "currency_id")

    def _payment_source(self):
        return TimelineSource(
            model="account.payment",
            date="date",
            kinds=("payment",),
            domain=self._get_payment_domain,
            entry=self._prepare_payment_entry,
            fields=("name", "payment_type", "amount_signed", "currency_id", "memo"),
        )

    def _get_payment_domain(self, scope):
        return (
            Domain("partner_id", "in", scope.partner_ids)
            & Domain("partner_type", "=", "customer")
            & Domain("state", "in", ["in_process", "paid"])
        )

    def _prepare_payment_entry(self, values):
        is_received = values.get("payment_type") == "inbound"
        received = self.env._("Payment received")
        return {
            "title": values.get("name") or self.env._("Payment"),
            "text": values.get("memo") or "",
            "badge": received if is_received else self.env._("Payment made"),
        } | self._amount(values, "amount_signed", "currency_id")

    def _amount(self, values, amount, currency):
        """Return the amount of an entry, nothing where the field is hidden from the user."""
        if not values.get(currency) or amount not in values:
            return {}
        return {"amount": values[amount], "currency_id": values[currency][0]}
