from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...tools.access.domain_tree import domain_tree

# names beyond this many are counted
SHOWN = 4


class CrmAccessCheck(models.AbstractModel):
    """The domain of a rule in words."""

    _inherit = "crm.access.check"

    @api.model
    def _domain_text(self, model, domain):
        """Return the list ``domain`` on ``model`` as a sentence without its subject."""
        return self._tree_text(model, domain_tree(domain))

    @api.model
    def _tree_text(self, model, tree, inner=False):
        if len(tree) == 3:
            return self._leaf_text(model, *tree)
        operator, trees = tree
        parts = [self._tree_text(model, part, inner=True) for part in trees]
        if not parts:
            return self.env._("every record")
        if operator == "!":
            return self.env._("not (%(condition)s)", condition=parts[0])
        joint = self.env._(" and ") if operator == "&" else self.env._(" or ")
        text = joint.join(parts)
        return f"({text})" if inner and len(parts) > 1 else text

    @api.model
    def _leaf_text(self, model, path, operator, value):
        if not isinstance(path, str):
            is_true = (path == value) == (operator == "=")
            return self.env._("every record") if is_true else self.env._("no record")
        label, field = self._path_label(model, path)
        if operator in ("any", "any!", "not any", "not any!"):
            return self._nested_text(label, field, operator, value)
        if value is False or value is None or value == []:
            return self._empty_text(label, operator)
        texts = {
            "=": self.env._("%(field)s is %(value)s"),
            "!=": self.env._("%(field)s is not %(value)s"),
            "in": self.env._("%(field)s is one of %(value)s"),
            "not in": self.env._("%(field)s is none of %(value)s"),
            "child_of": self.env._("%(field)s is %(value)s or below"),
            "parent_of": self.env._("%(field)s is %(value)s or above"),
        }
        text = texts.get(operator, f"%(field)s {operator} %(value)s")
        return text % {"field": label, "value": self._value_text(field, value)}

    @api.model
    def _empty_text(self, label, operator):
        if operator in ("!=", "not in"):
            return self.env._("%(field)s is set", field=label)
        return self.env._("%(field)s is empty", field=label)

    @api.model
    def _nested_text(self, label, field, operator, value):
        text = self._domain_text(field.comodel_name, list(Domain(value)))
        if operator.startswith("not"):
            return self.env._("no %(field)s with (%(condition)s)", field=label, condition=text)
        return self.env._("%(field)s with (%(condition)s)", field=label, condition=text)

    @api.model
    def _path_label(self, model, path):
        """Return the labels along ``path``, and its last field (None: unknown)."""
        labels, field, model_name = [], None, model
        for name in path.split("."):
            field = self.env[model_name]._fields.get(name) if model_name else None
            if not field:
                return path, None
            labels.append(field._description_string(self.env) or name)
            model_name = field.comodel_name
        return " › ".join(labels), field

    @api.model
    def _value_text(self, field, value):
        values = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
        words = [self._word(field, item) for item in values[:SHOWN]]
        if len(values) > SHOWN:
            words.append(self.env._("%(count)s more", count=len(values) - SHOWN))
        return ", ".join(words)

    @api.model
    def _word(self, field, item):
        """Return one value; the name of a record only if the asking user may read it."""
        if item is False or item is None:
            return self.env._("empty")
        if field and (field.comodel_name or field.name == "id") and type(item) is int:
            record = self.env[field.comodel_name or field.model_name].browse(item)
            return self._readable_name(record)
        if field and field.type == "selection":
            return str(dict(field._description_selection(self.env)).get(item, item))
        if item is True:
            return self.env._("yes")
        return str(item)

    @api.model
    def _readable_name(self, record):
        unnamed = self.env._("record %(id)s", id=record.id)
        try:
            is_readable = record.exists() and record.has_access("read")
            return record.display_name if is_readable else unnamed
        except AccessError:
            return unnamed
