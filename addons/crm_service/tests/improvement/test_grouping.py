from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ImprovementCommon


@tagged("post_install", "-at_install")
class TestGrouping(ImprovementCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.same = cls._create_feedback("夹爪断电后程序丢失") + cls._create_feedback(
            "停电后夹爪程序丢失", partner_id=cls._create_customer("Second").id
        )
        cls.other = cls._create_feedback("Delivery is late", category_id=False)

    def _apply(self, feedback, user=None, **values):
        wizard = self._open_dialog(feedback.action_group(), user or self.manager)
        wizard.write(values)
        action = wizard.action_apply()
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_what_says_the_same_is_similar(self):
        first, second = self.same
        self.assertEqual(first.similar_ids, second)
        self.assertEqual(first.similar_count, 1)
        self.assertFalse(self.other.similar_ids)

    def test_nobody_finds_what_the_rules_hide(self):
        first, second = self.same
        second.write({"company_id": self.company_b.id, "partner_id": False, "category_id": False})
        self.assertFalse(first.with_user(self.manager).similar_ids)

    def test_finding_takes_as_many_queries_for_many_as_for_few(self):
        feedback = self.same[0]

        def count():
            self.env.invalidate_all()
            feedback.fetch(["token_key"])
            before = self.env.cr.sql_log_count
            feedback._find_similar()
            return self.env.cr.sql_log_count - before

        few = count()
        for number in range(30):
            self._create_feedback(f"夹爪断电程序丢失 {number}")
        self.assertEqual(count(), few)

    def test_similar_ones_are_grouped_from_the_form(self):
        first, second = self.same
        wizard = self._open_dialog(first.with_user(self.agent).action_group_similar(), self.agent)
        self.assertEqual(wizard.feedback_ids, first | second)
        self.assertEqual(wizard.customer_count, 2)
        self.assertEqual(wizard.name, first.name)

    def test_a_new_improvement_is_proposed_of_feedback(self):
        improvement = self._apply(self.same)
        self.assertEqual(improvement.feedback_ids, self.same)
        self.assertEqual(improvement.state, "proposed")
        self.assertEqual(improvement.category_id, self.category)
        self.assertEqual(improvement.user_id, self.manager)
        self.assertIn("停电后夹爪程序丢失", improvement.problem)
        self.assertEqual(set(self.same.mapped("state")), {"grouped"})

    def test_an_agent_proposes_and_the_manager_is_open(self):
        improvement = self._apply(self.same, user=self.agent)
        self.assertEqual(improvement.proposer_id, self.agent)
        self.assertFalse(improvement.user_id)

    def test_feedback_goes_into_an_improvement_that_is_there(self):
        improvement = self._create_improvement()
        found = self._apply(self.same, is_new=False, improvement_id=improvement.id)
        self.assertEqual(found, improvement)
        self.assertEqual(improvement.feedback_count, 2)

    def test_choosing_none_is_refused(self):
        with self.assertRaisesRegex(UserError, "Choose an improvement"):
            self._apply(self.same, is_new=False)

    def test_a_new_one_wants_a_title(self):
        with self.assertRaisesRegex(UserError, "title"):
            self._apply(self.same, name=" ")

    def test_feedback_of_two_companies_stays_apart(self):
        abroad = self._create_feedback(
            company_id=self.company_b.id, partner_id=False, category_id=False
        )
        both = self.same | abroad
        with self.assertRaisesRegex(UserError, "several companies"):
            both._check_groupable()

    def test_groups_are_suggested_every_night(self):
        self.env["crm.service.feedback"]._suggest_groups(self.env.company)
        first, second = self.same
        self.assertEqual(first.group_id, second.group_id)
        self.assertIn(first.group_id, first | second)
        self.assertFalse(self.other.group_id)

    def test_suggesting_twice_changes_nothing(self):
        feedback = self.env["crm.service.feedback"]
        feedback._suggest_groups(self.env.company)
        before = (self.same | self.other).mapped("group_id")
        dates = (self.same | self.other).mapped("write_date")
        feedback._suggest_groups(self.env.company)
        self.assertEqual((self.same | self.other).mapped("group_id"), before)
        self.assertEqual((self.same | self.other).mapped("write_date"), dates)

    def test_the_job_goes_through_the_companies(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_service.improvement_cron_groups").method_direct_trigger()
        self.assertTrue(self.same[0].group_id)

    def test_an_employee_suggests_no_groups(self):
        with self.assertRaises(AccessError):
            self.env["crm.service.feedback"].with_user(self.user_plain).action_suggest_groups()
