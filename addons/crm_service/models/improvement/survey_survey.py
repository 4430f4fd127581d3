from odoo import fields, models


class SurveySurvey(models.Model):
    """Whether what people write in a survey is feedback."""

    _inherit = "survey.survey"

    crm_is_feedback = fields.Boolean(
        "Texts Are Feedback",
        help="What a participant writes in free texts becomes feedback in the service app.",
    )
