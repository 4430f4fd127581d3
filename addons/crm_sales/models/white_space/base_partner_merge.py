from odoo import models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Let what the merged ones missed go: the destination may buy it; found anew at night."""
        self.env["crm.sales.white.gap"].flush_model()
        self.env.execute_query(
            SQL(
                "DELETE FROM crm_sales_white_gap WHERE partner_id = ANY(%s) RETURNING 1",
                (src_partners | dst_partner).ids,
            )
        )
        self.env["crm.sales.white.gap"].invalidate_model(flush=False)
        return super()._update_foreign_keys(src_partners, dst_partner)
