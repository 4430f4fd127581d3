from odoo import fields, models
from odoo.fields import Domain


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """The touches of the merged are those of who stays: their deals are attributed anew."""
        ids = (src_partners | dst_partner).ids
        # sudo: who merges need not see the touchpoints
        touches = self.env["crm.sales.touchpoint"].sudo()
        touches = touches.search(Domain("partner_id", "in", ids) | Domain("customer_id", "in", ids))
        touches._unlocked().changed_on = fields.Datetime.now()
        self.env.flush_all()
        return super()._update_foreign_keys(src_partners, dst_partner)
