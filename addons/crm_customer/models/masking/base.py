from odoo import api, models
from odoo.tools import SQL

from ...tools.masking.mask import is_same, mask

SENDS_LINES = (0, 1)


# Masks values on their way out, for who sees them masked. See ``crm.masking``. (No
# docstring: the host would store it as the description of each model.)
class Base(models.AbstractModel):
    _inherit = "base"

    def _crm_masks(self):
        return self.env["crm.masking"]._masks(self._name)

    def _read_format(self, fnames, load="_classic_read"):
        rows = super()._read_format(fnames, load)
        kinds = self._crm_masks()
        names = kinds and [name for name in fnames if name in kinds]
        if names:
            masking = self.env["crm.masking"]
            for row in rows:
                # what a form is filled with is masked by onchange, which knows what was typed
                if row["id"] and not masking._is_exempt(self.browse(row["id"])):
                    row.update({name: mask(kinds[name], row.get(name)) for name in names})
        return rows

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        rows = super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        kinds = self._crm_masks()
        if not kinds:
            return rows
        # exports mask the own people, too: a row does not say whose it is
        for column, path in enumerate(fields):
            if len(path) == 1 and path[0] in kinds:
                for row in rows:
                    row[column] = mask(kinds[path[0]], row[column])
        return rows

    def _field_to_sql(self, alias, field_expr, query=None):
        sql = super()._field_to_sql(alias, field_expr, query)
        if self.env.su or getattr(query, "crm_raw", False):
            return sql
        kind = self._crm_masks().get(field_expr)
        if not kind or not self._fields[field_expr].store:
            return sql
        masked = self.env["crm.masking"]._masked_sql(kind, sql)
        if self._name == "res.partner":
            own = SQL.identifier(alias, "partner_share")
            return SQL("(CASE WHEN %s IS FALSE THEN %s ELSE %s END)", own, sql, masked)
        return masked

    def _fetch_query(self, query, fields):
        # the cache holds what is true: it serves the system as well
        query.crm_raw = True
        try:
            return super()._fetch_query(query, fields)
        finally:
            query.crm_raw = False

    @api.model
    def _search(self, domain, *args, **kwargs):
        if not self.env.su and self.env["crm.masking"]._is_masked_user():
            domain = self.env["crm.masking"]._guarded(self, domain)
        return super()._search(domain, *args, **kwargs)

    def web_save(self, vals, specification, next_id=None):
        # forms of other apps send back what they were shown, too
        vals = self.env["crm.masking"]._unmasked_vals(self, vals)
        return super().web_save(vals, specification, next_id=next_id)

    def onchange(self, values, field_names, fields_spec):
        result = super().onchange(values, field_names, fields_spec)
        if result.get("value") and self.env["crm.masking"]._is_masked_user():
            self._crm_mask_changes(result["value"], values)
        return result

    @api.model
    def _crm_mask_changes(self, changes, known):
        """Mask what a form gets back in place, but for what was typed in it."""
        kinds = self._crm_masks()
        for name, value in changes.items():
            field = self._fields.get(name)
            if name in kinds and not is_same(kinds[name], value, known.get(name)):
                changes[name] = mask(kinds[name], value)
            elif field and field.type in ("one2many", "many2many") and isinstance(value, list):
                for command in value:
                    if command[0] in SENDS_LINES and isinstance(command[2], dict):
                        self.env[field.comodel_name]._crm_mask_changes(command[2], {})
            elif field and field.type == "many2one" and isinstance(value, dict):
                self.env[field.comodel_name]._crm_mask_changes(value, {})
