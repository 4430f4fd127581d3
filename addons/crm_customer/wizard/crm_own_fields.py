from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CrmOwnFields(models.TransientModel):
    """The own fields of customers on one screen; the host defines them on a form only."""

    _name = "crm.own.fields"
    _description = "Own Fields of Customers"

    line_ids = fields.One2many(
        "crm.own.fields.line", "setup_id", default=lambda self: self._default_line_ids()
    )
    known_names = fields.Json(default=lambda self: list(self._get_definitions()))

    @api.model
    def _default_line_ids(self):
        counts = self._count_uses()
        return [
            Command.create(
                self.env["crm.own.fields.line"]._prepare_line(definition)
                | {"sequence": place, "used_count": counts.get(name, 0)}
            )
            for place, (name, definition) in enumerate(self._get_definitions().items())
        ]

    @api.model
    def _get_record(self):
        """Return the host's record of the definitions, as this user."""
        return self.env["properties.base.definition"]._get_definition_for_property_field(
            "res.partner", "properties"
        )

    @api.model
    def _get_definitions(self):
        """Return ``{name: definition}``.

        :raise AccessError: not for this user
        """
        definitions = self._get_record().properties_definition or ()
        return {definition["name"]: definition for definition in definitions}

    @api.model
    def _count_uses(self):
        """Return ``{name: contacts that have a value}``, of all companies: it is but a number."""
        self.env["res.partner"].flush_model(["properties"])
        self.env.cr.execute(
            """
            SELECT key, count(*) FROM res_partner, jsonb_each(properties)
             WHERE properties IS NOT NULL AND value NOT IN ('null', 'false', '""', '[]')
             GROUP BY key
            """
        )
        return dict(self.env.cr.fetchall())

    def action_apply(self):
        """Write the definitions; a field that came meanwhile stays.

        :raise UserError: two fields have one name, or one has no options
        """
        self.ensure_one()
        lines = self.line_ids.sorted("sequence")
        labels = [line.label.strip() for line in lines]
        for label in labels:
            if labels.count(label) > 1:
                raise UserError(self.env._("Two own fields are called %(label)s.", label=label))
        record, now = self._get_record(), self._get_definitions()
        seen = {*(self.known_names or ()), *lines.mapped("name")}
        wanted = [line._prepare_definition(now.get(line.name)) for line in lines]
        added = [definition for name, definition in now.items() if name not in seen]
        record.properties_definition = wanted + added
        return {"type": "ir.actions.client", "tag": "reload"}
