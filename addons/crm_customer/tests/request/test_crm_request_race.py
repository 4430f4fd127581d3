from odoo.tests import tagged
from odoo.tools import mute_logger

from ..two_workers import TwoWorkersCase

LEVEL = "crm_customer.group_customer_own"


@tagged("post_install", "-at_install")
class TestCrmRequestRace(TwoWorkersCase):
    NAME = "Asking worker"

    def _prepare(self, env):
        self.owner.group_ids += env.ref(LEVEL)
        self.department = env["crm.request.department"].create(
            {"name": self.NAME, "user_id": self.owner.id}
        )
        self.request = env["crm.request"].create(
            {
                "name": self.NAME,
                "question": "Why?",
                "department_id": self.department.id,
                "partner_id": self.customer.id,
            }
        )
        env.flush_all()
        env.cr.execute(
            "UPDATE crm_request SET date_due = '2020-01-02' WHERE id = %s", [self.request.id]
        )
        env.invalidate_all()

    def _remove_own(self, env):
        self.request.message_ids.unlink()
        self.request.unlink()
        self.department.unlink()

    def _batch(self, env):
        return env["crm.request"].browse(self.request.id).try_lock_for_update()

    @mute_logger("odoo.sql_db")
    def test_two_workers_escalate_once(self):
        first, second = self._open(), self._open()
        first_batch = self._batch(first)
        first_batch._escalate()
        first.flush_all()
        self.assertFalse(self._batch(second), "the other worker is at it")
        first.cr.commit()
        third = self._open()
        due = third["crm.request"].search(
            [("is_overdue", "=", True), ("date_escalated", "=", False)]
        )
        self.assertNotIn(self.request.id, due.ids)
        overdue = third.ref("crm_customer.mail_activity_type_request_overdue")
        activities = third["mail.activity"].search(
            [("res_model", "=", "crm.request"), ("res_id", "=", self.request.id)]
        )
        self.assertEqual(activities.activity_type_id.ids.count(overdue.id), 1)
        self.assertEqual(len(activities), 2)
