from odoo import api, models

from ...tools.import_ import Choices, LookupChoices
from ..import_.crm_import_target import TargetField

#: begins the key of an own field among those that a column may go to
KEY = "own_"
#: begins its name among the values of a staged row
VALUE = "properties."
#: type of the host's property: kind of the engine's cell
KINDS = {
    "char": "text",
    "text": "text",
    "integer": "integer",
    "float": "float",
    "monetary": "money",
    "boolean": "boolean",
    "date": "date",
    "datetime": "datetime",
    "selection": "selection",
    "tags": "tags",
    "many2one": "many2one",
    "many2many": "tags",
}
#: records of another model that are known by name in advance; of more, each is looked up
LISTED = 5_000


class CrmImportTargetCustomer(models.AbstractModel):
    """Own fields: each property of partners is a field that a column may go to."""

    _inherit = "crm.import.target.customer"

    @api.model
    def _get_fields(self):
        group = self.env._("Own fields")
        return super()._get_fields() | {
            KEY + name: TargetField(
                definition.get("string") or name, KINDS[definition["type"]], group
            )
            for name, definition in self._own_fields().items()
        }

    @api.model
    def _own_fields(self):
        """Return ``{name: definition}`` of the own fields that a cell can fill."""
        return {
            name: definition
            for name, definition in self.env["res.partner"]._crm_own_fields().items()
            if definition["type"] in KINDS
            and (definition["type"] not in ("many2one", "many2many") or definition.get("comodel"))
        }

    @api.model
    def _get_vocabulary(self):
        """A heading that names an own field means it, whatever else it could mean."""
        words = super()._get_vocabulary()
        return {key: value for key, value in words.items() if key.startswith(KEY)} | words

    @api.model
    def _prepare_api_records(self, records):
        """Other systems may call own fields by their labels."""
        known = [name for name in self._get_fields() if not name.startswith(KEY)]
        names = {
            definition.get("string"): KEY + name
            for name, definition in self._own_fields().items()
            if definition.get("string") not in (None, "", "key", *known)
        }
        records = super()._prepare_api_records(records)
        return [
            {names.get(name, name): value for name, value in record.items()} for record in records
        ]

    @api.model
    def _get_choices(self, key, job):
        if not key.startswith(KEY):
            return super()._get_choices(key, job)
        definition = self._own_fields()[key.removeprefix(KEY)]
        if definition["type"] == "selection":
            return Choices((label, option) for option, label in definition["selection"])
        if definition["type"] == "tags":
            return Choices((label, tag) for tag, label, _color in definition["tags"])
        if definition.get("comodel"):
            return self._own_record_choices(job, definition)
        return None

    @api.model
    def _own_record_choices(self, job, definition):
        """Return the records that an own field may point to, as the importing user sees them."""
        domain = self.env["res.partner"]._crm_own_domain(definition)
        records = job._user_env()[definition["comodel"]].search(domain, limit=LISTED + 1)
        if len(records) <= LISTED:
            return self._choices_from_records(records, "display_name")

        def lookup(label):
            found = records.name_search(label, domain, operator="=", limit=2)
            return found[0][0] if len(found) == 1 else None

        return LookupChoices(lookup, strict=False)

    @api.model
    def _get_tools(self, job):
        names = {KEY + name: VALUE + name for name in self._own_fields()}
        return super()._get_tools(job) | {"own": names}

    @api.model
    def _split(self, checked, tools):
        parts = super()._split(checked, tools)
        values = checked.values
        for key, name in tools["own"].items():
            if key in values:
                parts[0].vals[name] = values[key]
        return parts

    # creating and updating

    @api.model
    def _prepare_create(self, job, part, row):
        own, values = self._own_apart(super()._prepare_create(job, part, row))
        return values | {"properties": own} if own else values

    @api.model
    def _prefetch_update(self, job, records):
        records.fetch(["properties"])
        return super()._prefetch_update(job, records)

    @api.model
    def _prepare_update(self, job, part, record, row):
        changes = super()._prepare_update(job, part, record, row)
        own, _values = self._own_apart(row["vals"])
        now = record._crm_own_values() if own else {}
        for name, new in own.items():
            old = now.get(name)
            if isinstance(new, list):
                new = list(dict.fromkeys([*(old or ()), *new]))
            if (old or False) != (new or False) and (job.policy == "update_all" or not old):
                changes[VALUE + name] = new
        return changes

    @api.model
    def _write_record(self, job, part, record, changes):
        own, values = self._own_apart(changes)
        if own:
            values["properties"] = record._crm_own_values() | own
        return super()._write_record(job, part, record, values)

    @api.model
    def _own_apart(self, values):
        """Return ``values`` as two: ``{name of the own field: value}`` and the others."""
        own = {
            name.removeprefix(VALUE): value
            for name, value in values.items()
            if name.startswith(VALUE)
        }
        others = {name: value for name, value in values.items() if not name.startswith(VALUE)}
        return own, others

    # showing and undoing

    @api.model
    def _describe(self, record, changes):
        own, others = self._own_apart(changes)
        texts = super()._describe(record, others)
        definitions, now = self._own_fields(), record._crm_own_values() if own else {}
        for name, new in own.items():
            describe = self.env["res.partner"]._crm_own_text
            texts[VALUE + name] = [
                describe(definitions[name], now.get(name)),
                describe(definitions[name], new),
            ]
        return texts

    @api.model
    def _get_field_label(self, model, name):
        if model == "res.partner" and name.startswith(VALUE):
            definition = self._own_fields().get(name.removeprefix(VALUE), {})
            return definition.get("string") or self.env._("Own field")
        return super()._get_field_label(model, name)

    @api.model
    def _snapshot_extra(self, record, name):
        if record._name == "res.partner" and name.startswith(VALUE):
            return {name: record._crm_own_values().get(name.removeprefix(VALUE))}
        return super()._snapshot_extra(record, name)

    @api.model
    def _restore(self, record, values):
        own, others = self._own_apart(values)
        if own:
            now = record._crm_own_values() | own
            others["properties"] = {name: value for name, value in now.items() if value is not None}
        return super()._restore(record, others)
