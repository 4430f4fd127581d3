from odoo import api, models

PARTS = ("calendar", "month", "day", "is_leap", "year")


class CrmImportTargetCustomer(models.AbstractModel):
    """Birthdays of people: with or without the year, of either calendar."""

    _inherit = "crm.import.target.customer"

    @api.model
    def _split(self, checked, tools):
        parts = super()._split(checked, tools)
        if birthday := checked.values.get("birthday"):
            parts[-1].vals["_birthday"] = birthday  # of the contact, if the row has one
        return parts

    @api.model
    def _prepare_create(self, job, part, row):
        values = super()._prepare_create(job, part, row)
        values.pop("_birthday", None)
        return values

    @api.model
    def _create_batch(self, job, part, rows):
        partners = super()._create_batch(job, part, rows)
        birthdays = {
            partner.id: row["vals"]["_birthday"]
            for partner, row in zip(partners, rows, strict=True)
            if row["vals"].get("_birthday")
        }
        if birthdays:
            partners._crm_set_care_dates("birthday", birthdays)
        return partners

    @api.model
    def _prepare_update(self, job, part, record, row):
        changes = super()._prepare_update(job, part, record, row)
        if birthday := row["vals"].get("_birthday"):
            known = self._find_birthday(record)
            parts = known._parse(birthday)
            differs = not known or any(known[name] != value for name, value in parts.items())
            if differs and (job.policy == "update_all" or not known):
                changes["_birthday"] = birthday
        return changes

    @api.model
    def _find_birthday(self, record):
        occasion = self.env["crm.care.occasion"]._by_code("birthday")
        return record.crm_care_date_ids.filtered(lambda known: known.occasion_id == occasion)[:1]

    @api.model
    def _describe(self, record, changes):
        texts = super()._describe(record, changes)
        if birthday := changes.get("_birthday"):
            known = self._find_birthday(record).text or ""
            texts[self.env._("Birthday")] = [known, birthday]
        return texts

    @api.model
    def _write_record(self, job, part, record, changes):
        others = super()._write_record(job, part, record, changes)
        if birthday := changes.get("_birthday"):
            known = self._find_birthday(record)
            before = job._snapshot(known, PARTS) if known else None
            written = record._crm_set_care_date("birthday", birthday)
            written.flush_recordset()
            record.invalidate_recordset(["crm_care_date_ids"])
            after = job._snapshot(written, PARTS)
            others.append((written, before, after) if known else written)
        return others

    @api.model
    def _get_used_by(self, job, model, ids):
        """A birthday that came later is somebody's work; the host's nights touch it, too."""
        uses = super()._get_used_by(job, model, ids)
        if model == "res.partner":
            later = self.env["crm.care.date"].sudo().search([("partner_id", "in", ids)])
            for care_date in later:
                if care_date.create_date > care_date.partner_id.create_date:
                    reason = job._use_reason("crm_care_date")
                    uses.setdefault(care_date.partner_id.id, reason)
        return uses
