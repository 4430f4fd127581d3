from odoo import models
from odoo.exceptions import ValidationError


class CrmConditionMixin(models.AbstractModel):
    """A condition on customers that people write; ``_get_condition`` returns it as a domain."""

    _name = "crm.condition.mixin"
    _description = "Condition on Customers"

    def _get_condition(self):
        raise NotImplementedError

    def _check_conditions(self):
        """:raise ValidationError: the condition of one of these cannot be read"""
        # as who writes it, whatever the rights of this very call
        partners = self.env["res.partner"].with_user(self.env.uid)
        for record in self:
            try:
                partners.search_count(record._get_condition(), limit=1)
            except (SyntaxError, TypeError, ValueError, KeyError) as error:
                raise ValidationError(
                    self.env._(
                        "%(name)s: the condition cannot be read: %(error)s",
                        name=record.name,
                        error=error,
                    )
                ) from error
