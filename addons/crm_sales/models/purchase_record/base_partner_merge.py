from odoo import models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Let the records go that would collide: the refresh makes those of the destination."""
        self.env.execute_query(
            SQL(
                "DELETE FROM crm_sales_purchase_record WHERE partner_id = ANY(%s) RETURNING 1",
                src_partners.ids,
            )
        )
        self.env["crm.sales.purchase.record"].invalidate_model(flush=False)
        return super()._update_foreign_keys(src_partners, dst_partner)
