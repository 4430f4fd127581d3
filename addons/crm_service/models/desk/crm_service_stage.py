from odoo import fields, models


class CrmServiceStage(models.Model):
    """Where a ticket that nobody answers closes by itself."""

    _inherit = "crm.service.stage"

    closes_itself = fields.Boolean(
        "Closes by Itself",
        help="The customer is warned and the ticket closed after a while, where the team says so. "
        "Counts for tickets that enter the stage from now on.",
    )

    _closes_valid = models.Constraint(
        "CHECK(is_waiting OR closes_itself IS NOT TRUE)",
        "Only tickets that wait close by themselves.",
    )
