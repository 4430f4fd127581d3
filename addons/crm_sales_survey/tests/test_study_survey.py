from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.crm_sales.tests.common import SalesCommon


@tagged("post_install", "-at_install")
class TestStudySurvey(SalesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env["survey.survey"].create({"title": "Cobots in electronics"})
        cls.study = cls.env["crm.sales.study"].create(
            {"name": "Cobots", "question": "Why wait?", "survey_id": cls.survey.id}
        )

    def _answer(self, **values):
        defaults = {"survey_id": self.survey.id, "state": "done"}
        return self.env["survey.user_input"].create(defaults | values)

    def test_finished_answers_count_beside_those_on_paper(self):
        answers = self._answer() + self._answer()
        self._answer(state="in_progress")
        self._answer(test_entry=True)
        self.study.answer_other_count = 3
        self.study.invalidate_recordset(["answer_count"])
        self.assertEqual(self.study.answer_count, 5)
        action = self.study.action_survey_answers()
        self.assertEqual(self.env["survey.user_input"].search(action["domain"]), answers)

    def test_who_reads_the_study_sees_how_many_answered_and_not_what(self):
        self._answer()
        study = self.study.with_user(self.head)
        study.invalidate_recordset(["answer_count"])
        self.assertEqual(study.answer_count, 1)
        with self.assertRaises(AccessError):
            study.read(["survey_id"])

    def test_results_want_a_survey(self):
        self.study.survey_id = False
        with self.assertRaises(UserError):
            self.study.action_survey_results()
