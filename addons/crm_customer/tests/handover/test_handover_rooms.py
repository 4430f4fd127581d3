from odoo.fields import Command
from odoo.tests import tagged

from ..approval.common import ApprovalCommon


@tagged("post_install", "-at_install")
class TestHandoverOfRooms(ApprovalCommon):
    """The leader, whom approvals wait for, hands over to the director."""

    def _hand_over(self, heir):
        handover = (
            self.env["crm.handover"]
            .with_user(self.user_manager)
            .create(
                {
                    "user_id": self.leader.id,
                    "share_ids": [Command.clear(), Command.create({"user_id": heir.id})],
                }
            )
        )
        handover.action_start()
        return handover

    def test_approvals_wait_for_the_successor(self):
        deputy = self.env["crm.approval.deputy"].create(
            {
                "user_id": self.user_all.id,
                "deputy_id": self.leader.id,
                "date_start": "2026-03-01",
                "date_end": "2126-03-09",
            }
        )
        approval = self._ask()
        self.assertEqual(approval.waiting_user_ids, self.leader)
        handover = self._hand_over(self.director)
        self.assertEqual(handover.kept_count, 0)
        self.assertEqual(approval.waiting_user_ids, self.director)
        self.assertEqual(self._activity_users(approval), self.director)
        self.assertEqual(deputy.deputy_id, self.director)
        handover.action_undo()
        self.assertEqual(approval.waiting_user_ids, self.leader)

    def test_nobody_takes_over_the_approval_of_an_own_request(self):
        approval = self._ask()
        handover = self._hand_over(self.user_own)
        kept = handover.item_ids.filtered(lambda item: item.source == "approval")
        self.assertEqual(kept.state, "kept")
        self.assertIn("own request", kept.reason)
        self.assertEqual(approval.waiting_user_ids, self.leader)

    def test_questions_go_to_the_successor(self):
        department = self.env["crm.request.department"].create(
            {"name": "Hand-over", "user_id": self.leader.id}
        )
        values = {"name": "Which?", "question": "<p>Which?</p>", "department_id": department.id}
        asked = (
            self.env["crm.request"]
            .with_user(self.user_own)
            .create(values | {"source_ref": f"res.partner,{self.customer.id}"})
        )
        own = self.env["crm.request"].with_user(self.leader).create(values)
        self._hand_over(self.director)
        self.assertEqual((asked | own).sudo().user_id, self.director)
        self.assertEqual(asked.sudo().activity_ids.user_id, self.director)
        self.assertEqual(own.sudo().requester_id, self.director)
        self.assertEqual(asked.sudo().requester_id, self.user_own)
        self.assertEqual(department.user_id, self.director)

    def test_goals_answered_for_go_on_and_own_ones_stay(self):
        values = {
            "kpi_id": self.env.ref("crm_customer.crm_kpi_interactions").id,
            "user_id": self.leader.id,
            "date_start": "2126-03-01",
            "target": 10,
        }
        goals = self.env["crm.kpi.goal"]
        whole = goals.create(values | {"breakdown": "company"})
        own = goals.create(values)
        self._hand_over(self.director)
        self.assertEqual((whole.user_id, own.user_id), (self.director, self.leader))
