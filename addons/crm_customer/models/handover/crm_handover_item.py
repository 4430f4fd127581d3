from odoo import api, fields, models
from odoo.exceptions import AccessError


class CrmHandoverItem(models.Model):
    """One record that a hand-over moves: from whom, to whom, what became of it."""

    _name = "crm.handover.item"
    _description = "Hand-Over Journal"
    _order = "handover_id, id"
    _rec_name = "record_name"

    handover_id = fields.Many2one(
        "crm.handover", required=True, readonly=True, ondelete="cascade", index=True
    )
    source = fields.Char("Key", required=True, readonly=True)
    source_name = fields.Char("Kind", compute="_compute_source_name")
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Record ID", model_field="res_model", required=True, readonly=True
    )
    record_name = fields.Char("Record", compute="_compute_record_name")
    field_name = fields.Char(required=True, readonly=True)
    old_value = fields.Integer(required=True, readonly=True, aggregator=None)
    new_value = fields.Integer(required=True, readonly=True, aggregator=None)
    user_id = fields.Many2one("res.users", "Taken Over By", readonly=True)
    state = fields.Selection(
        [
            ("planned", "Waiting"),
            ("moved", "Moved"),
            ("kept", "Left where it was"),
            ("returned", "Returned"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Char(readonly=True)

    _record_uniq = models.UniqueIndex("(handover_id, res_model, res_id, field_name)")
    _open_idx = models.Index("(handover_id, id) WHERE state IN ('planned', 'moved')")

    @api.depends("source")
    @api.depends_context("lang")
    def _compute_source_name(self):
        titles = {source.key: source.title for source in self.env["crm.handover"]._sources()}
        for item in self:
            item.source_name = titles.get(item.source, item.source)

    @api.depends("res_model", "res_id")
    @api.depends_context("uid")
    def _compute_record_name(self):
        """Name the record to who may read it."""
        for model, items in self.grouped("res_model").items():
            names = self._readable_names(model, items.mapped("res_id"))
            for item in items:
                item.record_name = names.get(item.res_id) or self.env._(
                    "record %(id)s", id=item.res_id
                )

    @api.model
    def _readable_names(self, model, ids):
        if model not in self.env:
            return {}
        records = self.env[model].browse(ids).exists()
        try:
            records = records._filtered_access("read")
            return {record.id: record.display_name for record in records}
        except AccessError:
            return {}

    def _values(self, undo):
        """Return the value that is expected, and the one that is to be written."""
        return (self.new_value, self.old_value) if undo else (self.old_value, self.new_value)

    def _current(self, record):
        """Return what the field holds; of a list of people, which of the two is on it."""
        value = record[self.field_name]
        if record._fields[self.field_name].type == "many2many":
            people = (self.old_value, self.new_value)
            return next((person for person in people if person in value.ids), 0)
        return value.id or 0 if isinstance(value, models.BaseModel) else int(value or 0)

    def _keep(self, reason):
        self.write({"state": "kept", "reason": reason})

    def action_open(self):
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action()
