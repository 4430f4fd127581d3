from odoo import fields, models


class CrmApprovalDecide(models.TransientModel):
    """Approve or refuse with a comment."""

    _name = "crm.approval.decide"
    _description = "Decide on Approvals"

    approval_ids = fields.Many2many("crm.approval", string="Approvals", required=True)
    act = fields.Selection(
        [("approve", "Approve"), ("refuse", "Refuse")], required=True, default="approve"
    )
    comment = fields.Text(help="The requester reads it. To refuse, a reason is needed.")

    def action_approve(self):
        """Approve all of them with the comment."""
        self.approval_ids._decide("approved", self.comment)
        return {"type": "ir.actions.act_window_close"}

    def action_refuse(self):
        """Refuse all of them with the comment as the reason."""
        self.approval_ids._decide("refused", self.comment)
        return {"type": "ir.actions.act_window_close"}
