from odoo import fields, models


class CrmAccessReviewDecide(models.TransientModel):
    """Decide on several grants at once, with a reason."""

    _name = "crm.access.review.decide"
    _description = "Decide on Grants"

    line_ids = fields.Many2many("crm.access.review.line", string="Reviewed Grants", required=True)
    decision = fields.Selection(
        [("confirm", "Confirm"), ("withdraw", "Withdraw")],
        "Review Decision",
        required=True,
        default="confirm",
    )
    reason = fields.Char(help="Needed to withdraw; printed on the paper.")

    def action_decide(self):
        """Decide on all of them."""
        self.ensure_one()
        self.line_ids._decide(self.decision, self.reason)
        return {"type": "ir.actions.act_window_close"}
