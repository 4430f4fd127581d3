from odoo import fields, models

from ...tools.undo import settle, still


class CrmServiceUndoMixin(models.AbstractModel):
    """Mixin of records that keep what an act has changed, so that it can be taken back."""

    _name = "crm.service.undo.mixin"
    _description = "Act That Can Be Undone"

    def _plain_values(self, record, names):
        """Return ``{name: value}`` of ``record`` as JSON holds it and ``write`` takes it."""
        return {name: self._plain_value(record, name) for name in names}

    def _plain_value(self, record, name):
        value, kind = record[name], record._fields[name].type
        if kind == "datetime":
            return fields.Datetime.to_string(value)
        if kind == "many2one":
            return value.id
        if kind == "reference":
            return value and f"{value._name},{value.id}"
        if kind in ("one2many", "many2many"):
            return sorted(value.ids)
        return value

    def _take_back(self, record, before, after):
        """Write ``before`` again where ``after`` still stands; return labels of the rest."""
        now = self._plain_values(record, before)
        back, touched = settle(before, after, now)
        if back:
            record.write(self._to_commands(record, back))
        labels = record.fields_get(touched, ["string"])
        return [labels[name]["string"] for name in touched if name in labels]

    def _to_commands(self, record, values):
        return {
            name: [fields.Command.set(value)] if isinstance(value, list) else value
            for name, value in values.items()
        }

    def _still_there(self, records, name, left):
        """Return ``(records whose value still is left, number of the others)``."""
        there = records.exists()
        values = {each.id: self._plain_value(each, name) for each in there}
        back, touched = still(records.ids, values, left)
        return records.browse(back), len(touched)
