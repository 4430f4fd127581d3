from odoo import models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_reference_fields(self, src_partners, dst_partner):
        """The approvals of the merged contacts become those of the destination.

        Of two pending ones of a kind the destination's stays, the others are outdated.
        """
        result = super()._update_reference_fields(src_partners, dst_partner)
        # sudo: who merges need not see the approvals of others
        approvals = self.env["crm.approval"].sudo()
        found = approvals.search(
            [
                ("res_model", "=", "res.partner"),
                ("res_id", "in", (src_partners | dst_partner).ids),
            ]
        )
        pending = found.filtered(lambda approval: approval.state == "pending")
        for twins in pending.grouped(lambda each: (each.kind, each.company_id)).values():
            first = twins.sorted(lambda each: (each.res_id != dst_partner.id, each.id))[0]
            (twins - first)._outdate()
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "UPDATE crm_approval SET res_id = %s WHERE id = ANY(%s) RETURNING id",
                dst_partner.id,
                found.ids,
            )
        )
        self.env.invalidate_all()
        return result
