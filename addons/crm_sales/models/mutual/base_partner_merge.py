from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Of two open pages of one plan for the person, the first stays open.

        The host would delete the second one, and its address with it.
        """
        # sudo: who merges contacts need not see the opportunities
        shares = self.env["crm.sales.mutual.share"].sudo()
        domain = [("partner_id", "in", (src_partners | dst_partner).ids)]
        for same in shares.search(domain, order="id").grouped("lead_id").values():
            same[1:].active = False
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
