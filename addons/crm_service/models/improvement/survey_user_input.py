from odoo import models


class SurveyUserInput(models.Model):
    """The free texts of a finished participation, where the survey wants that."""

    _inherit = "survey.user_input"

    def _mark_done(self):
        result = super()._mark_done()
        # sudo: participants write no feedback by hand
        for answers in self.sudo():
            if answers.survey_id.crm_is_feedback and not answers.test_entry:
                answers._crm_make_feedback()
        return result

    def _crm_make_feedback(self):
        """Make feedback of the texts, once; called in sudo."""
        feedback = self.env["crm.service.feedback"]
        if feedback._find_from("survey", self):
            return
        if values := feedback._prepare_from_survey(self):
            feedback.create(values)
