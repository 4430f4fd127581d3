from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import OVERRIDE, GateCommon


@tagged("post_install", "-at_install")
class TestStageOverride(GateCommon):
    def setUp(self):
        super().setUp()
        self._create_rule()
        self.approval_rule = self._create_approval_rule()
        self.lead = self._create_lead("Two robots").with_user(self.seller)

    def _ask(self, stage=None):
        action = self.lead.action_crm_gate_override((stage or self.next).id)
        form = Form(self.env[action["res_model"]].with_user(self.seller).with_context(
            action["context"]
        ))  # fmt: skip
        self.assertEqual(form.missing, "• Expected Closing: Fill it in.")
        form.reason = "They sign next week"
        request = form.save()
        request.action_request()
        return self.lead._crm_get_overrides(self.lead, ("pending", "approved"))

    def test_it_says_who_will_be_asked_and_what_for(self):
        approval = self._ask()
        self.assertEqual(approval.state, "pending")
        self.assertEqual(approval.waiting_user_ids, self.head)
        self.assertEqual(approval.description, "Move from First to Next without: Expected Closing")
        self.assertEqual((approval.amount, approval.reason), (1000, "They sign next week"))

    def test_before_it_is_approved_nothing_passes(self):
        self._ask()
        self._refusal(self.lead.write, {"stage_id": self.next.id})

    def test_after_it_that_move_passes_once_and_is_noted(self):
        approval = self._ask()
        approval.with_user(self.head).action_approve()
        self.lead.stage_id = self.next
        self.assertTrue(approval.sales_date_used)
        note = self.lead.message_ids.filtered(lambda each: "past its rules" in (each.body or ""))
        self.assertIn(
            f"Moved to Next past its rules by {approval.name}. Missing: Expected Closing",
            note.body,
        )
        self.lead.stage_id = self.first
        self._refusal(self.lead.write, {"stage_id": self.next.id})

    def test_it_is_for_that_move_alone(self):
        self._create_rule(self.signed, kind="document")
        self._ask().with_user(self.head).action_approve()
        self._refusal(self.lead.action_set_won)

    def test_it_can_be_asked_for_again_after_use(self):
        self._ask().with_user(self.head).action_approve()
        self.lead.stage_id = self.next
        self.lead.stage_id = self.first
        again = self._ask()
        self.assertEqual(again.state, "pending")

    def test_a_refused_one_lets_nothing_pass(self):
        approval = self._ask()
        approval.with_user(self.head)._decide("refused", "Fill it in, it takes a minute")
        self._refusal(self.lead.write, {"stage_id": self.next.id})

    def test_nobody_learns_what_an_opportunity_of_others_misses(self):
        self.lead.sudo().user_id = self.head
        wizard = self.env["crm.sales.stage.override"].with_user(self.seller)
        with self.assertRaises(AccessError):
            wizard.new({"lead_id": self.lead.id, "stage_id": self.next.id}).missing  # noqa: B018

    def test_nobody_approves_an_own_one(self):
        approval = self._ask()
        with self.assertRaises(AccessError):
            approval.with_user(self.seller).action_approve()

    def test_where_no_rule_says_who_approves_it_says_so(self):
        self.approval_rule.active = False
        with self.assertRaisesRegex(UserError, "No approval rule says who approves"):
            self._ask()

    def test_a_rule_that_needs_no_approval_grants_and_keeps_it(self):
        self.approval_rule.write({"is_free": True})
        self._ask()
        self.assertEqual(self.lead.stage_id, self.next)
        kept = self.env["crm.approval"].search(
            [("kind", "=", OVERRIDE), ("res_id", "=", self.lead.id)]
        )
        self.assertEqual((kept.state, kept.reason), ("approved", "They sign next week"))
        self.assertTrue(kept.sales_date_used)

    def test_nothing_is_asked_where_nothing_is_missing(self):
        self.lead.date_deadline = "2026-05-01"
        with self.assertRaisesRegex(UserError, "Nothing is missing"):
            self.lead._crm_ask_override(self.next, "Why not")

    def test_a_merged_one_asks_no_longer(self):
        approval = self._ask()
        other = self._create_lead("Bigger", stage_id=self.signed.id, date_deadline="2026-05-01")
        (self.lead.sudo() + other).merge_opportunity()
        self.assertEqual(approval.state, "outdated")
