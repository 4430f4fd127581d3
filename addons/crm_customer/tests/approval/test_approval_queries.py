from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, ApprovalCommon

SHOWN = (
    "name", "kind", "subject", "description", "amount", "user_id", "date", "date_deadline",
    "waiting_user_ids", "state", "can_decide", "can_withdraw", "current_step",
    "can_open_subject",
)  # fmt: skip


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestApprovalQueries(ApprovalCommon):
    def _count(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def _make(self, count):
        for number in range(count):
            self._ask(customer=self._create_customer(f"Many {number}"))

    def _read(self, limit):
        approvals = self.Approval.with_user(self.leader)
        spec = {
            name: {"fields": {"display_name": {}}} if name.endswith("_ids") else {}
            for name in SHOWN
        }
        found = approvals.web_search_read(
            [("waiting_user_ids", "in", self.leader.id)], spec, limit=limit
        )
        self.assertEqual(len(found["records"]), limit)

    def test_a_list_of_10_and_of_100_takes_as_many_queries(self):
        self._make(100)
        self._count(lambda: self._read(10))
        few, many = self._count(lambda: self._read(10)), self._count(lambda: self._read(100))
        self.assertEqual(few, many)

    def test_one_decision_costs_the_same_among_10_and_among_100(self):
        self._make(12)
        pending = self.Approval.search([("waiting_user_ids", "in", self.leader.id)], limit=3)
        self._decide(pending[0], self.leader)
        few = self._count(lambda: self._decide(pending[1], self.leader))
        self._make(90)
        many = self._count(lambda: self._decide(pending[2], self.leader))
        self.assertEqual(few, many)

    def test_customers_with_approvals_take_as_many_queries(self):
        self._make(100)
        customers = self.env["res.partner"].with_user(self.user_own)
        customers = customers.search([("name", "like", "Many ")])
        names = ["crm_approval_count", "crm_approval_state"]
        customers[:10].read(names)
        few = self._count(lambda: customers[:10].read(names))
        many = self._count(lambda: customers[:100].read(names))
        self.assertEqual(few, many)
