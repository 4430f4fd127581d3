from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmServiceSurveyMixin(models.AbstractModel):
    """A survey of the host whose first scale is the answer, where another one than ours is wanted.

    ``_survey_scale``: what the scale goes from and to.
    """

    _name = "crm.service.survey.mixin"
    _description = "Survey on a Scale"
    _survey_scale = (0, 0)

    survey_id = fields.Many2one(
        "survey.survey",
        ondelete="restrict",
        groups="survey.group_survey_user",
        help="Its first scale is the answer, as in the survey that comes along; texts are the "
        "reason. Empty: the survey that comes along.",
    )

    @api.constrains("survey_id")
    def _check_survey(self):
        # sudo: which questions it has, whoever sets it up
        for record in self.sudo().filtered("survey_id"):
            questions = record.survey_id.question_ids
            scales = questions.filtered(lambda question: question.question_type == "scale")
            if not scales or (scales[0].scale_min, scales[0].scale_max) != self._survey_scale:
                low, high = self._survey_scale
                raise ValidationError(
                    self.env._(
                        "The survey needs a question on a scale from %(low)s to %(high)s.",
                        low=low,
                        high=high,
                    )
                )
