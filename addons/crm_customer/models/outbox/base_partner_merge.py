from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_values(self, src_partners, dst_partner):
        """Tell of the customers that go, while they still have their codes."""
        src_partners._outbox_note_gone("deleted")
        return super()._update_values(src_partners, dst_partner)
