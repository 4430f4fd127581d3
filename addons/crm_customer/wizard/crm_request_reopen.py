from odoo import fields, models


class CrmRequestReopen(models.TransientModel):
    """Asks why a question is asked again."""

    _name = "crm.request.reopen"
    _description = "Ask a Question Again"

    request_id = fields.Many2one("crm.request", required=True, readonly=True, ondelete="cascade")
    reason = fields.Char("What Is Missing", required=True)

    def action_reopen(self):
        """Give the question back to the department; rights are checked there."""
        self.ensure_one()
        self.request_id._reopen(self.reason)
        return {"type": "ir.actions.act_window_close"}
