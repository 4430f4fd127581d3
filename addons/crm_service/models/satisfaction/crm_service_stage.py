from odoo import fields, models


class CrmServiceStage(models.Model):
    """After which closing stages customers are asked for a rating."""

    _inherit = "crm.service.stage"

    asks_rating = fields.Boolean(
        "Asks for a Rating", help="Where the team asks for ratings: after closing in this stage."
    )
