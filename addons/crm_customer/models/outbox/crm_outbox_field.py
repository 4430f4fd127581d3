from odoo import api, fields, models
from odoo.fields import Domain


class CrmOutboxField(models.Model):
    """The fields that can be watched and sent, by the names that people know.

    The host's own list of fields is for administrators. This one is filled from the
    registry when addons are installed or updated, and every night.
    """

    _name = "crm.outbox.field"
    _description = "Field for Outboxes"
    _order = "model, name"

    model = fields.Char(required=True, readonly=True)
    name = fields.Char("Technical Name", required=True, readonly=True)

    _name_uniq = models.Constraint("UNIQUE(model, name)", "This field is in the list already.")

    @api.depends("model", "name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line._get_label() or line.name

    @api.model
    def _search_display_name(self, operator, value):
        """Search the labels, which are code, in the language of the environment."""
        if operator not in ("ilike", "=", "in"):
            return NotImplemented
        words = [value] if isinstance(value, str) else list(value)
        # sudo: labels only; rights follow on the ids
        lines = self.sudo().search([])  # pylint: disable=no-search-all
        found = lines.filtered(
            lambda line: any(
                word.lower() in line.display_name.lower() or word == line.name
                if operator == "ilike"
                else word == line.display_name
                for word in words
            )
        )
        return Domain("id", "in", found.ids)

    def _get_label(self):
        model = self.env.get(self.model)
        field = model._fields.get(self.name) if model is not None else None
        return field and field._description_string(self.env)

    @api.model
    @api.private
    def _fill(self):
        """Make the list equal to what the registry has.

        While addons are loaded one by one, what the later ones bring is not there yet: then
        nothing is taken away.
        """
        wanted = {
            (model, name)
            for model in self.env["crm.outbox.event"]._outbox_models()
            for name in self.env[model]._outbox_fields()
        }
        lines = self.sudo().search([])  # pylint: disable=no-search-all
        have = {(line.model, line.name) for line in lines}
        if self.env.registry.ready:
            lines.filtered(lambda line: (line.model, line.name) not in wanted).unlink()
        missing = sorted(wanted - have)
        self.sudo().create([{"model": model, "name": name} for model, name in missing])

    @api.autovacuum
    def _gc_fields(self):
        self._fill()
