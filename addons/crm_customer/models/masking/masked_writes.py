from odoo import api


class MaskedWrites:
    """Beside ``models.Model`` in a class that extends a model with masked fields.

    A masked value that comes back from a form is no new one. Not an abstract model: a
    parent in ``_inherit`` acts behind the host's own methods, which would check the mask.
    """

    __slots__ = ()

    @api.model_create_multi
    def create(self, vals_list):
        masking = self.env["crm.masking"]
        return super().create([masking._unmasked_vals(self.browse(), vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self.env["crm.masking"]._unmasked_vals(self, vals))


class MaskedRecords(MaskedWrites):
    """The same for documents, whose masked fields can be revealed one by one."""

    __slots__ = ()

    @api.private
    def copy_data(self, default=None):
        """For the system: it holds every value in full."""
        return super().copy_data(default)

    def crm_reveal(self, field_name, reason=None):
        """Return ``{"value", "left"}`` of a masked field, logged; see ``crm.access.reveal``."""
        return self.env["crm.access.reveal"]._reveal(self, field_name, reason)
