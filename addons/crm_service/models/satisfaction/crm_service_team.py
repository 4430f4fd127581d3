from odoo import fields, models


class CrmServiceTeam(models.Model):
    """Whether and when customers of a team are asked how satisfied they are."""

    _inherit = "crm.service.team"

    is_rating_on = fields.Boolean(
        "Ask for Ratings",
        tracking=True,
        help="After a ticket is closed its contact is asked once by e-mail for a rating.",
    )
    rating_delay = fields.Integer(
        "Ask After", default=24, help="In hours after closing; who reopens meanwhile is not asked."
    )
    rating_pause = fields.Integer(
        "Ask Again After",
        default=30,
        help="In days: nobody is asked more often than that, whatever is closed; 0: always.",
    )

    _rating_delay_valid = models.Constraint(
        "CHECK(rating_delay BETWEEN 0 AND 2160)", "The delay is between 0 and 2160 hours."
    )
    _rating_pause_valid = models.Constraint(
        "CHECK(rating_pause BETWEEN 0 AND 3650)", "The pause is between 0 and 3650 days."
    )
