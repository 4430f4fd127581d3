from odoo import api, fields, models
from odoo.fields import Domain

GROUP = "crm_sales.group_sales_own"


class CrmLead(models.Model):
    """Asking why, once a deal is decided."""

    _inherit = "crm.lead"

    crm_review_ids = fields.One2many("crm.sales.review", "lead_id", "Reviews", groups=GROUP)
    crm_review_count = fields.Integer(
        "Reviews So Far", compute="_compute_crm_review_count", groups=GROUP
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_crm_review_count(self):
        counts = dict(
            self.env["crm.sales.review"]._read_group(
                Domain("lead_id", "in", self.ids), ["lead_id"], ["__count"]
            )
        )
        for lead in self:
            lead.crm_review_count = counts.get(lead._origin, 0)

    def _handle_won_lost(self, old_status_by_lead, new_status_by_lead):
        result = super()._handle_won_lost(old_status_by_lead, new_status_by_lead)
        decided = self.filtered(
            lambda lead: (
                lead._crm_wants_review()
                and old_status_by_lead.get(lead.id) != new_status_by_lead.get(lead.id)
            )
        )
        if decided:
            self.env["crm.sales.review"]._propose(decided)
        return result

    def _crm_wants_review(self):
        """Tell whether the deal is decided and worth the question."""
        least = (self.company_id or self.env.company).crm_review_value
        return (
            self.type == "opportunity"
            and self.won_status in ("won", "lost")
            and 0 < least <= self.expected_revenue
        )

    def action_crm_review(self):
        """Open the review of the deal, a new one if there is none yet."""
        self.ensure_one()
        reviews = self.env["crm.sales.review"]
        review = reviews.search([("lead_id", "=", self.id)]) or reviews.create(
            reviews._prepare_review(self)
        )
        return review._get_records_action()
