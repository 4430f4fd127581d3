from odoo import models

from ...tools.cash.capitals import in_capitals


class ResCurrency(models.Model):
    _inherit = "res.currency"

    def _crm_in_capitals(self, amount):
        """Return ``amount`` as Chinese papers repeat it (人民币…), "" in other currencies."""
        if self.name != "CNY":
            return ""
        try:
            return in_capitals(self.round(amount or 0.0), prefix="人民币")
        except ValueError:
            # beyond what can be written so
            return ""
