from odoo import fields, models
from odoo.exceptions import UserError

DECISIONS = [("approved", "Approved"), ("refused", "Refused")]


class CrmApprovalLine(models.Model):
    """One person who is asked in a step, and what was decided for that person."""

    _name = "crm.approval.line"
    _description = "Decision of an Approval"
    _order = "approval_id, sequence, id"

    step_id = fields.Many2one(
        "crm.approval.step", required=True, readonly=True, index=True, ondelete="cascade"
    )
    approval_id = fields.Many2one(related="step_id.approval_id", store=True, index=True)
    sequence = fields.Integer(related="step_id.sequence", store=True)
    step_state = fields.Selection(related="step_id.state", string="Step State")
    user_id = fields.Many2one(
        "res.users", "Approver", required=True, readonly=True, ondelete="restrict", index=True
    )
    is_escalation = fields.Boolean("By Escalation", readonly=True)
    decision = fields.Selection(DECISIONS, readonly=True)
    decided_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        ondelete="restrict",
        help="The approver, or a deputy of the approver.",
    )
    date = fields.Datetime("Decided On", readonly=True)
    date_deadline = fields.Date(related="step_id.date_deadline")
    comment = fields.Text(readonly=True)

    def write(self, vals):
        """A seat that goes to somebody else asks that person from then on.

        :raise UserError: it would go to who made the request
        """
        result = super().write(vals)
        if "user_id" in vals:
            for line in self:
                if line.user_id == line.approval_id.user_id:
                    raise UserError(
                        self.env._(
                            "Nobody approves an own request: %(name)s.",
                            name=line.approval_id.display_name,
                        )
                    )
            self.approval_id._sync_waiting()
        return result
