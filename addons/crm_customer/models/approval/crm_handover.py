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

    @api.model
    def _work_domain(self, source, users, companies):
        domain = super()._work_domain(source, users, companies)
        if source.key == "approval":
            domain &= Domain("approval_id.company_id", "in", companies.ids)
        elif source.model == "mail.activity":
            # those of an approval follow its seats
            domain &= Domain("activity_type_id", "!=", self.env.ref(ACTIVITY).id)
        return domain
