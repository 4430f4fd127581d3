from odoo import api, fields, models
from odoo.exceptions import UserError

GROUP = "survey.group_survey_user"


class CrmSalesStudy(models.Model):
    """The survey of a study, whose finished answers count."""

    _inherit = "crm.sales.study"

    survey_id = fields.Many2one(
        "survey.survey",
        "Linked Survey",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        groups=GROUP,
    )

    @api.depends("survey_id")
    def _compute_answers(self):
        return super()._compute_answers()

    def _count_answers(self):
        """Return ``{study id: answers that were finished}``; tries of the survey's author do not
        count."""
        counts = super()._count_answers()
        # sudo: how many answered, not what; who reads the study may know it
        studies = self.sudo()
        groups = (
            self.env["survey.user_input"]
            .sudo()
            ._read_group(
                [
                    ("survey_id", "in", studies.survey_id.ids),
                    ("state", "=", "done"),
                    ("test_entry", "=", False),
                ],
                ["survey_id"],
                ["__count"],
            )
        )
        answers = dict(groups)
        for study in studies:
            number = answers.get(study.survey_id, 0)
            counts[study._origin.id] = counts.get(study._origin.id, 0) + number
        return counts

    def action_survey_results(self):
        """Open the results of the survey.

        :raise UserError: no survey is chosen
        """
        self.ensure_one()
        if not self.survey_id:
            raise UserError(self.env._("Choose the survey of the study first."))
        return self.survey_id.action_result_survey()

    def action_survey_answers(self):
        """Open exactly the answers that are counted."""
        self.ensure_one()
        action = self.survey_id.action_survey_user_input_completed()
        domain = [
            ("survey_id", "=", self.survey_id.id),
            ("state", "=", "done"),
            ("test_entry", "=", False),
        ]
        return action | {"domain": domain, "context": {}}
