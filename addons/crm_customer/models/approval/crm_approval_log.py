from odoo import api, fields, models
from odoo.exceptions import AccessError

ACTS = [
    ("requested", "Requested"),
    ("approved", "Approved"),
    ("refused", "Refused"),
    ("escalated", "Escalated"),
    ("withdrawn", "Withdrawn"),
    ("outdated", "Outdated by a Change"),
]
KEY = object()


class CrmApprovalLog(models.Model):
    """What happened to a request, in order: added to, never changed."""

    _name = "crm.approval.log"
    _description = "Log of an Approval"
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

    def write(self, vals):
        """Refuse: the log is not changed, by nobody.

        :raise AccessError: always, but when a person is erased
        """
        self._check_append_only()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_erasure(self):
        self._check_append_only()

    def _check_append_only(self):
        # a key that no call from outside can hold
        if self.env.context.get("crm_approval_log_key") is not KEY:
            raise AccessError(self.env._("The log of an approval is never changed nor deleted."))

    def _erase(self):
        """Take the words out, for the erasure of a person; who did what stays."""
        self.with_context(crm_approval_log_key=KEY).write({"comment": False})
