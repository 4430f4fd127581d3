from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Who is a stakeholder twice after the merge is one with all that was noted.

        The host would delete the second one with what was known of the person.
        """
        # sudo: who merges contacts need not see the opportunities
        people = self.env["crm.sales.stakeholder"].sudo()
        people = people.search([("partner_id", "in", (src_partners | dst_partner).ids)])
        for same in people.grouped("lead_id").values():
            first = same.sorted(lambda each: (each.partner_id != dst_partner, each.id))[0]
            if same != first:
                first._absorb(same - first)
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
