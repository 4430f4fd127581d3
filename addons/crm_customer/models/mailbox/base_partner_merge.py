from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Keep each other address once, and what a mail to several of the merged became."""
        merged = src_partners | dst_partner
        self._crm_drop_double_emails(merged, dst_partner)
        # sudo: who merges need not see the interactions of others
        filed = self.env["crm.customer.interaction"].sudo()
        filed = filed.search(
            [("commercial_partner_id", "in", merged.ids), ("filed_mail_id", "!=", False)],
            order="id",
        )
        for interactions in filed.grouped("filed_mail_id").values():
            # all stay, with what they say; one of them stands for the mail
            interactions[1:].filed_mail_id = False
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _crm_drop_double_emails(self, merged, dst_partner):
        # sudo: who may merge moves the addresses along
        emails = self.env["crm.customer.email"].sudo()
        emails = emails.search([("partner_id", "in", merged.ids)])
        for same in emails.grouped("email").values():
            kept = same.sorted(lambda email: (email.partner_id != dst_partner, email.id))[0]
            (same - kept).unlink()
