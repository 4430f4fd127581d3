from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_visit_position = fields.Boolean(
        "Positions of Check-Ins",
        default=True,
        help="Ask the browser where the visitor is when he checks in.",
    )
    crm_visit_away_distance = fields.Integer(
        "Away Beyond",
        default=500,
        help="Metres from the customer's address beyond which a check-in counts as away.",
    )
    crm_visit_position_days = fields.Integer(
        "Positions Are Kept", default=90, help="Days after which positions are deleted."
    )

    _crm_visit_positive = models.Constraint(
        "CHECK(crm_visit_away_distance > 0 AND crm_visit_position_days > 0)",
        "The distance and the days of positions are greater than zero.",
    )
