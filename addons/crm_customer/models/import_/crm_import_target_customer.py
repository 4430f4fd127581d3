import re

from odoo import api, models
from odoo.tools import plaintext2html

from ...tools.address_cn import split_address
from .crm_import_target import StagedRow, TargetField
from .match_sql import name_key

MOBILE_CN = re.compile(r"\+861[3-9]\d{9}$")
HAN = re.compile(r"[\u3400-\u9fff]")
#: fields of the vocabulary that partners lack: kept as lines of the note
NOTE_FIELDS = (
    "team",
    "fax",
    "wechat",
    "qq",
    "contact_department",
    "contact_gender",
    "employees",
    "company_type",
)
#: field of the file: field of the partner, taken as it is
COMPANY_FIELDS = {
    "short_name": "crm_short_name",
    "vat": "vat",
    "code": "crm_code",
    "website": "website",
    "level": "crm_level_id",
    "source": "crm_source_id",
    "industry": "industry_id",
    "user": "user_id",
    "tags": "category_id",
    "city": "city",
    "district": "crm_district",
    "street2": "street2",
    "zip": "zip",
}
PERSON_FIELDS = {"contact_function": "function", "salutation": "crm_salutation"}


class CrmImportTarget(models.AbstractModel):
    _inherit = "crm.import.target"

    @api.model
    def _get_targets(self):
        return super()._get_targets() | {"customer": "crm.import.target.customer"}


class CrmImportTargetCustomer(models.AbstractModel):
    """Companies and their contact persons, one or both in a row of the file."""

    _name = "crm.import.target.customer"
    _inherit = ["crm.import.partner.match", "crm.import.target"]
    _description = "Customers and Contacts"

    @api.model
    def _get_label(self):
        return self.env._("Customers and contacts")

    @api.model
    def _get_models(self):
        return {"main": "res.partner", "contact": "res.partner"}

    @api.model
    def _get_fields(self):
        return self._get_identity_fields() | self._get_address_fields() | self._get_sales_fields()

    @api.model
    def _get_identity_fields(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        who, reach, person = _("Customer"), _("How to reach them"), _("Contact person")
        field = TargetField
        return {
            "name": field(_("Company name"), "company", who),
            "short_name": field(_("Short name"), "company", who),
            "former_name": field(_("Former name"), "company", who),
            "vat": field(_("Tax ID"), "tax_id", who),
            "code": field(_("Customer code"), "code", who),
            "external_key": field(_("Key in the other system"), "code", who),
            "contact_name": field(_("Name of the person"), "name", person),
            "contact_last_name": field(_("Family name"), "name", person),
            "contact_first_name": field(_("Given name"), "name", person),
            "contact_function": field(_("Job position"), "text", person),
            "salutation": field(_("Form of address"), "text", person),
            "birthday": field(_("Birthday"), "yearly", person),
            "mobile": field(_("Mobile"), "phone", reach),
            "phone": field(_("Phone"), "phone", reach, multi=True),
            "email": field(_("E-mail"), "email", reach, multi=True),
            "website": field(_("Website"), "url", reach),
        }

    @api.model
    def _get_address_fields(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        address, field = _("Address"), TargetField
        return {
            "country": field(_("Country"), "country", address),
            "state": field(_("State or province"), "state", address),
            "city": field(_("City"), "text", address),
            "district": field(_("District"), "text", address),
            "street": field(_("Street"), "text", address),
            "street2": field(_("Street, second line"), "text", address),
            "address": field(_("Whole address in one cell"), "text", address),
            "zip": field(_("Postal code"), "code", address),
        }

    @api.model
    def _get_sales_fields(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        sale, note = _("Sales"), _("Note")
        field = TargetField
        return {
            "level": field(_("Customer level"), "many2one", sale, choices="_choices_level"),
            "lifecycle": field(
                _("Lifecycle stage"), "selection", sale, choices="_choices_lifecycle"
            ),
            "source": field(_("Source"), "many2one", sale, choices="_choices_source"),
            "industry": field(_("Industry"), "many2one", sale, choices="_choices_industry"),
            "user": field(_("Owner"), "many2one", sale, choices="_choices_user"),
            "tags": field(_("Tags"), "tags", sale, choices="_choices_tags"),
            "comment": field(_("Notes"), "text", note),
            "team": field(_("Sales team"), "text", note),
            "fax": field(_("Fax"), "phone", note),
            "wechat": field(_("WeChat"), "text", note),
            "qq": field(_("QQ"), "text", note),
            "contact_department": field(_("Department"), "text", note),
            "contact_gender": field(_("Gender"), "text", note),
            "employees": field(_("Number of employees"), "text", note),
            "company_type": field(_("Kind of company"), "text", note),
        }

    @api.model
    def _get_required(self):
        return [(("name", "contact_name", "contact_last_name"), "name_missing")]

    # choices

    @api.model
    def _choices_level(self, job):
        levels = self.env["crm.customer.level"].search(
            [("company_id", "in", [job.company_id.id, False])]
        )
        return self._choices_from_records(levels)

    @api.model
    def _choices_lifecycle(self, job):
        return self._choices_from_selection(self.env["res.partner"]._fields["crm_lifecycle_pin"])

    @api.model
    def _choices_source(self, job):
        return self._choices_from_records(self.env["utm.source"].search([]), create=True)  # pylint: disable=no-search-all

    @api.model
    def _choices_industry(self, job):
        return self._choices_from_records(self.env["res.partner.industry"].search([]))  # pylint: disable=no-search-all

    @api.model
    def _choices_user(self, job):
        users = self.env["res.users"].search(
            [("share", "=", False), ("company_ids", "in", job.company_id.ids)]
        )
        choices = self._choices_from_records(users)
        for user in users:
            choices.add_alias(user.login, user.id)
        return choices

    @api.model
    def _choices_tags(self, job):
        return self._choices_from_records(self.env["res.partner.category"].search([]), create=True)  # pylint: disable=no-search-all

    # rows

    @api.model
    def _get_tools(self, job):
        countries = self.env["res.country"].search([])  # pylint: disable=no-search-all
        states = self.env["res.country.state"].search([])  # pylint: disable=no-search-all
        return {
            "job": job,
            "labels": {key: spec.label for key, spec in self._get_fields().items()},
            "country": {country.code: country.id for country in countries},
            "state": {
                (state.country_id.id, text): state.id
                for state in states
                for text in (state.name, state.code)
            },
            "default_country": job.country_id.id,
            "pin_reason": self.env._("Imported"),
        }

    @api.model
    def _split(self, checked, tools):
        values, more = checked.values, checked.more
        person = self._person_name(values)
        company = values.get("name")
        details = self._company_vals(values, tools)
        contact = {field: values[key] for key, field in PERSON_FIELDS.items() if values.get(key)}
        has_both = bool(company and person and company != person)
        self._place_phones(values, more, details, contact, has_both)
        note = self._note(values, more, tools)
        if note:
            details["comment"] = str(plaintext2html(note))
        if not has_both:
            vals = details | contact
            vals |= {"name": company or person, "is_company": bool(company)}
            return [self._staged("main", vals, values)]
        details |= {"name": company, "is_company": True}
        contact["name"] = person
        return [
            self._staged("main", details, values),
            self._staged("contact", contact, {}),
        ]

    @api.model
    def _person_name(self, values):
        if name := values.get("contact_name"):
            return name
        last, first = values.get("contact_last_name"), values.get("contact_first_name")
        if not last or not first:
            return last or first
        return f"{last}{first}" if HAN.search(last) else f"{first} {last}"

    @api.model
    def _company_vals(self, values, tools):
        vals = {field: values[key] for key, field in COMPANY_FIELDS.items() if values.get(key)}
        self._place_address(values, vals, tools)
        if key := values.get("external_key"):
            vals["_external"] = key
        if name := values.get("former_name"):
            vals["_former"] = name
        if stage := values.get("lifecycle"):
            vals["crm_lifecycle_pin"] = stage
            vals["crm_lifecycle_pin_reason"] = tools["pin_reason"]
        return vals

    @api.model
    def _place_address(self, values, vals, tools):
        street, state = values.get("street"), values.get("state")
        if not street and (whole := values.get("address")):
            street, state = self._split_address(whole, state, vals, tools)
        if street:
            vals["street"] = street
        country = tools["country"].get(values.get("country"))
        if not country and (street or state or vals.get("city")):
            country = tools["default_country"]
        if country:
            vals["country_id"] = country
            if state_id := tools["state"].get((country, state)):
                vals["state_id"] = state_id

    @api.model
    def _split_address(self, whole, state, vals, tools):
        """Put the parts of a one-line Chinese address into ``vals``.

        :return: street, and state (its code, or its name when the row has no other)
        """
        parts = split_address(whole)
        if not parts["city"] and not parts["state"]:
            return whole, state
        if parts["city"]:
            vals.setdefault("city", parts["city"])
        if parts["district"]:
            vals.setdefault("crm_district", parts["district"])
        return parts["street"] or whole, state or parts["state"]

    @api.model
    def _place_phones(self, values, more, company, contact, has_both):
        """Mobile and mail belong to the person of the row, a landline to the company."""
        person = contact if has_both else company
        mobile, phone = values.get("mobile"), values.get("phone")
        if phone and not mobile and has_both and MOBILE_CN.match(phone):
            mobile, phone = phone, None
        if mobile and phone and not has_both:
            more["phone"] = [phone, *more.get("phone", ())]
            phone = None
        if mobile:
            person["phone"] = self._readable(mobile)
        if phone:
            company["phone"] = self._readable(phone)
        if email := values.get("email"):
            person["email"] = email

    @api.model
    def _readable(self, phone):
        return phone.replace(";ext=", " ext. ")

    @api.model
    def _note(self, values, more, tools):
        """What partners have no field for, and second phones and mails, as a note."""
        labels = tools["labels"]
        lines = [values["comment"]] if values.get("comment") else []
        for key in NOTE_FIELDS:
            if values.get(key):
                lines.append(f"{labels[key]}: {values[key]}")
        for key, others in more.items():
            texts = [self._readable(str(other)) for other in others]
            if texts:
                lines.append(f"{labels.get(key, key)}: {', '.join(texts)}")
        return "\n".join(lines)

    @api.model
    def _staged(self, part, vals, values):
        name = name_key(vals["name"])
        phone = vals.get("phone")
        keys = {
            "external": values.get("external_key"),
            "code": values.get("code"),
            "vat": vals.get("vat"),
            "email": vals["email"].lower() if vals.get("email") else None,
            "phone": f"{phone.split(' ')[0]}|{name}" if phone and name else None,
            "name": name,
        }
        return StagedRow(part, 0 if part == "main" else 1, vals["name"], vals, keys)
