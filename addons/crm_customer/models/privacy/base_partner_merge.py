from odoo import models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def action_merge(self):
        """Refuse to merge a pseudonym with anybody: the person would be known again.

        :raise UserError: one of the contacts was erased
        """
        if self.partner_ids.sudo().crm_erasure_id:
            raise UserError(self.env._("This person was erased already."))
        return super().action_merge()

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Leave out who was erased."""
        partners = self.env["res.partner"].sudo().browse(partner_ids)
        erased = partners.filtered("crm_erasure_id")
        kept = [partner_id for partner_id in partner_ids if partner_id not in erased.ids]
        if erased and (len(kept) < 2 or (dst_partner and dst_partner.id in erased.ids)):
            return None
        return super()._merge(kept, dst_partner, extra_checks)

    def _update_values(self, src_partners, dst_partner):
        """Move the mark of who came back along; the host would write it as by hand."""
        # sudo: the mark is not for editing, and only moves
        partners = (src_partners | dst_partner).sudo()
        marks = partners.crm_erased_before_id
        partners.crm_erased_before_id = False
        result = super()._update_values(src_partners, dst_partner)
        if marks:
            dst_partner.sudo().crm_erased_before_id = marks[0]
        return result
