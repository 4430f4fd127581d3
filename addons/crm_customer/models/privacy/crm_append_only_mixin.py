from odoo import api, models
from odoo.exceptions import AccessError

# an object that no caller from outside can name
KEY = object()


class CrmAppendOnlyMixin(models.AbstractModel):
    """A log that is added to, never changed nor deleted: by nobody but ``_unlocked``."""

    _name = "crm.append.only.mixin"
    _description = "Log That Is Only Added To"

    def write(self, vals):
        """Refuse.

        :raise AccessError: always, but for our own code that holds the key
        """
        self._check_append_only()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_unlocked(self):
        self._check_append_only()

    def _check_append_only(self):
        if self.env.context.get(self._append_only_key()) is not KEY:
            raise AccessError(self._append_only_message())

    @api.model
    def _append_only_key(self):
        return f"{self._table}_key"

    @api.model
    def _append_only_message(self):
        """Return what is said to who tries; a model says what to do instead."""
        return self.env._("Log entries are never changed nor deleted.")

    def _unlocked(self):
        """Return the records in a state that can be written: for marks and erasure alone."""
        return self.sudo().with_context(**{self._append_only_key(): KEY})
