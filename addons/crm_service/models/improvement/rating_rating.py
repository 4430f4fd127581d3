from odoo import models


class RatingRating(models.Model):
    """What was written beside a rating can be feedback."""

    _inherit = "rating.rating"

    def action_crm_make_feedback(self):
        """Open the feedback of this rating, made if there is none."""
        self.ensure_one()
        return self.env["crm.service.feedback"]._open_from("rating", self)
