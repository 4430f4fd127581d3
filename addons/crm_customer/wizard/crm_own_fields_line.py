from uuid import uuid4

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.own_field import match_options, split_options

KINDS = [
    ("char", "Text"),
    ("text", "Long Text"),
    ("integer", "Whole Number"),
    ("float", "Decimal Number"),
    ("boolean", "Yes or No"),
    ("date", "Date"),
    ("datetime", "Date and Time"),
    ("selection", "One of a List"),
    ("tags", "Several of a List"),
    ("many2one", "Record"),
    ("many2many", "Several Records"),
    ("separator", "Section Heading"),
]
#: kinds that are made on the host's form, and kept here as they are
HOST_KINDS = [("html", "Formatted Text"), ("monetary", "Amount"), ("signature", "Signature")]
LISTS = ("selection", "tags")
RECORDS = ("many2one", "many2many")
COLORS = 11


def _new_key():
    return uuid4().hex[:16]


class CrmOwnFieldsLine(models.TransientModel):
    _name = "crm.own.fields.line"
    _description = "Own Field of Customers"
    _order = "sequence, id"
    _rec_name = "label"

    setup_id = fields.Many2one("crm.own.fields", required=True, ondelete="cascade")
    sequence = fields.Integer()
    name = fields.Char("Technical Name", help="Empty: a new field.")
    label = fields.Char(required=True, help="Also the heading by which imports know it.")
    kind = fields.Selection(KINDS + HOST_KINDS, required=True, default="char")
    options = fields.Text(help="One option a line. A new word in its place renames an option.")
    comodel = fields.Selection(selection="_selection_comodel", string="Records Of")
    view_in_cards = fields.Boolean("In Cards", help="Shown on the cards of contacts, too.")
    used_count = fields.Integer("Filled In", readonly=True, help="Contacts that have a value.")

    @api.model
    def _selection_comodel(self):
        found = self.env["ir.model"].get_available_models()
        return [(model["model"], model["display_name"]) for model in found]

    @api.model
    def _prepare_line(self, definition):
        """Return the values of the line that shows ``definition``."""
        options = definition.get(definition["type"]) if definition["type"] in LISTS else ()
        return {
            "name": definition["name"],
            "label": definition.get("string") or definition["name"],
            "kind": definition["type"],
            "options": "\n".join(option[1] for option in options or ()),
            "comodel": definition.get("comodel") or False,
            "view_in_cards": bool(definition.get("view_in_cards")),
        }

    def _prepare_definition(self, known):
        """Return the host's definition of this line.

        :param known: the definition as it is, None for a new field
        :raise UserError: it lacks its options or its records
        """
        definition = dict(known or {"name": _new_key(), "type": self.kind})
        definition["string"] = self.label.strip()
        if definition["type"] != "separator":
            definition["view_in_cards"] = self.view_in_cards
        if definition["type"] in LISTS:
            definition[definition["type"]] = self._prepare_options(definition)
        elif definition["type"] in RECORDS and not known:
            if not self.comodel:
                raise UserError(self.env._("%(label)s: records of what?", label=self.label))
            definition["comodel"] = self.comodel
        return definition

    def _prepare_options(self, definition):
        known = definition.get(definition["type"]) or []
        labels = split_options(self.options)
        if not labels:
            raise UserError(self.env._("%(label)s has no options.", label=self.label))
        found = match_options(labels, [option[:2] for option in known], _new_key)
        if definition["type"] == "selection":
            return [list(option) for option in found]
        colors = {option[0]: option[2] for option in known}
        return [
            [key, label, colors.get(key, place % COLORS + 1)]
            for place, (key, label) in enumerate(found)
        ]
