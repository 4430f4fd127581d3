from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged, users

from .common import ImprovementCommon


@tagged("post_install", "-at_install")
class TestImprovement(ImprovementCommon):
    @users("service_agent")
    def test_an_agent_proposes(self):
        form = Form(self.env["crm.service.improvement"])
        form.name = "Warm grippers"
        improvement = form.save()
        self.assertEqual(improvement.proposer_id, self.env.user)
        self.assertRegex(improvement.number, r"^I\d{4}-\d{4}$")
        improvement.problem = "They are cold."

    def test_an_agent_does_not_decide(self):
        improvement = self._create_improvement(proposer_id=self.agent.id)
        with self.assertRaises(AccessError):
            improvement.with_user(self.agent).state = "analysed"
        with self.assertRaises(AccessError):
            improvement.with_user(self.agent).action_verify()

    def test_an_agent_changes_no_proposal_of_others(self):
        improvement = self._create_improvement(proposer_id=self.colleague.id)
        with self.assertRaises(AccessError):
            improvement.with_user(self.agent).name = "Mine"

    def test_a_product_manager_goes_all_the_way_to_the_release(self):
        improvement = self._create_improvement().with_user(self.manager)
        for state in ("analysed", "decided", "progress", "released"):
            improvement.action_next()
            self.assertEqual(improvement.state, state)
        today = self.env.company._crm_today()
        self.assertEqual(improvement.decided_by_id, self.manager)
        self.assertEqual(improvement.date_released, today)
        self.assertEqual((improvement.date_check - today).days, 29)

    def test_each_step_says_what_is_missing(self):
        for state, name, label in (
            ("proposed", "problem", "Problem"),
            ("proposed", "cause_id", "Root Cause"),
            ("analysed", "decision_reason", "Why So"),
            ("decided", "quarter", "Quarter"),
            ("decided", "responsible_id", "Responsible"),
            ("decided", "measure", "Measured By"),
            ("decided", "category_id", "Category"),
            ("progress", "answer", "Answer to the Askers"),
        ):
            with self.subTest(name=name):
                improvement = self._create_improvement(state=state, **{name: False})
                self.assertEqual(improvement.missing_text, label)
                with self.assertRaisesRegex(UserError, f"please enter: {label}"):
                    improvement.action_next()

    def test_a_step_is_not_skipped(self):
        with self.assertRaisesRegex(UserError, "cannot go from Proposed to Released"):
            self._create_improvement().with_user(self.manager).state = "released"

    def test_nothing_begins_in_the_middle(self):
        with self.assertRaisesRegex(UserError, "begins as a proposal"):
            self._create_improvement_as_manager(state="released")

    def _create_improvement_as_manager(self, **values):
        improvements = self.env["crm.service.improvement"].with_user(self.manager)
        return improvements.create({"name": "Quick"} | values)

    def test_what_is_decided_against_is_declined(self):
        improvement = self._create_improvement(decision="not", state="analysed")
        improvement.action_next()
        self.assertEqual(improvement.state, "declined")

    def test_what_is_decided_for_later_waits(self):
        improvement = self._create_improvement(decision="later", state="analysed")
        improvement.action_next()
        self.assertEqual(improvement.state, "decided")
        with self.assertRaisesRegex(UserError, "for later"):
            improvement.action_next()
        with self.assertRaisesRegex(UserError, "Only what is decided"):
            improvement.state = "progress"

    def test_declining_wants_an_answer(self):
        improvement = self._create_improvement(answer=False)
        with self.assertRaisesRegex(UserError, "Answer to the Askers"):
            improvement.action_decline()

    def test_figures_alone_verify(self):
        improvement = self._create_released()
        with self.assertRaisesRegex(UserError, "figures verify"):
            improvement.with_user(self.manager).state = "verified"

    def test_without_a_verdict_it_is_accepted_only_when_too_little_happened(self):
        improvement = self._create_released().with_user(self.manager)
        with self.assertRaises(UserError):
            improvement.action_accept()
        improvement.sudo().verdict = "early"
        improvement.action_accept()
        self.assertEqual(improvement.state, "verified")

    def test_going_back_takes_the_release_back(self):
        improvement = self._create_released()
        improvement.action_reopen()
        self.assertEqual(improvement.state, "analysed")
        self.assertFalse(improvement.date_released or improvement.date_check)

    def test_a_rule_asks_for_an_approval_of_much_effort(self):
        self.env["crm.approval.rule"].create(
            {
                "name": "More than ten days",
                "kind": "improvement_decision",
                "amount_min": 10,
                "step_ids": [(0, 0, {"name": "Head", "who": "user", "user_ids": self.head.ids})],
            }
        )
        small = self._create_improvement(state="analysed", effort_days=5)
        small.with_user(self.manager).action_next()
        large = self._create_improvement(state="analysed", effort_days=20)
        with self.assertRaisesRegex(UserError, "needs an approval"):
            large.with_user(self.manager).action_next()
        large.with_user(self.manager).action_request_decision()
        self.assertEqual(large.crm_approval_state, "pending")

    def test_a_quarter_is_written_as_one(self):
        for text in ("2026", "Q1", "2026-Q5"):
            with self.assertRaisesRegex(ValidationError, "is no quarter"):
                self._create_improvement(quarter=text)

    def test_the_roadmap_shows_the_quarters_ahead(self):
        groups = self.env["crm.service.improvement"].formatted_read_group([], ["quarter"])
        shown = self.env["crm.service.improvement"]._group_expand_quarter(["2020-Q1"], [])
        self.assertEqual(shown[0], "2020-Q1")
        self.assertEqual(len(shown), 5)
        self.assertTrue(all("quarter" in group for group in groups))

    def test_a_quarter_says_until_when(self):
        self.assertEqual(str(self._create_improvement().date_planned), "2026-03-31")

    def test_a_kpi_without_a_past_measures_nothing(self):
        kpi = self.env["crm.kpi"].create(
            {"name": "Open", "code": "test_open", "model_name": "crm.service.ticket"}
        )
        with self.assertRaisesRegex(ValidationError, "has no past"):
            self._create_improvement(measure="kpi", kpi_id=kpi.id)

    def test_what_one_may_not_read_is_no_measure(self):
        kpi = self.env.ref("crm_service.crm_kpi_service_tickets")
        improvement = self._create_improvement()
        with self.assertRaises(AccessError):
            improvement.with_user(self.manager).kpi_id = kpi
