from typing import NamedTuple

from odoo import api, models

from ...tools.import_ import CUSTOMER_VOCABULARY, Choices, FieldWords


class TargetField(NamedTuple):
    """A field that a column of a file may go to.

    ``kind`` is one of the engine's; ``words`` are headings that mean it, empty to take
    those of the engine's customer vocabulary; ``choices`` names the method of the
    target that returns the engine's ``Choices``.
    """

    label: str
    kind: str = "text"
    group: str = ""
    words: tuple = ()
    required: bool = False
    choices: str = ""
    multi: bool = False


class StagedRow(NamedTuple):
    """A record that a row of the file asks for; ``keys`` is ``{kind: key}``."""

    part: str
    depth: int
    label: str
    vals: dict
    keys: dict


class CrmImportTarget(models.AbstractModel):
    """What a file can be imported as. Other addons add theirs::

        class CrmImportTarget(models.AbstractModel):
            _inherit = "crm.import.target"

            def _get_targets(self):
                return super()._get_targets() | {"ticket": "crm.import.target.ticket"}

        class CrmImportTargetTicket(models.AbstractModel):
            _name = "crm.import.target.ticket"
            _inherit = "crm.import.target"

    and override the methods below. A target is asked with the job's root
    environment; what it writes it writes in ``job._user_env()``.
    """

    _name = "crm.import.target"
    _description = "Import Target"

    @api.model
    def _get_targets(self):
        """Return ``{key: model name of the target}``."""
        return {}

    @api.model
    def _get_label(self):
        """Return what users call this target."""
        return self._description

    @api.model
    def _get_fields(self):
        """Return ``{field key: TargetField}``."""
        return {}

    @api.model
    def _get_models(self):
        """Return ``{part: model name}`` of the parts that are written."""
        return {}

    @api.model
    def _get_options(self):
        """Return ``[[group, [[field key, label], …]], …]`` for the column selector."""
        groups = {}
        for key, spec in self._get_fields().items():
            groups.setdefault(spec.group, []).append([key, spec.label])
        return [[group, options] for group, options in groups.items()]

    @api.model
    def _prepare_api_records(self, records):
        """Return the ``records`` of other systems with the field keys of this target."""
        return records

    @api.model
    def _get_vocabulary(self):
        """Return the engine's vocabulary of this target's fields."""
        vocabulary = {}
        for key, spec in self._get_fields().items():
            words = CUSTOMER_VOCABULARY.get(key)
            if spec.words or not words:
                words = FieldWords(spec.kind, (spec.label, *spec.words), spec.multi)
            vocabulary[key] = words
        return vocabulary

    @api.model
    def _get_choices(self, key, job):
        """Return the engine's ``Choices`` of field ``key``, or None."""
        method = self._get_fields()[key].choices
        return getattr(self, method)(job) if method else None

    @api.model
    def _choices_from_selection(self, field):
        """Return choices of a selection field by key and by label in every language."""
        choices = Choices.from_selection(field._description_selection(self.env))
        for code, _name in self.env["res.lang"].get_installed():
            env = self.with_context(lang=code).env
            for key, label in field._description_selection(env):
                choices.add_alias(label, key)
        return choices

    @api.model
    def _choices_from_records(self, records, name="name", create=False):
        """Return choices of ``records`` by their name in every language."""
        rows = [(record.id, record[name]) for record in records if record[name]]
        choices = Choices.from_records(rows, create=create, strict=False)
        if records._fields[name].translate:
            for code, _name in self.env["res.lang"].get_installed():
                for record in records.with_context(lang=code):
                    if record[name]:
                        choices.add_alias(record[name], record.id)
        return choices

    @api.model
    def _get_required(self):
        """Return ``[(field keys, code of the issue)]``: one of the keys must be filled."""
        return []

    @api.model
    def _split(self, checked, tools):
        """Return the ``StagedRow`` list that a checked row of the file asks for.

        :param checked: the engine's ``CheckedRow``
        :param tools: what ``_get_tools`` returned
        """
        raise NotImplementedError

    @api.model
    def _get_tools(self, job):
        """Return what ``_split`` needs for every row, looked up once."""
        return {"job": job}

    @api.model
    def _match_steps(self, job):
        """Return functions that set ``same_row_id``, ``res_id`` and ``match_kind`` of rows."""
        raise NotImplementedError

    @api.model
    def _get_writable(self, job, model):
        """Return ``model`` as it is written in: as the importing user."""
        return job._user_env()[model]

    @api.model
    def _create_batch(self, job, part, rows):
        """Create what staged ``rows`` (dicts) ask for, as the importing user.

        :return: records in the order of ``rows``
        """
        values = [self._prepare_create(job, part, row) for row in rows]
        return self._get_writable(job, self._get_models()[part]).create(values)

    @api.model
    def _prepare_create(self, job, part, row):
        """Return the values to create the record of ``row`` (a dict)."""
        return dict(row["vals"])

    @api.model
    def _prepare_update(self, job, part, record, row):
        """Return the values that differ from ``record``, as its policy wants them."""
        changes = {}
        for name, new in row["vals"].items():
            field = record._fields.get(name)
            if field is None:
                continue
            old = field.convert_to_write(record[name], record)
            if not self._is_same(field, old, new, record) and (
                job.policy == "update_all" or not old
            ):
                changes[name] = new
        return changes

    @api.model
    def _is_same(self, field, old, new, record):
        """Return whether writing ``new`` would change nothing."""
        if field.type in ("many2many", "one2many"):
            return not set(new) - set(record[field.name].ids)
        if field.type in ("date", "datetime"):
            return (field.to_string(record[field.name]) or False) == new
        if field.type == "monetary" or field.type == "float":
            return abs((old or 0.0) - (new or 0.0)) < 0.000001
        return (old or False) == (new or False)

    @api.model
    def _prefetch_update(self, job, records):
        """Hook: fetch at once what ``_prepare_update`` reads of each record."""

    @api.model
    def _describe(self, record, changes):
        """Return ``changes`` as ``{field: [text now, text after]}`` for the preview."""
        texts = {}
        for name, new in changes.items():
            field = record._fields.get(name)
            if field is None:
                texts[name] = ["", str(new)]
                continue
            old = record[name]
            if field.relational:
                old = ", ".join(old.mapped("display_name"))
                new = self._describe_relation(field, new)
            texts[name] = [str(old or ""), str(new or "")]
        return texts

    @api.model
    def _describe_relation(self, field, value):
        values = value if isinstance(value, list) else [value]
        ids = [item for item in values if isinstance(item, int)]
        names = [item for item in values if isinstance(item, str)]
        records = self.env[field.comodel_name].browse(ids)
        return ", ".join(records.mapped("display_name") + names)

    @api.model
    def _write_record(self, job, part, record, changes):
        """Write ``changes`` on ``record``.

        :return: list of recordsets created beside it, and of (record, before, after) of
            records changed beside it
        """
        record.write(changes)
        return []

    @api.model
    def _get_dragged(self, record, changes):
        """Return fields that the host changes along with ``changes``; undoing restores them too."""
        return ()

    @api.model
    def _after_load(self, job):
        """Hook: all rows are loaded, in the transaction that ends the job."""

    @api.model
    def _get_volatile_fields(self, model):
        """Return fields whose change does not mean that somebody edited the record."""
        return set()

    @api.model
    def _get_field_label(self, model, name):
        """Return what users call ``name`` of the changes of a record of ``model``."""
        field = self.env[model]._fields.get(name)
        return field._description_string(self.env) if field else name

    @api.model
    def _snapshot_extra(self, record, name):
        """Return ``{name: value}`` of a change that is no field, if it is to be undone."""
        return {}

    @api.model
    def _get_journal_lists(self, model):
        """Return the many2many fields whose change means that somebody edited the record."""
        return set()

    @api.model
    def _get_used_by(self, job, model, ids):
        """Return ``{id: reason}`` of records that others use, so undoing keeps them."""
        return {}

    @api.model
    def _get_own_tables(self, table):
        """Return tables whose rows belong to a record of ``table`` and go with it."""
        return set()

    @api.model
    def _delete_created(self, records):
        """Delete ``records`` that an undone import had made, and nobody uses."""
        records.unlink()

    @api.model
    def _restore(self, record, values):
        """Write ``values`` that an undone import had replaced."""
        record.write(values)
