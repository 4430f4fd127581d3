from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_follow_up_daily_max = fields.Integer(
        "Follow-Ups a Day",
        default=10,
        help="How many automatic follow-ups a person gets on one day at most.",
    )
    crm_follow_up_absence_days = fields.Integer(
        "Follow-Ups Wait for Absent Owners",
        default=7,
        help="Days that a follow-up waits for its owner to come back. When he is away for "
        "longer, the leader of his sales team gets it.",
    )

    _crm_follow_up_positive = models.Constraint(
        "CHECK(crm_follow_up_daily_max >= 0 AND crm_follow_up_absence_days >= 0)",
        "The numbers of follow-ups and days cannot be negative.",
    )
