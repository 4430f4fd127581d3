from odoo import models
from odoo.tools import SQL

# stays that touch or overlap become one: an island starts where nothing before reaches
ISLANDS = """
WITH stay AS (
    SELECT segment_id, company_id, date_from, COALESCE(date_to, 'infinity') AS date_to
      FROM crm_customer_segment_member WHERE partner_id = ANY(%(ids)s)),
marked AS (
    SELECT *, date_from > MAX(date_to) OVER (
               PARTITION BY segment_id, company_id ORDER BY date_from, date_to
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS is_apart
      FROM stay),
numbered AS (
    SELECT *, COUNT(*) FILTER (WHERE is_apart) OVER (
               PARTITION BY segment_id, company_id ORDER BY date_from, date_to) AS island
      FROM marked)
SELECT segment_id, company_id, MIN(date_from), NULLIF(MAX(date_to), 'infinity')
  FROM numbered GROUP BY segment_id, company_id, island
"""


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        """The destination was in a segment whenever one of them was."""
        self.env.flush_all()
        ids = (src_partners | dst_partner).ids
        islands = self.env.execute_query(SQL(ISLANDS, ids=ids))
        self.env.cr.execute(
            "DELETE FROM crm_customer_segment_member WHERE partner_id = ANY(%s)", (ids,)
        )
        for island in islands:
            self.env.cr.execute(
                """
                INSERT INTO crm_customer_segment_member (
                       partner_id, segment_id, company_id, date_from, date_to)
                VALUES (%s, %s, %s, %s, %s)
                """,
                (dst_partner.id, *island),
            )
        # the scores of all of them are computed anew tonight
        self.env.cr.execute(
            "DELETE FROM crm_customer_rfm WHERE partner_id = ANY(%s)", (src_partners.ids,)
        )
        self.env["crm.customer.segment"]._forget_cached()
        return super()._update_foreign_keys(src_partners, dst_partner)
