from odoo.fields import Command
from odoo.tests import tagged

from ...tools.report_issue.workbook import Part, write_workbook
from .erasure_common import EMAIL, NAME, SUPPRESSIONS, ErasureCommon


@tagged("post_install", "-at_install")
class TestErasureOfRooms(ErasureCommon):
    """A person whom questions, approvals, goals, reports and logs know, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_question()
        cls._create_approval()
        cls._create_figures()
        cls.reveal = (
            cls.env["crm.access.reveal"]
            .sudo()
            .create(
                {
                    "user_id": cls.user_own.id,
                    "company_id": cls.env.company.id,
                    "res_model": "res.partner",
                    "res_id": cls.person.id,
                    "field_name": "phone",
                    "reason": f"{NAME} called",
                }
            )
        )
        cls.env.flush_all()

    @classmethod
    def _create_question(cls):
        department = cls.env["crm.request.department"].create({"name": "Erasing"})
        cls.request = cls.env["crm.request"].create(
            {
                "name": f"What does {NAME} want?",
                "question": f"<p>{NAME}, {EMAIL}</p>",
                "department_id": department.id,
                "source_ref": f"res.partner,{cls.person.id}",
            }
        )
        cls.request.action_take()
        cls.request.answer = f"<p>{NAME} wants tea</p>"
        cls.request.action_answer()

    @classmethod
    def _create_approval(cls):
        cls.env["crm.approval.rule"].search([]).active = False
        cls.env["crm.approval.rule"].create(
            {
                "name": "Limits",
                "kind": "credit_limit",
                "company_id": cls.env.company.id,
                "step_ids": [
                    Command.create(
                        {
                            "name": "Boss",
                            "who": "user",
                            "user_ids": [Command.set(cls.user_manager.ids)],
                        }
                    )
                ],
            }
        )
        cls.approval = cls.person._approval_require(
            "credit_limit", {"credit_limit": 10}, f"{NAME} pays"
        )

    @classmethod
    def _create_figures(cls):
        series = cls.env["crm.report.series"].create({"name": "Talks"})
        issues = cls.env["crm.report.issue"].create(
            [{"series_id": series.id, "date": f"2026-03-0{day}"} for day in (2, 3)]
        )
        cls.copy, cls.other_copy = cls.env["crm.report.copy"].create(
            [{"issue_id": issue.id, "user_id": cls.user_own.id} for issue in issues]
        )
        for copy, name in ((cls.copy, NAME), (cls.other_copy, "Wang Wei")):
            part = Part("Customers", ["Customer", "Count"], [[name, 1]])
            copy._store(b"%PDF-1.4", write_workbook("Summary", [], [part]))

    def test_the_report_tells_what_these_rooms_hold(self):
        report = self.env["report.crm_customer.report_personal_data"]
        report = report.with_user(self.user_manager)._prepare(
            self.person.with_user(self.user_manager)
        )
        counts = {section["title"]: section["count"] for section in report["sections"]}
        for title in (
            "Requests to Departments",
            "Approvals",
            "Copies of Reports",
            "Values Looked At",
        ):
            self.assertEqual(counts.get(title), 1, title)

    def test_erasure_reaches_these_rooms(self):
        files = self.copy.pdf_id | self.copy.xlsx_id
        self._erase()
        self.assertFalse(self.copy.exists() or files.exists())
        self.assertTrue(self.other_copy.exists().xlsx_id)
        # that it was, and how it ended, are facts of the company
        self.assertEqual(self.request.state, "answered")
        self.assertEqual(self.approval.state, "pending")
        self.assertEqual(self.reveal.user_id, self.user_own)
        self.assertFalse(self.reveal.reason)
        self.assertEqual(set(self._traces()) - SUPPRESSIONS, set(), self._traces())
