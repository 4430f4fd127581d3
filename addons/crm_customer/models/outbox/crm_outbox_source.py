from odoo import api, models

# set by the host itself, no news
AUTOMATIC = {
    "id",
    "create_uid",
    "create_date",
    "write_uid",
    "write_date",
    "message_main_attachment_id",
}
UNSENT_TYPES = {"binary", "html", "image", "properties_definition"}


class CrmOutboxSource(models.AbstractModel):
    """Mixin of a model whose changes other systems can be told about.

    An addon lets its model take part by inheriting it. Without a subscription to the
    model, a write costs one look into a cached dictionary and no query. With one, a write
    that touches no watched field costs a comparison of sets; what is watched is noted, and
    one INSERT before the commit stores all events of the transaction.

    Statements of SQL and rows that the database deletes by itself go past this.
    """

    _name = "crm.outbox.source"
    _description = "Source of Outbox Events"

    # stored char: what people call the record, no personal data
    _outbox_key_field = None
    # stored field that must be set, else the record is nobody's business
    _outbox_scope_field = None
    # stored fields whose change is no news
    _outbox_ignored = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._outbox_note("created")
        return records

    def _write_multi(self, vals_list):
        # low level, because stored computed fields do not come through write()
        result = super()._write_multi(vals_list)
        watched = self.env["crm.outbox.event"]._get_watched().get(self._name)
        if watched and watched.fields:
            self._outbox_note_written(watched.fields, vals_list)
        return result

    def unlink(self):
        self._outbox_note_gone("deleted")
        return super().unlink()

    def _outbox_note(self, kind, field_names=()):
        """Have these records told about, if anybody wants to know ``kind``."""
        watched = self.env["crm.outbox.event"]._get_watched().get(self._name)
        if watched and kind in watched.kinds:
            notes = self.env["crm.outbox.event"]._get_notes(self._name)
            for record_id in self._ids:
                notes.add(record_id, kind, field_names)

    def _outbox_note_written(self, field_names, vals_list):
        notes = None
        for record_id, vals in zip(self._ids, vals_list, strict=True):
            changed = field_names & vals.keys()
            if changed:
                notes = notes or self.env["crm.outbox.event"]._get_notes(self._name)
                notes.add(record_id, "updated", changed)

    def _outbox_note_gone(self, kind):
        """Note ``kind`` while key and company can still be read."""
        watched = self.env["crm.outbox.event"]._get_watched().get(self._name)
        if not watched or kind not in watched.kinds:
            return
        notes = self.env["crm.outbox.event"]._get_notes(self._name)
        key, scope = self._outbox_key_field, self._outbox_scope_field
        has_company = "company_id" in self._fields
        # sudo: no matter what the user may see of the record
        for record in self.sudo():
            if not scope or record[scope]:
                company_id = record.company_id.id if has_company else False
                notes.add_gone(record.id, kind, key and record[key], company_id)

    @api.model
    def _outbox_fields(self):
        """Return the names of the fields that can be watched and sent."""
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and field.column_type
            and field.type not in UNSENT_TYPES
            and name not in AUTOMATIC
            and name not in self._outbox_ignored
        ]

    @api.model
    def _outbox_label(self):
        """Return what people call such a record, in the language of the environment."""
        # sudo: names of models are no secret, but their list is for administrators
        return self.env["ir.model"].sudo()._get(self._name).name

    def _outbox_link(self):
        """Return the address of the record's form."""
        return f"{self.get_base_url()}/odoo/{self._name}/{self.id}"
