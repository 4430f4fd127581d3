from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...models.intake.crm_lead_take_in import Origin
from ..common import MONDAY
from .common import HandoverCommon


@tagged("post_install", "-at_install")
class TestHandOver(HandoverCommon):
    def test_what_comes_in_waits_for_marketing(self):
        origin = Origin("api", self.env.company, self.team)
        [arrival] = self.env["crm.lead"]._crm_take_in([{"email": "q@far.example.com"}], origin)
        lead = arrival.lead_id
        self.assertEqual((lead.crm_handover_state, lead.user_id.id), ("new", False))

    def test_a_team_without_hours_hands_nothing_over(self):
        self.team.crm_handover_hours = 0
        origin = Origin("api", self.env.company, self.team)
        [arrival] = self.env["crm.lead"]._crm_take_in([{"email": "q@far.example.com"}], origin)
        self.assertFalse(arrival.lead_id.crm_handover_state)

    def test_the_hand_over_is_a_fact_with_its_deadline(self):
        lead = self._hand(hours=4)  # Monday, 13:00
        [fact] = lead.crm_handover_ids
        self.assertEqual((lead.crm_handover_state, lead.user_id), ("handed", self.seller))
        self.assertRecordValues(
            fact,
            [
                {
                    "from_user_id": self.marketer.id,
                    "user_id": self.seller.id,
                    "team_id": self.team.id,
                    "date": MONDAY + timedelta(hours=4),
                    "date_deadline": MONDAY + timedelta(hours=8),
                    "result": "open",
                    "is_open": True,
                }
            ],
        )

    def test_a_lead_is_handed_over_once(self):
        lead = self._hand()
        with self.assertRaises(UserError):
            self._hand(lead)

    def test_a_seller_hands_nothing_over(self):
        lead = self._queue(user_id=self.seller.id)
        with self.assertRaises(AccessError):
            lead.with_user(self.seller)._crm_hand_over(self.leader)

    def test_a_lost_lead_is_not_handed_over(self):
        lead = self._queue()
        lead.action_set_lost()
        with self.assertRaises(UserError):
            self._hand(lead)

    def test_marketing_chooses_a_person_or_lets_the_rules(self):
        lead = self._queue()
        action = lead.with_user(self.marketer).action_crm_hand_over()
        starts = self.env[action["res_model"]].with_user(self.marketer)
        start = Form(starts.with_context(**action["context"]))
        self.assertIn(self.seller.name, start.proposal)
        start.save().action_hand_over()
        self.assertEqual(lead.user_id, self.seller)
        self.assertIn(self.seller.name, lead.crm_decision_text)

    def test_what_a_seller_works_on_is_not_offered_to_be_handed_over(self):
        begun = self._queue(crm_handover_state=False, user_id=self.seller.id)
        free = self._queue(crm_handover_state=False)
        seen = (begun | free).with_user(self.marketer).mapped("crm_can_hand_over")
        self.assertEqual(seen, [False, True])

    def test_many_are_handed_over_at_once(self):
        leads = self._queue() | self._queue() | self._queue()
        starts = self.env["crm.sales.lead.handover.start"].with_user(self.marketer)
        start = starts.create({"lead_ids": leads.ids, "user_id": self.seller.id})
        start.action_hand_over()
        self.assertEqual(leads.mapped("crm_handover_state"), ["handed"] * 3)

    def test_marketing_takes_a_lead_back(self):
        lead = self._hand()
        lead.with_user(self.marketer).action_crm_take_back()
        self.assertEqual((lead.crm_handover_state, lead.user_id.id), ("new", False))
        self.assertEqual(lead.crm_handover_ids.result, "withdrawn")

    def test_the_host_gives_nobody_what_waits(self):
        waiting, free = self._queue(), self._queue(crm_handover_state=False)
        domain = self.team._get_lead_to_assign_domain()
        found = self.env["crm.lead"].search(domain)
        self.assertIn(free, found)
        self.assertNotIn(waiting, found)

    def test_another_salesperson_is_asked_anew(self):
        lead = self._hand()
        with self._clock(hours=1):
            lead.user_id = self.leader
        old, new = lead.crm_handover_ids.sorted("id")
        self.assertEqual((old.result, old.is_open), ("reassigned", False))
        self.assertEqual((new.user_id, new.is_open), (self.leader, True))

    def test_working_on_the_lead_accepts_it(self):
        lead = self._hand()
        lead.with_user(self.seller).stage_id = self.next
        self.assertEqual(lead.crm_handover_state, "accepted")
        self.assertEqual(lead.crm_handover_ids.result, "accepted")

    def test_merged_leads_keep_their_steps(self):
        one, two = self._hand(), self._hand()
        merged = (one | two).merge_opportunity(auto_unlink=True)
        self.assertEqual(len(merged.crm_handover_ids), 2)
        self.assertEqual(len(merged.crm_handover_ids.filtered("is_open")), 1)
