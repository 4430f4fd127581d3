from odoo import api, fields, models

ACTS = [
    ("requested", "Requested"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("escalated", "Escalated"),
    ("withdrawn", "Withdrawn"),
    ("outdated", "Outdated by a Change"),
]


class CrmApprovalLog(models.Model):
    """What happened to a request, in order: added to, never changed."""

    _name = "crm.approval.log"
    _description = "Log of an Approval"
    _inherit = "crm.append.only.mixin"
    _order = "approval_id, id"
    _rec_name = "act"

    approval_id = fields.Many2one(
        "crm.approval", required=True, readonly=True, index=True, ondelete="cascade"
    )
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", "Who", required=True, readonly=True)
    act = fields.Selection(ACTS, "What", required=True, readonly=True)
    step = fields.Char(readonly=True)
    people = fields.Char(
        "For Whom", readonly=True, help="The approvers decided for, or to whom it escalated."
    )
    comment = fields.Text(readonly=True)

    @api.model
    def _append_only_message(self):
        return self.env._("The log of an approval is never changed nor deleted.")

    def _erase(self):
        """Take the words out, for the erasure of a person; who did what stays."""
        self._unlocked().write({"comment": False})
