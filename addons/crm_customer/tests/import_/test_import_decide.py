from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged, users

from .common import ImportCommon

HEADINGS = ["公司名称", "负责人", "生命周期"]
ROWS = [
    ["甲公司", "老张", ""],
    ["乙公司", "老张", "Hot"],
    ["丙公司", "Xiao Li", ""],
    ["丁公司", "customer_own", "Prospect"],
]


@tagged("post_install", "-at_install")
class TestImportDecide(ImportCommon):
    def _checked(self, **values):
        return self._check(self._csv(ROWS, HEADINGS), **values)

    def test_unknown_values_are_listed_once(self):
        job = self._checked()
        open_values = job.get_open_values()
        owner, stage = open_values["columns"]
        self.assertEqual((owner["label"], owner["heading"]), ("Owner", "负责人"))
        found = [(value["value"], value["count"]) for value in owner["values"]]
        self.assertEqual(found, [("老张", 2), ("Xiao Li", 1)])
        self.assertIn(self.user_own.name, owner["options"])
        self.assertEqual(len(owner["options"]), len(set(owner["options"])))
        self.assertEqual([value["value"] for value in stage["values"]], ["Hot"])
        self.assertEqual((job.warning_count, job.error_count), (2, 1))

    def test_a_decision_holds_for_all_rows(self):
        job = self._checked()
        job.action_decide(
            {"user": {"老张": self.user_own.name, "Xiao Li": ""}, "lifecycle": {"Hot": "Lead"}}
        )
        self.assertEqual((job.state, job.ok_count, job.row_count), ("checked", 4, 4))
        self.assertFalse(job.issue_ids)
        self.assertEqual(len(job.get_open_values()["decided"]), 3)
        job.action_load()
        owners = [self._customer(row[0]).user_id for row in ROWS]
        self.assertEqual(
            owners, [self.user_own, self.user_own, self.env["res.users"], self.user_own]
        )
        self.assertEqual(self._customer("乙公司").crm_lifecycle_pin, "lead")

    def test_all_values_of_a_column_are_left_empty_at_once(self):
        job = self._checked()
        job.action_decide({"user": {"*": ""}})
        self.assertEqual(
            [column["field"] for column in job.get_open_values()["columns"]], ["lifecycle"]
        )
        self.assertEqual(job.warning_count, 0)

    def test_checking_again_and_the_next_file_remember(self):
        job = self._checked()
        job.action_decide({"user": {"老张": self.user_own.name, "Xiao Li": ""}})
        job.action_check()
        self.assertEqual(job.warning_count, 0)
        self.assertEqual(self._checked().warning_count, 0)
        job.action_drop_decision("user", "老张")
        self.assertEqual(job.warning_count, 1)

    def test_the_next_file_of_another_company_does_not(self):
        self._checked().action_decide({"user": {"*": ""}})
        job = self._import(env=self.env(user=self.foreign_manager))
        self.assertFalse(job.decisions)

    def test_nonsense_is_refused(self):
        job = self._checked()
        for decisions in (
            {"user": {"老张": "Nobody"}},
            {"name": {"甲公司": "乙公司"}},
            {"nonsense": {"a": ""}},
        ):
            with self.subTest(decisions), self.assertRaises(UserError):
                job.action_decide(decisions)
        job.action_load()
        with self.assertRaises(UserError):
            job.action_decide({"user": {"老张": ""}})

    @users("customer_manager")
    def test_decisions_are_written_by_deciding_only(self):
        job = self._import(env=self.env)
        with self.assertRaises(AccessError):
            job.decisions = {"user": {"x": ""}}

    def test_others_do_not_decide(self):
        job = self._checked()
        for user in (self.user_all, self.foreign_manager):
            other = job.with_user(user)
            with self.assertRaises(AccessError):
                other.action_decide({"user": {"*": ""}})
            with self.assertRaises(AccessError):
                other.get_open_values()
