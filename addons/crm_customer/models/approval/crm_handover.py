from odoo import api, models
from odoo.fields import Domain

from ...tools.handover.handover import Source
from .crm_approval_waiting import ACTIVITY


class CrmHandover(models.Model):
    """Seats of pending approvals, and seats held for who is absent."""

    _inherit = "crm.handover"

    @api.model
    def _handover_sources(self):
        undecided = (("decision", "=", False), ("approval_id.state", "=", "pending"))
        return [
            Source(
                "approval",
                self.env._("Approvals to decide"),
                "crm.approval.line",
                undecided,
            ),
            Source(
                "approval_deputy",
                self.env._("Absent approvers stood in for"),
                "crm.approval.deputy",
                (("date_end", ">=", "today"),),
                field="deputy_id",
            ),
            *super()._handover_sources(),
        ]

    def _source_domain(self, source):
        domain = super()._source_domain(source)
        if source.key == "approval":
            acting = self.start_user_id or self.env.user
            domain &= Domain("approval_id.company_id", "in", acting.company_ids.ids)
        elif source.model == "mail.activity":
            # those of an approval follow its seats
            domain &= Domain("activity_type_id", "!=", self.env.ref(ACTIVITY).id)
        return domain
