from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_review_value = fields.Monetary(
        "Review of Wins and Losses From",
        help="Deals of this value and more are proposed for a review once they are decided. "
        "0: none is.",
    )
