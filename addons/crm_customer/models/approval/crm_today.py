from odoo import api, models
from odoo.fields import Domain

from .crm_approval_waiting import ACTIVITY


class CrmToday(models.AbstractModel):
    _inherit = "crm.today"

    def _today_blocks(self):
        block = self._today_block(
            "approvals",
            self.env._("Waiting for My Approval"),
            "approve",
            10,
            "fa-check-circle-o",
            model="crm.approval",
        )
        return [*super()._today_blocks(), block]

    @api.model
    def _today_shown_elsewhere(self):
        kind = self.env.ref(ACTIVITY, raise_if_not_found=False)
        own = Domain("activity_type_id", "in", kind.ids) if kind else Domain.FALSE
        return super()._today_shown_elsewhere() | own

    def _today_approvals(self):
        """What the user may decide on, own seats and those of who is absent."""
        return self._today_search(
            "crm.approval",
            Domain("can_decide", "=", True),
            "date_deadline, date, id",
            self._prepare_approval,
            "crm_customer.crm_approval_action_waiting",
        )

    def _prepare_approval(self, approval):
        approve = self._today_act(
            "approve",
            self.env._("Approve"),
            "fa-check",
            method="action_approve",
            message=self.env._("Approved: %(name)s", name=approval.subject),
        )
        refuse = self._today_act("refuse", self.env._("Refuse"), "fa-times", method="action_refuse")
        kinds = dict(approval._fields["kind"]._description_selection(self.env))
        return {
            "title": approval.subject,
            "subtitle": approval.description or approval.user_id.name,
            "date": approval.date_deadline,
            "badge": kinds.get(approval.kind, ""),
            "icon": "fa-check-circle-o",
            "acts": [approve, refuse],
            **(self._today_money(approval, "amount") if approval.amount else {}),
        }
