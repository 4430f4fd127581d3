from odoo import api, models
from odoo.exceptions import AccessError


class CrmSealedMixin(models.AbstractModel):
    """Fields that the system alone writes.

    ``readonly=True`` is a matter of screens: over RPC everybody who may write a record writes
    its readonly fields too. Who may not is refused here, in values and in defaults.
    """

    _name = "crm.sealed.mixin"
    _description = "Fields Written by the System Alone"

    # names of the fields
    _sealed_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        defaults = {name for name in self._sealed_fields if f"default_{name}" in self.env.context}
        self._check_sealed(defaults.union(*vals_list))
        return super().create(vals_list)

    def write(self, vals):
        self._check_sealed(vals)
        return super().write(vals)

    @api.model
    def _check_sealed(self, names):
        """:raise AccessError: one of ``names`` is written by the system alone"""
        sealed = self._sealed_fields.intersection(names)
        if sealed and not self.env.su:
            labels = ", ".join(sorted(self._fields[name].string for name in sealed))
            raise AccessError(self.env._("Written by the system alone: %(fields)s", fields=labels))
