from odoo import fields, models

from ..satisfaction.crm_service_ticket_vote import LOW


class CrmServiceTeam(models.Model):
    """Whether low ratings of a team become feedback by themselves."""

    _inherit = "crm.service.team"

    is_low_rating_feedback = fields.Boolean(
        "Low Ratings Are Feedback",
        help="A low rating with words becomes feedback by itself, for the team leader.",
    )

    def _wants_feedback(self, rating):
        """Say whether ``rating`` becomes feedback by itself."""
        has_words = bool((rating.feedback or "").strip())
        return self.is_low_rating_feedback and rating.rating <= LOW and has_words
