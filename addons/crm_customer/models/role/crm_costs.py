from odoo import api, models

from ...tools.role.money import BOOK_FIELDS, COST_FIELDS


class CrmCosts(models.AbstractModel):
    """Keeps the fields that show costs and books from who may not see them, where they are.

    Only the models of the lists are touched: asking on ``base`` would slow down each reading
    of each field by half.
    """

    _name = "crm.costs"
    _description = "Fields that Show Costs"

    @api.model
    def _cost_fields(self):
        """Return ``{model: field names}`` of what shows costs; bridges add theirs."""
        return COST_FIELDS

    @api.model
    def _book_fields(self):
        """Return ``{model: field names}`` of what the books say; bridges add theirs."""
        return BOOK_FIELDS

    @api.model
    def _hidden_fields(self, model_name):
        """Return the names of the fields of a model that the user may not see for money."""
        hidden = set()
        if self._crm_hides_costs():
            hidden.update(self._cost_fields().get(model_name, ()))
        if self._crm_hides_books():
            hidden.update(self._book_fields().get(model_name, ()))
        return hidden

    def _register_hook(self):
        super()._register_hook()
        costs, books = self._cost_fields(), self._book_fields()
        for name in costs.keys() | books.keys():
            if name in self.env:
                model_class = self.env.registry[name]
                _guard(model_class, *(frozenset(kind.get(name, ())) for kind in (costs, books)))

    def _unregister_hook(self):
        result = super()._unregister_hook()
        for model_class in self.env.registry.values():
            if "_crm_costs_guarded" in vars(model_class):
                del model_class._has_field_access
                del model_class._crm_costs_guarded
        return result


def _guard(model_class, costs, books):
    """Have the class ``model_class`` of the registry ask for the rights to money as well."""
    if "_crm_costs_guarded" in vars(model_class):
        return
    may_access = model_class._has_field_access

    def _has_field_access(self, field, operation):
        return may_access(self, field, operation) and not (
            (field.name in costs and self._crm_hides_costs())
            or (field.name in books and self._crm_hides_books())
        )

    model_class._has_field_access = _has_field_access
    model_class._crm_costs_guarded = True
