from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_amount, format_date, format_datetime

from ..tools.html_text import html_to_text
from ..tools.own_field import own_values

TEXT_LENGTH = 2000
PLAIN = (bool, int, float, str, dict, list, type(None))
GROUP = "crm_customer.group_customer_manager"


class ReportPersonalData(models.AbstractModel):
    """Everything held about a person, for the person who asks: on paper, or as data."""

    _name = "report.crm_customer.report_personal_data"
    _description = "Personal Data"

    @api.model
    def _get_report_values(self, docids, data=None):
        partners = self.env["res.partner"].browse(docids)
        return {
            "doc_model": "res.partner",
            "docs": partners,
            "reports": {partner.id: self._prepare(partner) for partner in partners},
        }

    @api.model
    def _check_allowed(self, partner):
        """Refuse who is no manager, and who may not see the person.

        :raise AccessError: with the reason
        """
        if not self.env.user.has_group(GROUP):
            raise AccessError(self.env._("What is held about a person is told by the manager."))
        partner.check_access("read")

    @api.model
    def _prepare(self, partner):
        """Return ``{contact, lang, date, company, sections}`` in the language of the person.

        A section is ``{title, kept, headings, rows}``, rows being lists of texts.
        """
        self._check_allowed(partner)
        partner = partner.with_context(lang=self._language(partner))
        report = self.with_env(partner.env)
        return {
            "contact": partner.display_name,
            "lang": partner.env.context["lang"],
            "date": fields.Datetime.now(),
            "company": self.env.company.name,
            "sections": [
                report._prepare_section(holding, records)
                for holding, records in report._own_holdings(partner)
            ],
        }

    @api.model
    def _export(self, partner):
        """Return the same as data: texts and numbers that JSON knows, keyed by field."""
        self._check_allowed(partner)
        partner = partner.with_context(lang=self._language(partner))
        return {
            "contact": partner.display_name,
            "date": fields.Datetime.to_string(fields.Datetime.now()),
            "controller": self.env.company.name,
            "data": [
                {
                    "title": holding.title,
                    "model": records._name,
                    "records": [
                        {"id": record.id}
                        | {
                            name: self._raw_value(record, name)
                            for name in self._shown(record, holding.field_names)
                        }
                        for record in records
                    ],
                }
                for holding, records in self._own_holdings(partner)
            ],
        }

    @api.model
    def _language(self, partner):
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        return partner.lang if partner.lang in installed else self.env.lang or "en_US"

    @api.model
    def _own_holdings(self, partner):
        """Yield the holdings with the records of the companies that the manager works for."""
        companies = self.env.user.company_ids
        for holding in partner._crm_holdings():
            records = holding.records
            field = records._fields.get("company_id")
            if field and field.store and field.comodel_name == "res.company":
                records = records.filtered(
                    lambda record: not record.company_id or record.company_id in companies
                )
            if records._name == "calendar.event":
                # as the user, read afresh: the host masks others' private meetings then
                records = records.sudo(False)
                records.invalidate_recordset()
            if records:
                yield holding, records

    @api.model
    def _shown(self, records, names):
        """Return the names of the fields that say something of any of ``records``."""
        return [
            name
            for name in names
            if name in records._fields and any(record[name] for record in records)
        ]

    @api.model
    def _prepare_section(self, holding, records):
        names = self._shown(records, holding.field_names)
        labels = records.fields_get(names, ["string"])
        return {
            "title": holding.title,
            "reason": holding.reason,
            "count": len(records),
            "is_card": records._name == "res.partner",
            "headings": [labels[name]["string"] if name in labels else name for name in names],
            "rows": [[self._text(record, name) for name in names] for record in records],
        }

    @api.model
    def _text(self, record, name):
        """Return the value as a person reads it."""
        field, value = record._fields[name], record[name]
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type in ("integer", "float"):
            return str(value)
        if not value:
            return ""
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        make = {
            "binary": lambda: self.env._("a file"),
            "date": lambda: format_date(self.env, value),
            "datetime": lambda: format_datetime(self.env, value, dt_format="short"),
            "html": lambda: html_to_text(value, TEXT_LENGTH),
            "json": lambda: self._json_text(value),
            "monetary": lambda: format_amount(
                self.env, value, record[field.get_currency_field(record)]
            ),
            "properties": lambda: self._own_text(field.convert_to_read(value, record)),
        }.get(field.type)
        return make() if make else str(field.convert_to_export(value, record))[:TEXT_LENGTH]

    @api.model
    def _own_text(self, properties):
        return "; ".join(f"{label}: {text}" for label, text in own_values(properties).items())

    @api.model
    def _json_text(self, value):
        if isinstance(value, dict):
            return "; ".join(str(item) for item in value.values() if item not in (None, False, ""))
        return str(value)

    @api.model
    def _raw_value(self, record, name):
        field, value = record._fields[name], record[name]
        if field.relational:
            return value.mapped("display_name")
        if field.type in ("date", "datetime"):
            return field.to_string(value) if value else False
        if field.type == "binary":
            return bool(value)
        if field.type == "properties":
            return own_values(field.convert_to_read(value, record))
        if field.type == "html":
            return html_to_text(value, TEXT_LENGTH)
        return value if isinstance(value, PLAIN) else str(value)
