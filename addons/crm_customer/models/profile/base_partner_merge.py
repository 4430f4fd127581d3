from odoo import models
from odoo.tools import SQL


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Let the rows go that would collide; orders and leads move by SQL, so mark both."""
        profiles = self.env["crm.customer.profile"]
        self.env.execute_query(
            SQL(
                "DELETE FROM crm_customer_profile WHERE partner_id = ANY(%s) RETURNING 1",
                src_partners.ids,
            )
        )
        profiles._invalidate_customers()
        result = super()._update_foreign_keys(src_partners, dst_partner)
        profiles._touch((src_partners | dst_partner).ids)
        return result
