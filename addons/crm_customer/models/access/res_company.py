from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_access_review = fields.Boolean(
        "Quarterly Access Review",
        help="Drafts the review of the last quarter in the first two weeks of the next one.",
    )
    crm_access_reviewer_ids = fields.Many2many(
        "res.users",
        "crm_access_reviewer_rel",
        "company_id",
        "user_id",
        "Access Reviewers",
        help="Empty: the managers of customers who work in the company.",
    )

    def _crm_zone(self):
        """Return the time zone by which the days of the company's access logs are counted."""
        # sudo: where a company is, is no secret
        return self.sudo().partner_id.tz or "Asia/Shanghai"
