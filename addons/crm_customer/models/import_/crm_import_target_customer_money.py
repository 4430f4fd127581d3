from odoo import api, models
from odoo.fields import Command
from odoo.tools import plaintext2html

from odoo.addons.base.models.res_bank import sanitize_account_number

from .crm_import_target import TargetField

#: field of the file: field of the invoice title
TITLE_FIELDS = {
    "invoice_title": "name",
    "invoice_vat": "vat",
    "invoice_address": "address",
    "invoice_phone": "phone",
    "invoice_bank": "bank_name",
    "invoice_account": "bank_account",
    "invoice_email": "email",
}
#: what a title takes from the customer's own cells
TITLE_DEFAULTS = {"vat": "vat", "bank_name": "bank_name", "bank_account": "bank_account"}


class CrmImportTargetCustomer(models.AbstractModel):
    """Credit limit, bank account and invoice title, for those who may see them."""

    _inherit = "crm.import.target.customer"

    @api.model
    def _get_fields(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        field, title, money = TargetField, _("Invoice title"), _("Payment")
        fields = super()._get_fields() | {
            "invoice_title": field(_("Invoice title"), "company", title),
            "invoice_vat": field(_("Tax ID of the title"), "tax_id", title),
            "invoice_address": field(_("Address of the title"), "text", title),
            "invoice_phone": field(_("Phone of the title"), "text", title),
            "invoice_bank": field(_("Bank of the title"), "text", title),
            "invoice_account": field(_("Bank account of the title"), "code", title),
            "invoice_email": field(_("E-mail of the title"), "email", title),
            "bank_account": field(_("Bank account"), "code", money),
            "bank_name": field(_("Bank"), "text", money),
            "credit_limit": field(_("Credit limit"), "money", money),
        }
        for name in self._get_forbidden():
            del fields[name]
        return fields

    @api.model
    def _get_forbidden(self):
        """Return the fields that are not for this user, whatever the job's rights are."""
        own = self.sudo(False).env
        forbidden = set()
        if not own["res.partner.bank"].has_access("create"):
            forbidden |= {"bank_account", "bank_name"}
        partners = own["res.partner"]
        if not partners._has_field_access(partners._fields["credit_limit"], "write"):
            forbidden.add("credit_limit")
        return forbidden

    @api.model
    def _split(self, checked, tools):
        parts = super()._split(checked, tools)
        values, vals = checked.values, parts[0].vals
        if "credit_limit" in values:
            vals["credit_limit"] = values["credit_limit"]
        if values.get("bank_account"):
            vals["_bank"] = {
                "acc_number": values["bank_account"],
                "bank": values.get("bank_name"),
            }
        elif values.get("bank_name"):
            self._add_note(vals, tools["labels"]["bank_name"], values["bank_name"])
        title = {field: values[key] for key, field in TITLE_FIELDS.items() if values.get(key)}
        if title:
            defaults = {field: values.get(key) for field, key in TITLE_DEFAULTS.items()}
            vals["_title"] = {"name": vals["name"]} | defaults | title
        return parts

    @api.model
    def _add_note(self, vals, label, text):
        """A bank without an account is nothing but a note."""
        line = str(plaintext2html(f"{label}: {text}"))
        vals["comment"] = vals.get("comment", "") + line

    # creating

    @api.model
    def _create_batch(self, job, part, rows):
        self._resolve_banks(job, [row["vals"] for row in rows])
        return super()._create_batch(job, part, rows)

    @api.model
    def _resolve_banks(self, job, values):
        """Replace the names of banks in ``values`` by ids, creating those that are new."""
        accounts = [vals["_bank"] for vals in values if vals.get("_bank")]
        names = {account["bank"] for account in accounts if account.get("bank")}
        ids = self._get_or_create(job, job._user_env()["res.bank"], names) if names else {}
        for account in accounts:
            account["bank_id"] = ids.get(account.pop("bank", None), False)

    @api.model
    def _prepare_create(self, job, part, row):
        values = super()._prepare_create(job, part, row)
        if account := values.pop("_bank", None):
            values["bank_ids"] = [Command.create(account)]
        if title := values.pop("_title", None):
            values["crm_invoice_title_ids"] = [Command.create(title | {"is_default": True})]
        return values

    # updating

    @api.model
    def _prepare_update(self, job, part, record, row):
        changes = super()._prepare_update(job, part, record, row)
        account, title = row["vals"].get("_bank"), row["vals"].get("_title")
        if account and not self._find_account(record, account):
            changes["_bank"] = dict(account)
        if title and (values := self._prepare_title(job, record, title)):
            changes["_title"] = values
        return changes

    @api.model
    def _find_account(self, record, account):
        number = sanitize_account_number(account["acc_number"])
        known = record.with_context(active_test=False).bank_ids
        return known.filtered(lambda bank: bank.sanitized_acc_number == number)

    @api.model
    def _find_title(self, record, title):
        return record.crm_invoice_title_ids.filtered(lambda known: known.name == title["name"])[:1]

    @api.model
    def _prepare_title(self, job, record, title):
        """Return what is new of ``title``; its name is always among it."""
        known = self._find_title(record, title)
        changes = {
            name: value
            for name, value in title.items()
            if value
            and (known[name] or False) != value
            and (job.policy == "update_all" or not known[name])
        }
        return {"name": title["name"]} | changes if changes else {}

    @api.model
    def _describe(self, record, changes):
        texts = super()._describe(record, changes)
        if account := changes.get("_bank"):
            names = [account["acc_number"], account.get("bank")]
            texts[self.env._("Bank account")] = ["", " ".join(filter(None, names))]
        if title := changes.get("_title"):
            names = list(dict.fromkeys(str(value) for value in title.values()))
            texts[self.env._("Invoice title")] = ["", ", ".join(names)]
        return texts

    @api.model
    def _write_record(self, job, part, record, changes):
        others = super()._write_record(job, part, record, changes)
        if changes.get("_bank"):
            others += self._write_account(job, record, dict(changes["_bank"]))
        if changes.get("_title"):
            others += self._write_title(job, record, changes["_title"])
        return others

    @api.model
    def _write_account(self, job, record, account):
        """Return the account, and what the host noted in the chatter about it."""
        self._resolve_banks(job, [{"_bank": account}])
        created = record.env["res.partner.bank"].create(account | {"partner_id": record.id})
        # sudo: the messages are of this moment, undoing takes them back
        notes = self.env["mail.message"].sudo()
        domain = [("model", "=", "res.partner"), ("res_id", "=", record.id)]
        notes = notes.search([*domain, ("create_date", ">=", self.env.cr.now())])
        return [created] + ([notes] if notes else [])

    @api.model
    def _write_title(self, job, record, changes):
        title = self._find_title(record, changes)
        if not title:
            default = not record.crm_invoice_title_ids.filtered("is_default")
            values = changes | {"partner_id": record.id, "is_default": default}
            return [record.env["crm.customer.invoice.title"].create(values)]
        before = job._snapshot(title, changes)
        title.write(changes)
        title.flush_recordset()
        return [(title, before, job._snapshot(title, changes))]

    # undoing

    @api.model
    def _get_writable(self, job, model):
        records = super()._get_writable(job, model)
        # sudo: only messages that this job's own accounts had caused
        return records.sudo() if model == "mail.message" else records

    @api.model
    def _delete_created(self, records):
        if records._name == "res.partner.bank":
            # the host would archive them; nothing refers to these
            models.BaseModel.unlink(records)
            return None
        return super()._delete_created(records)
