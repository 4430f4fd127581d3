from ast import literal_eval

from odoo import api, models
from odoo.fields import Domain

#: types that say nothing of a customer, or hold what a cell cannot
SKIPPED = ("html", "separator", "signature")


class ResPartner(models.Model):
    """Own fields are the host's properties of partners; here is what we need of them."""

    _inherit = "res.partner"

    @api.model
    def _crm_own_fields(self):
        """Return the definitions of own fields, as the host keeps them.

        :return: ``{name: definition}`` in the order of the form, without separators
        """
        definitions = self.env["properties.base.definition"].sudo()  # as the host's form does
        record = definitions._get_definition_for_property_field("res.partner", "properties")
        return {
            definition["name"]: definition
            for definition in record.properties_definition or ()
            if definition["type"] not in SKIPPED
        }

    def _crm_own_values(self):
        """Return ``{name: value}`` of this partner's own fields as they are stored."""
        self.ensure_one()
        return dict(self._fields["properties"].convert_to_cache(self.properties, self) or {})

    @api.model
    def _crm_own_domain(self, definition):
        """Return the domain of the records that a relational own field may point to."""
        try:
            return Domain(literal_eval(definition.get("domain") or "[]"))
        except (SyntaxError, ValueError):
            return Domain.TRUE

    @api.model
    def _crm_own_text(self, definition, value):
        """Return what people read for the stored ``value`` of an own field."""
        if value is None or value is False:
            return ""
        kind = definition["type"]
        values = value if isinstance(value, list) else [value]
        if kind == "boolean":
            return self.env._("Yes")
        if kind in ("selection", "tags"):
            labels = {option[0]: option[1] for option in definition[kind]}
            return ", ".join(labels.get(key, "") for key in values)
        if definition.get("comodel"):
            records = self.env[definition["comodel"]].browse(values).exists()
            return ", ".join(records.mapped("display_name"))
        return str(value)
