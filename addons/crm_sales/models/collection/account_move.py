from odoo import models


class AccountMove(models.Model):
    """Invoices that come and go change what was invoiced for an order."""

    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft=soft)
        self.env["crm.sales.collection"]._note_moves(posted)
        return posted

    def button_draft(self):
        result = super().button_draft()
        self.env["crm.sales.collection"]._note_moves(self)
        return result

    def button_cancel(self):
        result = super().button_cancel()
        self.env["crm.sales.collection"]._note_moves(self)
        return result
