"""Fields that a model's own acts alone write, whatever a call wants."""

from odoo.models import MAGIC_COLUMNS


def engine_fields(model):
    """Return the names of the stored fields of ``model`` that are read-only for everybody."""
    return {
        name
        for name, field in model._fields.items()
        if field.store and field.readonly and name not in MAGIC_COLUMNS
    }


def engine_defaults(model, names):
    """Return ``{name: value}`` of the model's own defaults.

    Said explicitly in ``create``, so that no default of a call's context or of a user's own
    takes their place.
    """
    fields = [model._fields[name] for name in names]
    return {
        field.name: field.default and field.convert_to_write(field.default(model), model)
        for field in fields
    }
