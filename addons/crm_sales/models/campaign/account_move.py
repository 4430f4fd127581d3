from odoo import models


class AccountMove(models.Model):
    """Vendor bills that come and go change what campaigns have cost."""

    _inherit = "account.move"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"state", "invoice_date", "date"}:
            self.env["crm.sales.campaign.cost"]._note_bills(self)
        return result
