from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Somebody has one plan for the customer on a day: the destination's stays."""
        # sudo: who merges need not see the visits of others
        planned = self.env["crm.visit"].sudo()
        planned = planned.search(
            [("partner_id", "in", (src_partners | dst_partner).ids), ("state", "=", "planned")]
        )
        for visits in planned.grouped(lambda visit: (visit.user_id, visit.date)).values():
            kept = visits.sorted(lambda visit: (visit.partner_id != dst_partner, visit.id))[0]
            if visits != kept:
                (visits - kept)._close("cancelled", "settled")
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
