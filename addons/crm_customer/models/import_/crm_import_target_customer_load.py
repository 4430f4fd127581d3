from odoo import api, models
from odoo.fields import Command
from odoo.tools import SQL, html2plaintext

#: columns of partners that change without anybody editing the partner
VOLATILE = {
    "message_bounce",
    "calendar_last_notif_ack",
    "signup_type",
    "customer_rank",
    "supplier_rank",
    "partner_latitude",
    "partner_longitude",
    "crm_search",
    "complete_name",
    "commercial_partner_id",
    "commercial_company_name",
    "partner_share",
}
LISTS = {"category_id": "res.partner.category"}
NEW_BY_NAME = {"crm_source_id": "utm.source"}
#: what hangs on a partner, and goes with it when it came with it
DETAILS = (
    "crm_customer_external_key",
    "crm_customer_former_name",
    "crm_customer_invoice_title",
    "res_partner_bank",
)


class CrmImportTargetCustomer(models.AbstractModel):
    """Writing customers and contacts."""

    _inherit = "crm.import.target.customer"

    @api.model
    def _create_batch(self, job, part, rows):
        env = job._user_env()
        self._resolve_names(job, env, rows)
        parents = self._parent_values(env, rows)
        values = [
            parents.get(row.get("parent_res_id"), {}) | self._prepare_create(job, part, row)
            for row in rows
        ]
        partners = env["res.partner"].create(values)
        if part == "main":
            partners._crm_assign_code()
        self._sync_company_dependent(partners.filtered("parent_id"))
        return partners

    @api.model
    def _prepare_create(self, job, part, row):
        values = dict(row["vals"])
        if key := values.pop("_external", None):
            values["crm_external_key_ids"] = [
                Command.create({"system_id": job._get_system().id, "key": key})
            ]
        if name := values.pop("_former", None):
            values["crm_former_name_ids"] = [Command.create({"name": name, "date_end": False})]
        if tags := values.get("category_id"):
            values["category_id"] = [Command.set(tags)]
        if parent := row.get("parent_res_id"):
            values |= {"parent_id": parent, "type": "contact"}
        if job.is_company_only:
            values["company_id"] = job.company_id.id
        return values

    @api.model
    def _parent_values(self, env, rows):
        """Return ``{parent id: values}`` that contacts take over from their company.

        The host writes them contact by contact after creating; here they are part of it.
        """
        ids = {row["parent_res_id"] for row in rows if row.get("parent_res_id")}
        values = {}
        # sudo: as the host's own synchronisation of contacts with their company
        for parent in env["res.partner"].sudo().browse(ids):
            commercial = parent.commercial_partner_id
            names = set(commercial._commercial_fields())
            names -= set(commercial._company_dependent_commercial_fields())
            taken = commercial._convert_fields_to_values(names)
            taken |= parent._convert_fields_to_values(parent._address_fields())
            taken["company_id"] = parent.company_id.id
            taken["user_id"] = parent.user_id.id
            values[parent.id] = {name: value for name, value in taken.items() if value}
        return values

    @api.model
    def _sync_company_dependent(self, contacts):
        """Give contacts what their company has set per company, for example its terms.

        Only an existing company has any, so this seldom finds something to do.
        """
        partners = contacts.sudo()  # as the host does
        names = [
            name
            for name in partners._company_dependent_commercial_fields()
            if partners._fields[name].store
        ]
        if not names or not partners:
            return
        commercial = partners.commercial_partner_id
        conditions = SQL(" OR ").join(SQL("%s IS NOT NULL", SQL.identifier(name)) for name in names)
        found = self.env.execute_query(
            SQL(
                "SELECT id FROM res_partner WHERE id = ANY(%s) AND (%s)",
                commercial.ids,
                conditions,
            )
        )
        ids = {row[0] for row in found}
        for contact in partners:
            if contact.commercial_partner_id.id in ids:
                contact._commercial_sync_from_company()

    @api.model
    def _resolve_names(self, job, env, rows):
        """Replace names of tags and sources by ids, creating what does not exist."""
        for field, model in (LISTS | NEW_BY_NAME).items():
            names = set()
            for row in rows:
                value = row["vals"].get(field)
                names.update(
                    name
                    for name in (value if isinstance(value, list) else [value])
                    if isinstance(name, str)
                )
            if not names:
                continue
            ids = self._get_or_create(job, env[model], names)
            for row in rows:
                value = row["vals"].get(field)
                if isinstance(value, list):
                    row["vals"][field] = list(dict.fromkeys(ids.get(item, item) for item in value))
                elif value:
                    row["vals"][field] = ids.get(value, value)

    @api.model
    def _get_or_create(self, job, model, names):
        """Return ``{name: id}``."""
        ids = {record.name: record.id for record in model.search([("name", "in", list(names))])}
        missing = [name for name in sorted(names) if name not in ids]
        created = model.create([{"name": name} for name in missing])
        for record, name in zip(created, missing, strict=True):
            ids[name] = record.id
        job._journal_extra({"id": None, "number": None, "label": created._description}, created)
        return ids

    # updating

    @api.model
    def _prefetch_update(self, job, records):
        records.fetch(["name", "vat", "email", "phone", "category_id", "crm_code"])

    @api.model
    def _prepare_update(self, job, part, record, row):
        vals = dict(row["vals"])
        external, former = vals.pop("_external", None), vals.pop("_former", None)
        vals.pop("is_company", None)
        if vals.get("crm_lifecycle_pin") == record.crm_lifecycle_pin:
            vals.pop("crm_lifecycle_pin_reason", None)
        elif job.policy == "update_empty" and record.crm_lifecycle_pin:
            vals.pop("crm_lifecycle_pin")
            vals.pop("crm_lifecycle_pin_reason", None)
        if row.get("parent_row_id"):
            vals = {name: value for name, value in vals.items() if name not in LISTS}
        changes = super()._prepare_update(job, part, record, row | {"vals": vals})
        if external and not self._has_key(job, record, external):
            changes["_external"] = external
        if former and former not in record.crm_former_name_ids.mapped("name"):
            changes["_former"] = former
        is_customer = part == "main" and record == record.commercial_partner_id
        if is_customer and not record.crm_code and "crm_code" not in changes:
            changes["crm_code"] = True  # to be drawn from the sequence
        return changes

    @api.model
    def _has_key(self, job, record, key):
        system = job._get_system()
        return any(
            known.system_id == system and known.key == key for known in record.crm_external_key_ids
        )

    @api.model
    def _is_same(self, field, old, new, record):
        if field.name == "website":
            new = record._clean_website(new)
        elif field.type == "html":
            return html2plaintext(old or "").strip() == html2plaintext(new or "").strip()
        elif field.name in LISTS:
            names = set(record[field.name].mapped("name"))
            ids = set(record[field.name].ids)
            return all(item in ids or item in names for item in new)
        elif field.name in NEW_BY_NAME and isinstance(new, str):
            return record[field.name].name == new
        return super()._is_same(field, old, new, record)

    @api.model
    def _delete_created(self, records):
        if records._name in NEW_BY_NAME.values():
            # sudo: only administrators delete sources; these the import made, nobody uses them
            records = records.sudo()
        return super()._delete_created(records)

    @api.model
    def _describe(self, record, changes):
        labels = {
            "_external": self.env._("Key in the other system"),
            "_former": self.env._("Former name"),
        }
        texts = super()._describe(
            record, {name: value for name, value in changes.items() if name[0] != "_"}
        )
        if changes.get("crm_code") is True:
            texts["crm_code"] = ["", self.env._("new")]
        for name, label in labels.items():
            if changes.get(name):
                texts[label] = ["", changes[name]]
        return texts

    @api.model
    def _get_dragged(self, record, changes):
        # the host's geolocalization forgets the place when the address changes
        moved = changes.keys() & {"street", "zip", "city", "state_id", "country_id"}
        return ("partner_latitude", "partner_longitude") if moved else ()

    @api.model
    def _write_record(self, job, part, record, changes):
        env = record.env
        row = {"vals": dict(changes)}
        self._resolve_names(job, env, [row])
        known = record.crm_former_name_ids
        values = {name: value for name, value in row["vals"].items() if name[0] != "_"}
        if "category_id" in values:
            values["category_id"] = [Command.link(tag) for tag in values["category_id"]]
        draw_code = values.get("crm_code") is True and values.pop("crm_code")
        record.write(values)
        if draw_code:
            record._crm_assign_code()
        created = [record.crm_former_name_ids - known]
        if key := changes.get("_external"):
            created.append(
                env["crm.customer.external.key"].create(
                    {"partner_id": record.id, "system_id": job._get_system().id, "key": key}
                )
            )
        if name := changes.get("_former"):
            created.append(
                env["crm.customer.former.name"].create(
                    {"partner_id": record.id, "name": name, "date_end": False}
                )
            )
        return [records for records in created if records]

    @api.model
    def _get_volatile_fields(self, model):
        return VOLATILE if model == "res.partner" else set()

    @api.model
    def _get_journal_lists(self, model):
        lists = super()._get_journal_lists(model)
        return lists | {"category_id"} if model == "res.partner" else lists

    @api.model
    def _get_used_by(self, job, model, ids):
        """Keys, names, titles and accounts that came or changed later are not this import's."""
        uses = super()._get_used_by(job, model, ids)
        if model != "res.partner":
            return uses
        for table in DETAILS:
            query = SQL(
                "SELECT DISTINCT own.partner_id FROM %s own"
                " JOIN res_partner partner ON partner.id = own.partner_id"
                " WHERE own.partner_id = ANY(%s)"
                " AND GREATEST(own.create_date, own.write_date) > partner.create_date",
                SQL.identifier(table),
                ids,
            )
            for (partner_id,) in self.env.execute_query(query):
                uses.setdefault(partner_id, job._use_reason(table))
        return uses

    @api.model
    def _get_own_tables(self, table):
        if table != "res_partner":
            return super()._get_own_tables(table)
        return {*DETAILS, "crm_care_date", "res_partner_res_partner_category_rel"}

    @api.model
    def _restore(self, record, values):
        """Restoring a name is no renaming: it leaves no former name behind."""
        if record._name != "res.partner":
            return super()._restore(record, values)
        known = record.crm_former_name_ids
        record.write(values)
        record.invalidate_recordset(["crm_former_name_ids"])
        (record.crm_former_name_ids - known).unlink()
        return None
