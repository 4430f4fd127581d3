from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..two_workers import TwoWorkersCase


@tagged("post_install", "-at_install")
class TestCrmKpiTwoWorkers(TwoWorkersCase):
    """Two workers on one goal: the second one leaves it alone."""

    NAME = "KPI workers"

    def _prepare(self, env):
        self.owner.group_ids |= env.ref("crm_customer.group_customer_own")
        start = fields.Date.today() - timedelta(days=3)
        self.goal = env["crm.kpi.goal"].create(
            {
                "kpi_id": env.ref("crm_customer.crm_kpi_interactions").id,
                "user_id": self.owner.id,
                "period": "rolling",
                "date_start": start,
                "date_stop": start + timedelta(days=30),
                "target": 10,
            }
        )

    def _remove_own(self, env):
        env["mail.activity"].search(
            [("res_model", "=", "crm.kpi.goal"), ("res_id", "=", self.goal.id)]
        ).unlink()
        self.goal.unlink()

    def test_one_snapshot_and_one_alert(self):
        first, second = self._open(), self._open()
        for env in (first, second):
            goal = env["crm.kpi.goal"].browse(self.goal.id)
            goal.mapped("name")  # both have begun
        one = first["crm.kpi.goal"].browse(self.goal.id).try_lock_for_update()
        one._take_snapshots()
        other = second["crm.kpi.goal"].browse(self.goal.id).try_lock_for_update()
        self.assertFalse(other)
        other._take_snapshots()
        first.cr.commit()
        second.cr.commit()
        self.goal.env.invalidate_all()
        self.goal.env.cr.rollback()
        self.assertEqual(len(self.goal.value_ids), 1)
        self.assertEqual(len(self.goal.activity_ids), 1)
