from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Who was in a journey as several contacts goes on in it as one.

        The host would delete rows that meet at the unique index.
        """
        # sudo: who merges contacts need not see the journeys
        runs = self.env["crm.sales.journey.run"].sudo()
        runs = runs.search([("partner_id", "in", (src_partners | dst_partner).ids)])
        if runs.partner_id & src_partners:
            runs._take_over("partner_id", dst_partner)
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
