from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import HandoverCommon


@tagged("post_install", "-at_install")
class TestAnswer(HandoverCommon):
    def _refuse(self, lead, note="", reason=None, user=None):
        reason = (reason or self.reason).with_user(user or self.seller)
        lead.with_user(user or self.seller)._crm_refuse(reason, note)

    def test_the_answer_takes_working_hours(self):
        lead = self._hand(hours=2)  # Monday, 11:00
        with self._clock(hours=5):  # 14:00, after an hour of lunch
            lead.with_user(self.seller).action_crm_accept()
        fact = lead.crm_handover_ids
        self.assertEqual((lead.crm_handover_state, fact.result), ("accepted", "accepted"))
        self.assertAlmostEqual(fact.answer_hours, 2)
        self.assertEqual((fact.is_late, fact.acceptance_rate), (False, 100))

    def test_a_refused_lead_goes_back_with_its_reason(self):
        lead = self._hand()
        self._refuse(lead, "They buy elsewhere")
        self.assertEqual((lead.crm_handover_state, lead.user_id.id), ("refused", False))
        fact = lead.crm_handover_ids
        self.assertEqual((fact.reason_id, fact.answer_note), (self.reason, "They buy elsewhere"))
        self.assertIn("They buy elsewhere", lead.crm_handover_reason)
        self.assertIn("They buy elsewhere", lead.message_ids[0].body)
        self.assertIn(self.marketer.partner_id, lead.message_ids[0].partner_ids)

    def test_a_refused_lead_may_be_handed_over_again(self):
        lead = self._hand()
        self._refuse(lead)
        self._hand(lead, self.leader)
        self.assertEqual(lead.crm_handover_state, "handed")
        self.assertEqual(len(lead.crm_handover_ids), 2)

    def test_some_reasons_ask_for_a_note(self):
        lead = self._hand()
        other = self.env.ref("crm_sales.refusal_reason_other")
        with self.assertRaises(UserError):
            self._refuse(lead, " ", other)
        self._refuse(lead, "Because", other)

    def test_nobody_answers_for_another(self):
        lead = self._hand(user=self.leader)
        for user in (self.seller, self.marketer):
            with self.assertRaises(AccessError):
                lead.with_user(user).action_crm_accept()
            with self.assertRaises(AccessError):
                self._refuse(lead, user=user)

    def test_the_leader_and_managers_answer_for_the_team(self):
        all_leads = self.env.ref("sales_team.group_sale_salesman_all_leads")
        (self.leader | self.sales_manager).group_ids |= all_leads
        for user in (self.leader, self.sales_manager):
            lead = self._hand()
            lead.with_user(user).action_crm_accept()
            self.assertEqual(lead.crm_handover_ids.answered_by_id, user)

    def test_what_waits_for_no_answer_gets_none(self):
        lead = self._queue(user_id=self.seller.id)
        with self.assertRaises(UserError):
            lead.with_user(self.seller).action_crm_accept()

    def test_many_are_answered_at_once(self):
        leads = self._hand() | self._hand()
        leads.with_user(self.seller).action_crm_accept()
        self.assertEqual(leads.mapped("crm_handover_state"), ["accepted"] * 2)
        more = self._hand() | self._hand()
        wizard = self.env["crm.sales.lead.refuse"].with_user(self.seller)
        wizard.create({"lead_ids": more.ids, "reason_id": self.reason.id}).action_refuse()
        self.assertEqual(more.mapped("crm_handover_state"), ["refused"] * 2)

    def test_nobody_writes_the_facts_by_hand(self):
        fact = self._hand().crm_handover_ids
        for user in (self.seller, self.sales_manager):
            with self.assertRaises(AccessError):
                fact.with_user(user).result = "accepted"

    def test_who_sees_the_hand_overs(self):
        own, other = self._hand().crm_handover_ids, self._hand(user=self.head).crm_handover_ids
        both = [("id", "in", (own | other).ids)]
        self.assertEqual(self.Facts.with_user(self.seller).search(both), own)
        self.assertEqual(self.Facts.with_user(self.marketer).search(both), own | other)

    def test_the_page_of_today_shows_what_to_answer(self):
        lead = self._hand()
        today = self.env["crm.today"].with_user(self.seller)
        [block] = [part for part in today.get_page()["blocks"] if part["key"] == "lead_handovers"]
        self.assertEqual(block["count"], 1)
        [item] = block["items"]
        self.assertEqual((item["title"], item["open"]), (lead.name, ["crm.lead", lead.id]))
        self.Facts.browse(item["id"]).with_user(self.seller).action_accept()
        self.assertEqual(lead.crm_handover_state, "accepted")

    def test_marketing_sees_its_queue_today(self):
        lead = self._queue(priority="3")
        page = self.env["crm.today"].with_user(self.marketer).get_page()
        [block] = [part for part in page["blocks"] if part["key"] == "lead_queue"]
        self.assertIn(lead.id, [item["id"] for item in block["items"]])
