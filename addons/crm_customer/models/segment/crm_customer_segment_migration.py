from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

DAYS = 90
# who is in several of the segments stands in the first of them, in the order of the segments
MIGRATION = """
SELECT moved.*, from_id IS NOT DISTINCT FROM to_id AS is_same,
       partner.user_id, profile.revenue_12m, profile.currency_id
  FROM (SELECT COALESCE(before.id * 2::bigint, after.id * 2::bigint + 1) AS id,
               partner_id, company_id, before.segment_id AS from_id, after.segment_id AS to_id
          FROM (%(before)s) before
          FULL JOIN (%(after)s) after USING (partner_id, company_id)) moved
  JOIN res_partner partner ON partner.id = moved.partner_id
  LEFT JOIN crm_customer_profile profile ON profile.partner_id = moved.partner_id
   AND profile.company_id = moved.company_id
"""
ONE_EACH = """
SELECT DISTINCT ON (member.partner_id, member.company_id)
       member.id, member.partner_id, member.company_id, member.segment_id
  FROM crm_customer_segment_member member
  JOIN crm_customer_segment segment ON segment.id = member.segment_id
 WHERE member.segment_id = ANY(%(segments)s) AND %(day)s
 ORDER BY member.partner_id, member.company_id, segment.sequence, segment.id
"""


class CrmCustomerSegmentMigration(models.Model):
    """Who was in which segment on one day, and in which on another; nothing is stored.

    The context says which segments (``segment_ids``, else those of RFM classes) and which
    days (``segment_from``, else 90 days ago, and ``segment_to``, else today).
    """

    _name = "crm.customer.segment.migration"
    _description = "Segment Migration"
    _auto = False
    _rec_name = "partner_id"
    _order = "from_id, to_id, revenue_12m desc, id"
    _depends = {
        "crm.customer.profile": ["revenue_12m", "currency_id", "partner_id", "company_id"],
        "crm.customer.segment": ["active", "kind", "sequence"],
        "crm.customer.segment.member": [
            "segment_id",
            "company_id",
            "partner_id",
            "date_from",
            "date_to",
        ],
        "res.partner": ["user_id"],
    }

    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    from_id = fields.Many2one(
        "crm.customer.segment", "Before", readonly=True, help="Empty: was in none of them."
    )
    to_id = fields.Many2one(
        "crm.customer.segment", "After", readonly=True, help="Empty: is in none of them."
    )
    is_same = fields.Boolean("Stayed", readonly=True)
    user_id = fields.Many2one("res.users", "Owner", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    revenue_12m = fields.Monetary("Revenue 12 Months", readonly=True)

    @property
    def _table_query(self):
        today = fields.Date.context_today(self)
        first = self.env.context.get("segment_from") or today - timedelta(days=DAYS)
        last = self.env.context.get("segment_to") or today
        return SQL(MIGRATION, before=self._sql_one_each(first), after=self._sql_one_each(last))

    def _sql_one_each(self, day):
        partners = self.env["res.partner"].with_context(crm_segment_asof=day)
        return SQL(
            ONE_EACH,
            segments=self.env["crm.customer.segment"]._get_chosen_ids("rfm"),
            day=partners._segment_day_sql("member"),
        )

    def action_open_customer(self):
        """Open the customer of this row."""
        self.ensure_one()
        return self.partner_id._crm_segment_open()
