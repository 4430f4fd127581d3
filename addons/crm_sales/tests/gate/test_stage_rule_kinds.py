from odoo import fields
from odoo.tests import tagged

from .common import GateCommon


@tagged("post_install", "-at_install")
class TestStageRuleKinds(GateCommon):
    def setUp(self):
        super().setUp()
        self.lead = self._create_lead(partner_id=self.customer.id)

    def _is_refused(self):
        """Say whether the lead is refused; it stays where it is."""
        text = self._refusal(self._move_and_back)
        return "What is missing" in text

    def _move_and_back(self):
        self.lead.stage_id = self.next

    def test_a_text_of_blanks_is_not_filled(self):
        self._create_rule(field="referred")
        self.lead.referred = "  "
        self.assertTrue(self._is_refused())
        self.lead.referred = "Li Na"
        self._move_and_back()

    def test_an_empty_note_is_not_filled(self):
        self._create_rule(field="description")
        self.lead.description = "<p><br></p>"
        self.assertTrue(self._is_refused())
        self.lead.description = "<p>Three shifts</p>"
        self._move_and_back()

    def test_a_revenue_of_nothing_is_not_filled(self):
        self._create_rule(field="expected_revenue")
        self.lead.expected_revenue = 0
        self.assertTrue(self._is_refused())

    def test_tags_are_filled_by_one(self):
        self._create_rule(field="tag_ids")
        self.assertTrue(self._is_refused())
        self.lead.tag_ids = self.env["crm.tag"].create({"name": "Gate tag"})
        self._move_and_back()

    def test_an_own_field_of_the_team_is_asked_for_by_its_label(self):
        self.team.lead_properties_definition = [
            {"name": "abc123", "string": "Line Speed", "type": "integer"}
        ]
        self._create_rule(kind="property", property_label="line speed ", team_id=False)
        self.assertTrue(self._is_refused())
        self.lead.lead_properties = {"abc123": 12}
        self._move_and_back()

    def test_a_team_without_that_own_field_is_not_bound(self):
        others = self.env["crm.team"].create({"name": "Others"})
        others.lead_properties_definition = [
            {"name": "abc123", "string": "Line Speed", "type": "char"}
        ]
        self._create_rule(kind="property", property_label="Line Speed", team_id=False)
        self._move_and_back()
        self.assertEqual(self.lead.stage_id, self.next)

    def _attach(self, name):
        self.env["ir.attachment"].create(
            {"name": name, "res_model": "crm.lead", "res_id": self.lead.id, "raw": b"x"}
        )

    def test_a_document_counts_by_its_name(self):
        self._create_rule(kind="document", document_name="Offer")
        self._attach("drawing.pdf")
        self.assertTrue(self._is_refused())
        self._attach("our offer v2.pdf")
        self._move_and_back()

    def test_an_activity_counts_when_it_is_done(self):
        call = self.env.ref("mail.mail_activity_data_call")
        self._create_rule(kind="activity", activity_type_id=call.id)
        activity = self.lead.activity_schedule("mail.mail_activity_data_call")
        self.assertTrue(self._is_refused())
        activity.action_feedback("They are in")
        self._move_and_back()

    def test_a_next_step_is_due_today_or_later(self):
        self._create_rule(kind="next_step")
        today = fields.Date.today()
        activity = self.lead.activity_schedule(
            "mail.mail_activity_data_call", fields.Date.subtract(today, days=3)
        )
        self.assertTrue(self._is_refused())
        activity.date_deadline = fields.Date.add(today, days=1)
        self._move_and_back()

    def test_a_next_step_of_an_interaction_counts(self):
        self._create_rule(kind="next_step")
        self.env["crm.customer.interaction"].create(
            {
                "partner_id": self.customer.id,
                "lead_id": self.lead.id,
                "kind": "call",
                "next_step": "Send the drawing",
                "next_step_date": fields.Date.add(fields.Date.today(), days=2),
            }
        )
        self._move_and_back()

    def _quote(self):
        product = self.env["product.product"].create({"name": "Gripper", "list_price": 10})
        return self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "opportunity_id": self.lead.id,
                "order_line": [(0, 0, {"product_id": product.id})],
            }
        )

    def test_a_quotation_counts_when_it_is_sent(self):
        self._create_rule(kind="quotation", quotation_state="sent")
        order = self._quote()
        self.assertTrue(self._is_refused())
        order.action_quotation_sent()
        self._move_and_back()

    def test_a_quotation_counts_when_it_is_confirmed(self):
        self._create_rule(kind="quotation", quotation_state="confirmed")
        order = self._quote()
        order.action_quotation_sent()
        self.assertTrue(self._is_refused())
        order.action_confirm()
        self._move_and_back()

    def test_an_approval_counts_when_it_is_granted_until_the_deal_grows(self):
        self._create_rule(kind="approval", approval_kind="sales_deal")
        self._create_approval_rule("sales_deal")
        lead = self.lead.with_user(self.seller)
        lead.action_crm_request_deal()
        approval = self.lead._approval_live("sales_deal")
        self.assertEqual((approval.state, approval.amount), ("pending", 1000))
        self.assertTrue(self._is_refused())
        approval.with_user(self.head).action_approve()
        lead.expected_revenue = 900
        self.assertEqual(approval.state, "approved")
        lead.expected_revenue = 2000
        self.assertEqual(approval.state, "outdated")
        self.assertTrue(self._is_refused())
        lead.action_crm_request_deal()
        self.lead._approval_live("sales_deal").with_user(self.head).action_approve()
        self._move_and_back()

    def test_what_needs_no_approval_has_it(self):
        self._create_rule(kind="approval", approval_kind="sales_deal")
        self._create_approval_rule("sales_deal", amount_min=5000)
        self._create_approval_rule("sales_deal", is_free=True)
        large = self._create_lead(expected_revenue=6000)
        self._refusal(large.write, {"stage_id": self.next.id})
        self._move_and_back()
