from odoo.tests import tagged

from .common import HandoverCommon


@tagged("post_install", "-at_install")
class TestSweep(HandoverCommon):
    def _sweep(self, hours):
        with self._clock(hours=hours), self.enter_registry_test_mode():
            self.env.ref("crm_sales.lead_handover_cron").method_direct_trigger()
        self.env.invalidate_all()

    def test_the_leader_is_told_once_what_was_not_answered(self):
        lead = self._hand()  # Monday, 9:00; due at 14:00
        self._sweep(4.5)
        self.assertEqual(lead.crm_handover_state, "handed")
        self._sweep(6)
        self._sweep(7)
        self.assertEqual(lead.crm_handover_state, "expired")
        self.assertEqual(lead.activity_ids.user_id, self.leader)
        self.assertEqual(len(lead.activity_ids), 1)
        self.assertEqual(lead.crm_handover_ids.result, "expired")
        self.assertTrue(lead.crm_handover_ids.is_open)

    def test_a_late_answer_counts_and_is_marked(self):
        lead = self._hand()
        self._sweep(6)
        with self._clock(hours=7):
            lead.with_user(self.seller).action_crm_accept()
        fact = lead.crm_handover_ids
        self.assertEqual((fact.result, fact.is_late, fact.is_open), ("accepted", True, False))

    def test_what_expired_is_handed_over_to_another(self):
        lead = self._hand()
        self._sweep(6)
        with self._clock(hours=7):
            lead.with_user(self.marketer)._crm_hand_over(self.head)
        old, new = lead.crm_handover_ids.sorted("id")
        self.assertEqual((old.result, old.is_open), ("expired", False))
        self.assertEqual(new.user_id, self.head)

    def test_without_a_leader_who_handed_over_is_told(self):
        self.team.user_id = False
        lead = self._hand()
        self._sweep(6)
        self.assertEqual(lead.activity_ids.user_id, self.marketer)
