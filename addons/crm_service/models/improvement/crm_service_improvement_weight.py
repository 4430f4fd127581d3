from lxml import etree

from odoo import api, fields, models
from odoo.tools import SQL

HIDE_OTHERS = "crm_customer.group_hide_others"
BATCH = 500
# each customer counts once, however often it was said
BEHIND = """
    SELECT feedback.improvement_id AS id, feedback.commercial_partner_id AS partner_id
      FROM crm_service_feedback feedback
     WHERE feedback.improvement_id = ANY(%(ids)s) AND feedback.active IS TRUE
       AND feedback.commercial_partner_id IS NOT NULL
     UNION
    SELECT link.improvement_id, ticket.commercial_partner_id
      FROM crm_service_improvement_ticket_rel link
      JOIN crm_service_ticket ticket ON ticket.id = link.ticket_id
     WHERE link.improvement_id = ANY(%(ids)s) AND ticket.commercial_partner_id IS NOT NULL
"""
WEIGH = f"""
    WITH behind AS ({BEHIND}), weight AS (
        SELECT improvement.id,
               COUNT(behind.partner_id) AS customer_count,
               COALESCE(SUM(profile.revenue_12m), 0) AS revenue,
               (SELECT COUNT(*) FROM crm_service_feedback feedback
                 WHERE feedback.improvement_id = improvement.id AND feedback.active IS TRUE
               ) AS feedback_count
          FROM crm_service_improvement improvement
     LEFT JOIN behind ON behind.id = improvement.id
     LEFT JOIN crm_customer_profile profile
            ON profile.partner_id = behind.partner_id
           AND profile.company_id = improvement.company_id
         WHERE improvement.id = ANY(%(ids)s)
      GROUP BY improvement.id
    )
    UPDATE crm_service_improvement improvement
       SET customer_count = weight.customer_count,
           revenue = weight.revenue,
           feedback_count = weight.feedback_count
      FROM weight
     WHERE weight.id = improvement.id
       AND (improvement.customer_count, improvement.revenue, improvement.feedback_count)
           IS DISTINCT FROM (weight.customer_count, weight.revenue, weight.feedback_count)
 RETURNING improvement.id
"""


class CrmServiceImprovement(models.Model):
    """How much is behind an improvement: customers, and what they bought in 12 months."""

    _inherit = "crm.service.improvement"

    feedback_count = fields.Integer("Number of Feedback", readonly=True, copy=False, default=0)
    customer_count = fields.Integer("Customers Behind", readonly=True, copy=False, default=0)
    revenue = fields.Monetary(
        "Revenue Behind",
        readonly=True,
        copy=False,
        default=0.0,
        help="What the customers who asked for it ordered in the last 12 months, untaxed, in "
        "this company; each customer counts once.",
    )
    ticket_count = fields.Integer("Number of Tickets", compute="_compute_ticket_count")

    def _has_field_access(self, field, operation):
        """Who may not see the figures of customers sees no sum of them."""
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or field.name != "revenue":
            return True
        is_shut = self.env.user.has_group(HIDE_OTHERS)
        return not is_shut or self.env.user.has_group("crm_customer.group_read_all")

    @api.model
    def get_view(self, view_id=None, view_type="form", **options):
        """Screens without the revenue for who may not see it."""
        result = super().get_view(view_id, view_type, **options)
        if not self._has_field_access(self._fields["revenue"], "read"):
            root = etree.fromstring(result["arch"])
            for node in root.xpath("//field[@name='revenue']"):
                node.getparent().remove(node)
            result["arch"] = etree.tostring(root, encoding="unicode")
        return result

    @api.depends("feedback_ids.ticket_id")
    def _compute_ticket_count(self):
        # sudo: how many there are is told with the improvement, which they are is not
        rows = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT id, COUNT(*) FROM (
                        SELECT improvement_id AS id, ticket_id FROM crm_service_feedback
                         WHERE improvement_id = ANY(%(ids)s) AND ticket_id IS NOT NULL
                           AND active IS TRUE
                         UNION
                        SELECT improvement_id, ticket_id FROM crm_service_improvement_ticket_rel
                         WHERE improvement_id = ANY(%(ids)s)) AS behind
                    GROUP BY id
                    """,
                    ids=self._origin.ids,
                    to_flush=self.env["crm.service.feedback"]._fields["ticket_id"],
                )
            )
        )
        for improvement in self:
            improvement.ticket_count = rows.get(improvement._origin.id, 0)

    @api.model_create_multi
    def create(self, vals_list):
        improvements = super().create(vals_list)
        improvements._refresh_weight()
        return improvements

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"ticket_ids", "company_id"}:
            self._refresh_weight()
        return result

    def _refresh_weight(self):
        """Count anew, by one statement."""
        if not self.ids:
            return
        for name in ("crm.service.feedback", "crm.service.ticket", "res.partner"):
            self.env[name].flush_model()
        self.flush_model()
        self.env.execute_query(SQL(WEIGH, ids=self.ids))
        self.invalidate_recordset(["customer_count", "feedback_count", "revenue", "ticket_count"])

    @api.model
    def _cron_weigh(self):
        """Count all anew: customers buy, merge and move."""
        ids = self.with_context(active_test=False).search([("id", ">", 0)], order="id").ids
        self.env["ir.cron"]._commit_progress(remaining=len(ids))
        for start in range(0, len(ids), BATCH):
            batch = self.browse(ids[start : start + BATCH])
            batch.exists()._refresh_weight()
            if not self.env["ir.cron"]._commit_progress(len(batch)):
                break
