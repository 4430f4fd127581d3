from odoo import models

from ...tools.role.money import COST_FIELDS


class CrmCosts(models.AbstractModel):
    """Keeps the fields that show costs from who may not see them, wherever they are installed.

    Only the models of the list are touched: asking on ``base`` would slow down each reading
    of each field by half.
    """

    _name = "crm.costs"
    _description = "Fields that Show Costs"

    def _register_hook(self):
        super()._register_hook()
        for name, hidden in COST_FIELDS.items():
            if name in self.env:
                _guard(self.env.registry[name], frozenset(hidden))

    def _unregister_hook(self):
        result = super()._unregister_hook()
        for name in COST_FIELDS:
            if name in self.env and "_crm_costs_guarded" in vars(self.env.registry[name]):
                del self.env.registry[name]._has_field_access
                del self.env.registry[name]._crm_costs_guarded
        return result


def _guard(model_class, hidden):
    """Have the class ``model_class`` of the registry ask for the right to costs as well."""
    if "_crm_costs_guarded" in vars(model_class):
        return
    may_access = model_class._has_field_access

    def _has_field_access(self, field, operation):
        return may_access(self, field, operation) and not (
            field.name in hidden and self._crm_hides_costs()
        )

    model_class._has_field_access = _has_field_access
    model_class._crm_costs_guarded = True
