from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestStageChecklist(GateCommon):
    def _shown(self, lead):
        lead.invalidate_recordset(["crm_stage_checklist"])
        return lead.with_user(self.seller).crm_stage_checklist

    def test_it_tells_before_the_move_what_is_there(self):
        self._create_rule()
        self._create_rule(kind="next_step", sequence=20)
        lead = self._create_lead(date_deadline="2026-05-01")
        shown = self._shown(lead)
        self.assertEqual((shown["stage"], shown["met"]), ("Next", 1))
        self.assertEqual(
            [(item["label"], item["met"]) for item in shown["items"]],
            [("Expected Closing", True), ("A next step", False)],
        )

    def test_it_is_about_the_next_stage_that_has_rules(self):
        self._create_rule(self.signed, kind="document")
        lead = self._create_lead()
        self.assertEqual(self._shown(lead)["stage"], "Signed")

    def test_rules_for_larger_ones_are_not_shown(self):
        self._create_rule(value_min=99999)
        self.assertFalse(self._shown(self._create_lead()))

    def test_the_context_names_a_later_stage(self):
        self._create_rule()
        self._create_rule(self.signed, kind="document")
        lead = self._create_lead().with_context(crm_gate_stage_id=self.signed.id)
        shown = self._shown(lead)
        self.assertEqual((shown["stage"], len(shown["items"])), ("Signed", 2))

    def test_won_and_lost_ones_have_none(self):
        self._create_rule()
        lead = self._create_lead()
        lead.action_set_lost()
        self.assertFalse(self._shown(lead))

    def test_an_override_that_waits_is_told(self):
        self._create_rule()
        self._create_approval_rule()
        lead = self._create_lead().with_user(self.seller)
        approval = lead._crm_ask_override(self.next, "Why not")
        shown = self._shown(lead)
        self.assertEqual(shown["override"], "pending")
        self.assertEqual(
            shown["override_note"],
            f"{approval.name} asks for an override and waits for {self.head.name}.",
        )
        approval.with_user(self.head).action_approve()
        self.assertEqual(self._shown(lead)["override"], "approved")

    def test_a_click_opens_what_is_missing(self):
        call = self.env.ref("mail.mail_activity_data_call")
        lead = self._create_lead(partner_id=self.customer.id).with_user(self.seller)
        done = self._create_rule(kind="activity", activity_type_id=call.id)
        action = lead.action_crm_gate_open(done.id)
        self.assertEqual(action["context"]["default_activity_type_id"], call.id)
        step = self._create_rule(kind="next_step")
        action = lead.action_crm_gate_open(step.id)
        self.assertEqual(action["res_model"], "mail.activity.schedule")
        quotation = self._create_rule(kind="quotation")
        self.assertEqual(lead.action_crm_gate_open(quotation.id)["res_model"], "sale.order")
        self._create_approval_rule("sales_deal")
        approval = self._create_rule(kind="approval", approval_kind="sales_deal")
        self.assertEqual(lead.action_crm_gate_open(approval.id)["res_model"], "crm.approval")

    def test_the_button_moves(self):
        self._create_rule()
        lead = self._create_lead(date_deadline=fields.Date.today()).with_user(self.seller)
        lead.action_crm_gate_move(self.next.id)
        self.assertEqual(lead.stage_id, self.next)

    def test_who_may_not_change_it_opens_nothing(self):
        rule = self._create_rule(kind="next_step")
        lead = self._create_lead(user_id=self.leader.id)
        with self.assertRaises(AccessError):
            lead.with_user(self.seller).action_crm_gate_open(rule.id)
