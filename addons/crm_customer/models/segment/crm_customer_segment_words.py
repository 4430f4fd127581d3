import re
from collections.abc import Iterable

from odoo import models
from odoo.fields import Domain

from .crm_customer_segment import LIST, RFM

RELATIVE_DAY = re.compile(r"today(?: ([+-])(\d+)([dwmy]))?")


class CrmCustomerSegment(models.Model):
    """What a segment is, in words that stand on paper."""

    _inherit = "crm.customer.segment"

    def _get_words(self):
        """Return the definition as lines of text, in the language of the context."""
        self.ensure_one()
        if self.kind == LIST:
            return [self.env._("Customers who were put on this list one by one.")]
        if self.kind == RFM:
            names = ", ".join(self.rfm_class_ids.mapped("name"))
            return [self.env._("Customers whose RFM class is one of: %(names)s", names=names)]
        try:
            condition = self._get_condition()
        except (SyntaxError, ValueError):
            return [self.domain]
        if condition.is_true():
            return [self.env._("All customers.")]
        return self._describe_top(condition)

    def _describe_top(self, condition):
        """Return a line per part that must be true."""
        children = getattr(condition, "children", None)
        if children and condition.OPERATOR == "&":
            return [self._describe(child) for child in children]
        return [self._describe(condition)]

    def _describe(self, condition):
        if condition.is_true():
            return self.env._("always")
        if condition.is_false():
            return self.env._("never")
        if hasattr(condition, "children"):
            word = self.env._(" and ") if condition.OPERATOR == "&" else self.env._(" or ")
            return f"({word.join(self._describe(child) for child in condition.children)})"
        if hasattr(condition, "child"):
            return self.env._("not %(what)s", what=self._describe(condition.child))
        return self._describe_leaf(condition)

    def _describe_leaf(self, leaf):
        label, field = self._describe_path(leaf.field_expr)
        values = self._describe_value(field, leaf.value)
        word = self._get_operator_words().get(leaf.operator, leaf.operator)
        return f"{label} {word} {values}"

    def _describe_path(self, path):
        """Return (the labels of the fields of ``path``, the last field)."""
        model, labels, field = self.env["res.partner"], [], None
        for name in path.split("."):
            field = model._fields.get(name)
            if field is None:
                return path, None
            labels.append(field.get_description(self.env, ["string"])["string"])
            model = self.env[field.comodel_name] if field.comodel_name else model
        return " › ".join(labels), field

    def _describe_value(self, field, value):
        if isinstance(value, Domain):
            return self._describe(value)
        if isinstance(value, Iterable) and not isinstance(value, str):
            return ", ".join(self._describe_value(field, each) for each in value)
        if value is False or value is None:
            return self.env._("No") if field and field.type == "boolean" else self.env._("empty")
        if value is True:
            return self.env._("Yes")
        if field is not None and field.type == "selection":
            selection = dict(field.get_description(self.env, ["selection"])["selection"])
            return str(selection.get(value, value))
        if field is not None and field.comodel_name and isinstance(value, int):
            # as who prints: names that may not be read stay numbers
            record = self.env[field.comodel_name].browse(value).exists()
            return record.display_name if record and record.has_access("read") else str(value)
        relative = RELATIVE_DAY.fullmatch(str(value))
        if relative and field is not None and field.type in ("date", "datetime"):
            return self._describe_day(*relative.groups())
        return str(value)

    def _describe_day(self, sign, number, unit):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        texts = {
            ("-", "d"): _("%(number)s days ago"),
            ("-", "w"): _("%(number)s weeks ago"),
            ("-", "m"): _("%(number)s months ago"),
            ("-", "y"): _("%(number)s years ago"),
            ("+", "d"): _("%(number)s days from now"),
            ("+", "w"): _("%(number)s weeks from now"),
            ("+", "m"): _("%(number)s months from now"),
            ("+", "y"): _("%(number)s years from now"),
        }
        return texts[sign, unit] % {"number": number} if number else _("today")

    def _get_operator_words(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._
        return {
            "=": _("is"),
            "in": _("is one of"),
            "!=": _("is not"),
            "not in": _("is none of"),
            ">": _("is more than"),
            ">=": _("is at least"),
            "<": _("is less than"),
            "<=": _("is at most"),
            "ilike": _("contains"),
            "like": _("contains"),
            "not ilike": _("does not contain"),
            "not like": _("does not contain"),
            "=ilike": _("is like"),
            "child_of": _("is or is below"),
            "any": _("has one with"),
            "not any": _("has none with"),
        }
