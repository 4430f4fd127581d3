from odoo import models

from ...tools.personal_data import ANONYMISE, DELETE, KEEP, Holding, holdings

# master data that says nothing about a person
SILENT_FIELDS = {
    "commercial_company_name",
    "complete_name",
    "crm_search",
    "display_name",
    "email_normalized",
    "phone_sanitized",
}
TEXT_TYPES = ("char", "text", "html", "date", "properties")


class ResPartner(models.Model):
    """Says what is held about a person, for the report to the person and for erasure."""

    _inherit = "res.partner"

    def _crm_personal_data(self):
        """Return what is held about this person, as tuples or ``Holding``.

        Called in sudo, with a person and its addresses. A room that holds more of it
        extends the list; ``(title, records, field names)`` will do, erasure deletes these.

        :return: list of ``tools.personal_data.Holding``
        """
        return [
            Holding(
                self.env._("Contact"),
                self,
                tuple(self._crm_person_fields()),
                ANONYMISE,
            ),
            *self._crm_data_details(),
            *self._crm_data_talk(),
            *self._crm_data_sales(),
            *self._crm_data_books(),
            *self._crm_data_imports(),
        ]

    def _crm_holdings(self):
        """Return the holdings of ``self`` and its addresses that the user's companies hold."""
        self.ensure_one()
        # sudo: the manager answers for all that the company holds, checked by the callers
        people = self.sudo().with_context(active_test=False)
        people = people.search([("id", "child_of", self.id)], order="id")
        return holdings(people._crm_personal_data())

    def _crm_person_fields(self):
        """Return the names of the stored fields that describe a person."""
        return [
            name
            for name, field in self._fields.items()
            if name not in SILENT_FIELDS
            and field.store
            and not field.company_dependent
            and (
                field.type in TEXT_TYPES
                or name in ("category_id", "country_id", "state_id", "parent_id", "user_id")
                or (name.startswith("crm_") and field.type in ("selection", "many2many"))
            )
        ]

    def _crm_search_of_people(self, model, field_name, extra=(), order=None):
        """Return the records of ``model`` whose ``field_name`` is one of these people."""
        domain = [(field_name, "in", self.ids), *extra]
        return self.env[model].search(domain, order=order)

    def _crm_data_details(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        find = self._crm_search_of_people
        attachments = find(
            "ir.attachment",
            "res_id",
            # the host leaves out pictures, unless asked for ids
            [("res_model", "=", "res.partner"), ("id", "!=", 0)],
        )
        return [
            Holding(_("Names Before"), self.crm_former_name_ids, ("name", "date_end")),
            Holding(_("Keys in Other Systems"), self.crm_external_key_ids, ("system_id", "key")),
            Holding(
                _("Invoice Titles"),
                find("crm.customer.invoice.title", "partner_id"),
                ("name", "vat", "address", "phone", "bank_name", "bank_account", "email"),
            ),
            Holding(
                _("Bank Accounts"),
                find("res.partner.bank", "partner_id"),
                ("acc_number", "acc_holder_name", "bank_id"),
                ANONYMISE,
            ),
            Holding(
                _("Portal Access"),
                find("res.users", "partner_id"),
                ("login", "login_date"),
                ANONYMISE,
            ),
            Holding(_("Files"), attachments, ("name", "create_date"), DELETE),
            Holding(
                _("Consents"),
                find("crm.consent", "partner_id"),
                ("date", "purpose_id", "channel", "state", "date_end", "source", "proof"),
                ANONYMISE,
                _("What was said and when is kept as proof; papers and notes go."),
            ),
        ]

    def _crm_data_talk(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        find = self._crm_search_of_people
        interactions = self.env["crm.customer.interaction"].search(
            ["|", ("partner_id", "in", self.ids), ("contact_ids", "in", self.ids)]
        )
        own = [("model", "=", "res.partner")]
        on_contact = find("mail.message", "res_id", own)
        written = find("mail.message", "author_id") - on_contact
        return [
            Holding(
                _("Interactions"), interactions,
                ("date", "kind", "name", "note", "phone", "outcome_id", "sentiment",
                 "next_step", "user_id"),
                ANONYMISE,
                _("That there was a contact is a fact of the company; what was said is removed."),
            ),
            Holding(
                _("Messages on the Contact"), on_contact,
                ("date", "author_id", "subject", "body"),
            ),
            Holding(
                _("Messages Written by the Contact"), written,
                ("date", "record_name", "subject", "body"), ANONYMISE,
            ),
            Holding(
                _("Activities"),
                find("mail.activity", "res_id", [("res_model", "=", "res.partner")]),
                ("date_deadline", "activity_type_id", "summary", "note", "user_id"),
            ),
            Holding(
                _("Meetings"), find("calendar.event", "partner_ids"),
                ("start", "stop", "name"), ANONYMISE,
                _("The meeting stays in the calendars of colleagues, without the person."),
            ),
        ]  # fmt: skip

    def _crm_data_sales(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        emails = [email for email in self.mapped("email_normalized") if email]
        leads = self.env["crm.lead"].search(
            [
                "|",
                ("partner_id", "in", self.ids),
                "&",
                ("partner_id", "=", False),
                ("email_normalized", "in", emails),
            ]
        )
        return [
            Holding(
                _("Leads and Opportunities"), leads,
                ("create_date", "name", "contact_name", "email_from", "phone",
                 "expected_revenue", "stage_id"),
                ANONYMISE,
                _("Amounts and stages stay for the figures, under a pseudonym."),
                ("contact_name", "email_from", "email_cc", "phone", "function", "website",
                 "street", "street2", "zip"),
            ),
            Holding(
                _("Sales Orders"),
                self.env["sale.order"].search(
                    ["|", "|", ("partner_id", "in", self.ids),
                     ("partner_invoice_id", "in", self.ids),
                     ("partner_shipping_id", "in", self.ids)]
                ),
                ("date_order", "name", "amount_total", "state"), KEEP,
                _("Contracts must be kept; they show the pseudonym from now on."),
            ),
        ]  # fmt: skip

    def _crm_data_books(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        find = self._crm_search_of_people
        return [
            Holding(
                _("Past Orders"), find("crm.customer.purchase.history", "partner_id"),
                ("date", "number", "name", "quantity", "amount"), KEEP,
                _("Contracts must be kept; they show the pseudonym from now on."),
            ),
            Holding(
                _("Invoices"), find("account.move", "partner_id"),
                ("invoice_date", "name", "amount_total", "payment_state"), KEEP,
                _("The law on accounting wants books and their papers kept for years."),
            ),
            Holding(
                _("Payments"), find("account.payment", "partner_id"),
                ("date", "name", "amount", "state"), KEEP,
                _("The law on accounting wants books and their papers kept for years."),
            ),
            Holding(
                _("Profile"), find("crm.customer.profile", "partner_id"),
                ("lifecycle", "order_count", "revenue_total", "revenue_12m",
                 "last_interaction_date"),
                KEEP,
                _("Figures of the orders that are kept."),
            ),
        ]  # fmt: skip

    def _crm_data_imports(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        find = self._crm_search_of_people
        return [
            Holding(
                _("Rows of Imported Files"),
                find("crm.customer.import.row", "res_id", [("res_model", "=", "res.partner")]),
                ("import_id", "number", "cells"),
            ),
            Holding(
                _("Journal of Imports"),
                find("crm.customer.import.change", "res_id", [("model", "=", "res.partner")]),
                ("import_id", "kind", "before", "after"),
            ),
        ]
