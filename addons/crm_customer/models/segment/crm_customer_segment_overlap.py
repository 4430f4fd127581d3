from odoo import fields, models
from odoo.tools import SQL

OVERLAP = """
WITH member AS MATERIALIZED (
    SELECT segment_id, company_id, partner_id FROM crm_customer_segment_member
     WHERE segment_id = ANY(%(segments)s) AND %(day)s),
size AS (
    SELECT segment_id, company_id, COUNT(*) AS size FROM member GROUP BY 1, 2),
shared AS (
    SELECT one.segment_id, other.segment_id AS other_id, one.company_id, COUNT(*) AS shared
      FROM member one JOIN member other USING (partner_id, company_id)
     GROUP BY 1, 2, 3)
SELECT (one.company_id * 100000::bigint + one.segment_id) * 100000 + other.segment_id AS id,
       one.segment_id, other.segment_id AS other_id, one.company_id,
       COALESCE(shared.shared, 0) AS customer_count,
       COALESCE(shared.shared, 0)::float / one.size AS share,
       COALESCE(shared.shared, 0)::float
           / (one.size + other.size - COALESCE(shared.shared, 0)) AS jaccard
  FROM size one
  JOIN size other USING (company_id)
  LEFT JOIN shared ON shared.segment_id = one.segment_id
   AND shared.other_id = other.segment_id AND shared.company_id = one.company_id
"""


class CrmCustomerSegmentOverlap(models.Model):
    """How many customers two segments have in common; nothing is stored.

    The context says which segments (``segment_ids``, else all that are active) and when
    (``segment_to``, a day, else now).
    """

    _name = "crm.customer.segment.overlap"
    _description = "Segment Overlap"
    _auto = False
    _rec_name = "segment_id"
    _order = "segment_id, other_id, id"
    _depends = {
        "crm.customer.segment": ["active"],
        "crm.customer.segment.member": [
            "segment_id",
            "company_id",
            "partner_id",
            "date_from",
            "date_to",
        ],
    }

    segment_id = fields.Many2one("crm.customer.segment", readonly=True)
    other_id = fields.Many2one("crm.customer.segment", "Other Segment", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    customer_count = fields.Integer("Customers in Both", readonly=True)
    share = fields.Float(
        readonly=True,
        aggregator="avg",
        help="Part of the customers of the segment who are also in the other one.",
    )
    jaccard = fields.Float(
        "Jaccard Index",
        readonly=True,
        aggregator="avg",
        help="Customers in both, as part of those in at least one: 1 when both are the same.",
    )

    @property
    def _table_query(self):
        partners = self.env["res.partner"]
        day = self.env.context.get("segment_to")
        return SQL(
            OVERLAP,
            segments=self.env["crm.customer.segment"]._get_chosen_ids(),
            day=partners.with_context(crm_segment_asof=day)._segment_day_sql(
                "crm_customer_segment_member"
            ),
        )

    def action_open_customers(self):
        """Open the customers that are in both."""
        self.ensure_one()
        names = [self.segment_id.display_name, self.other_id.display_name]
        domain = [
            ("crm_segment_ids", "in", self.segment_id.ids),
            ("crm_segment_ids", "in", self.other_id.ids),
        ]
        return self.env["crm.customer.segment"]._action_customers(
            " ∩ ".join(dict.fromkeys(names)), domain, self.env.context.get("segment_to")
        )
