from odoo import models

# of who is in an audience twice: the row of the destination stays, else the first one
KEPT = """
WITH ranked AS (
    SELECT id, campaign_id,
           ROW_NUMBER() OVER (PARTITION BY campaign_id
                              ORDER BY partner_id != %(dst)s, id) AS place,
           COUNT(*) OVER (PARTITION BY campaign_id) AS size,
           BOOL_AND(is_held_out) OVER (PARTITION BY campaign_id) AS is_held_out,
           BOOL_OR(active) OVER (PARTITION BY campaign_id) AS active
      FROM crm_sales_campaign_member
     WHERE partner_id = ANY(%(ids)s)),
gone AS (
    DELETE FROM crm_sales_campaign_member m USING ranked r WHERE m.id = r.id AND r.place > 1)
UPDATE crm_sales_campaign_member m
   SET is_held_out = r.is_held_out,
       active = r.active,
       is_left = m.is_left AND NOT r.active,
       reason = CASE WHEN r.active THEN NULL ELSE m.reason END,
       date_left = CASE WHEN r.active THEN NULL ELSE m.date_left END
  FROM ranked r
 WHERE m.id = r.id AND r.place = 1 AND r.size > 1
"""


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Who is in an audience twice after the merge is in it once.

        Who was addressed by one of its contacts was addressed.
        """
        self.env.flush_all()
        ids = (src_partners | dst_partner).ids
        self.env.cr.execute(KEPT, {"ids": ids, "dst": dst_partner.id})
        self.env["crm.sales.campaign.member"].invalidate_model(flush=False)
        return super()._update_foreign_keys(src_partners, dst_partner)
