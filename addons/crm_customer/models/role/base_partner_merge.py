from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Who may edit all the contacts may merge them, also where he does not see every value."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """The host merges by the system's rights: ask for those of the user first."""
        partners = self.env["res.partner"].browse(partner_ids)
        if dst_partner:
            partners |= dst_partner.with_env(self.env)
        partners.exists().check_access("write")
        return super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)

    def _merge_bank_accounts(self, src_partners, dst_partner):
        # sudo: the right to edit them was asked; accounts that one does not see would be lost
        return super()._merge_bank_accounts(src_partners.sudo(), dst_partner.sudo())

    def _update_values(self, src_partners, dst_partner):
        # sudo: as above; values that one does not see (of the signup, say) go along unread
        return super()._update_values(src_partners.sudo(), dst_partner.sudo())
