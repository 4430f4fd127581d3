from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    crm_journey_cap = fields.Integer(
        "Messages to a Person",
        default=2,
        help="At most so many messages of all journeys within the days; 0: without a limit.",
    )
    crm_journey_cap_days = fields.Integer("Days of the Limit", default=7)

    _crm_journey_cap_valid = models.Constraint(
        "CHECK(COALESCE(crm_journey_cap, 0) >= 0 AND COALESCE(crm_journey_cap_days, 1) > 0)",
        "The limit of messages is 0 or more, within one day or more.",
    )
