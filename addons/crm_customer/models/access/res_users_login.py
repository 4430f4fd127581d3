from contextlib import contextmanager

from odoo import models
from odoo.exceptions import AccessDenied


class ResUsers(models.Model):
    _inherit = "res.users"

    @contextmanager
    def _assert_can_auth(self, user=None):
        """Count what is refused; what the host's cool-down ignores costs nothing here either."""
        with super()._assert_can_auth(user=user):
            try:
                yield
            except AccessDenied:
                self.env["crm.access.failure"]._count(user)
                raise
