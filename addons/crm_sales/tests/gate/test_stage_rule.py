from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ...tools.gate.refusal import StageGateError
from .common import GateCommon


@tagged("post_install", "-at_install")
class TestStageRule(GateCommon):
    def test_a_move_that_misses_something_is_refused_and_says_what(self):
        self._create_rule()
        lead = self._create_lead("Two robots")
        text = self._refusal(lead.with_user(self.seller).write, {"stage_id": self.next.id})
        self.assertEqual(
            text,
            "Two robots cannot move to Next yet. What is missing:\n• Expected Closing: Fill it in.",
        )
        self.assertEqual(lead.stage_id, self.first)

    def test_it_passes_when_it_is_there_in_the_same_save_too(self):
        self._create_rule()
        leads = self._create_lead("Filled", date_deadline="2026-05-01") + self._create_lead("Now")
        leads[0].stage_id = self.next
        leads[1].write({"stage_id": self.next.id, "date_deadline": "2026-05-01"})
        self.assertEqual(leads.stage_id, self.next)

    def test_the_won_button_goes_through_all_gates_on_its_way(self):
        self._create_rule()
        self._create_rule(self.signed, kind="document")
        lead = self._create_lead("Two robots")
        text = self._refusal(lead.with_user(self.seller).action_set_won)
        self.assertIn("Two robots cannot move to Signed yet", text)
        self.assertIn("• Expected Closing: ", text)
        self.assertIn("• A document: Attach it to the opportunity.", text)

    def test_a_rule_may_let_those_pass_that_jump_over_its_stage(self):
        self._create_rule(is_skip_bound=False)
        lead = self._create_lead()
        self._refusal(lead.write, {"stage_id": self.next.id})
        lead.action_set_won()
        self.assertEqual(lead.stage_id, self.signed)

    def test_of_many_each_is_named_and_none_is_moved(self):
        self._create_rule()
        leads = self._create_lead("Good", date_deadline="2026-05-01")
        leads += self._create_lead("Bad") + self._create_lead("Worse")
        text = self._refusal(leads.with_user(self.seller).write, {"stage_id": self.next.id})
        self.assertIn("2 of 3 opportunities cannot move yet, so none was moved.", text)
        self.assertIn("Bad → Next\n• Expected Closing: Fill it in.", text)
        self.assertIn("Worse → Next", text)
        self.assertNotIn("Good", text)
        self.assertEqual(leads.stage_id, self.first)

    def test_of_very_many_ten_are_named(self):
        self._create_rule()
        leads = self.env["crm.lead"].union(*(self._create_lead(f"No {n}") for n in range(12)))
        text = self._refusal(leads.write, {"stage_id": self.next.id})
        self.assertIn("And 2 more.", text)

    def test_backwards_and_lost_are_not_bound(self):
        lead = self._create_lead(stage_id=self.next.id)
        self._create_rule(self.first)
        self._create_rule(self.next)
        lead.stage_id = self.first
        lead.action_set_lost()
        self.assertEqual(lead.won_status, "lost")

    def test_who_stands_there_already_is_left_alone(self):
        lead = self._create_lead(stage_id=self.next.id)
        self._create_rule()
        lead.write({"name": "Renamed", "expected_revenue": 7})
        lead.stage_id = self.signed
        self.assertEqual(lead.won_status, "won")

    def test_creation_in_a_gated_stage_is_checked(self):
        self._create_rule()
        with self.assertRaises(StageGateError):
            self._create_lead("Straight in", stage_id=self.next.id)
        self._create_lead("With it", stage_id=self.next.id, date_deadline="2026-05-01")

    def test_who_begins_in_the_first_stage_needs_fields_alone(self):
        stages = self.env["crm.stage"].search([("id", "not in", (self.first + self.next).ids)])
        stages.filtered(lambda stage: not stage.team_ids).team_ids = self.env["crm.team"].create(
            {"name": "Others"}
        )
        self._create_rule(self.first, kind="document")
        self._create_lead("No document yet")
        self._create_rule(self.first)
        with self.assertRaises(StageGateError):
            self.env["crm.lead"].with_user(self.sales_manager).create(
                {
                    "name": "No date yet",
                    "type": "opportunity",
                    "team_id": self.team.id,
                    "stage_id": self.first.id,
                }
            )
        # what comes by mail or by a form of the website is not lost
        self._create_lead("Came by mail")

    def test_a_conversion_enters_the_stage_of_the_opportunity(self):
        self._create_rule(self.next)
        lead = self._create_lead(type="lead", stage_id=self.next.id)
        self.assertEqual(lead.stage_id, self.next)
        self._refusal(lead.convert_opportunity, self.customer)
        lead.date_deadline = "2026-05-01"
        lead.convert_opportunity(self.customer)
        self.assertEqual(lead.type, "opportunity")

    def test_another_team_that_takes_it_forward_is_a_move(self):
        team = self.env["crm.team"].create({"name": "Later"})
        stage = self.env["crm.stage"].create(
            {"name": "Late", "sequence": 105, "team_ids": team.ids}
        )
        self.env["crm.stage"].search([("team_ids", "=", False)]).fold = True
        self._create_rule(stage, team_id=team.id)
        lead = self._create_lead()
        self._refusal(lead.write, {"team_id": team.id})

    def test_team_and_value_say_whom_it_binds(self):
        rule = self._create_rule(value_min=5000)
        small, large = self._create_lead(), self._create_lead(expected_revenue=5000)
        small.stage_id = self.next
        self._refusal(large.write, {"stage_id": self.next.id})
        rule.team_id = self.env["crm.team"].create({"name": "Others"})
        large.stage_id = self.next
        self.assertEqual(large.stage_id, self.next)

    def test_another_company_is_not_bound(self):
        self._create_rule(company_id=self.company_b.id)
        lead = self._create_lead(company_id=self.env.company.id)
        lead.stage_id = self.next
        self.assertEqual(lead.stage_id, self.next)

    def test_an_archived_rule_binds_nobody(self):
        self._create_rule().active = False
        lead = self._create_lead()
        lead.stage_id = self.next
        self.assertEqual(lead.stage_id, self.next)

    def test_a_stage_that_goes_takes_its_rules_along(self):
        stage = self.env["crm.stage"].create({"name": "Extra", "sequence": 105})
        rule = self._create_rule(stage)
        lead = self._create_lead()
        self._refusal(lead.write, {"stage_id": stage.id})
        stage.unlink()
        self.assertFalse(rule.exists())
        lead.stage_id = self.next

    def test_own_words_stand_in_the_message(self):
        self._create_rule(name="When they want it", how="Ask the buyer.")
        text = self._refusal(self._create_lead().write, {"stage_id": self.next.id})
        self.assertIn("• When they want it: Ask the buyer.", text)

    def test_a_rule_says_what_it_asks_for(self):
        with self.assertRaises(ValidationError):
            self._create_rule(kind="activity")
        with self.assertRaises(ValidationError):
            self._create_rule(kind="property", property_label="Nobody has this")

    def test_the_form_makes_one(self):
        form = Form(self.env["crm.sales.stage.rule"].with_user(self.sales_manager))
        form.stage_id = self.next
        form.kind = "field"
        form.field_id = self.env["ir.model.fields"]._get("crm.lead", "referred")
        self.assertEqual(form.save().display_name, "Referred By")

    def test_ten_or_a_hundred_take_the_same_queries(self):
        for kind in ("document", "next_step", "quotation"):
            self._create_rule(kind=kind)
        self._create_rule(kind="approval", approval_kind="sales_deal")
        call = self.env.ref("mail.mail_activity_data_call")
        self._create_rule(kind="activity", activity_type_id=call.id)
        self._create_rule(field="partner_id")
        counts = []
        for number in (1, 10, 100):
            leads = self.env["crm.lead"].create(
                [
                    {"name": f"Lead {n}", "type": "opportunity", "team_id": self.team.id,
                     "stage_id": self.first.id}
                    for n in range(number)
                ]
            )  # fmt: skip
            self.env.flush_all()
            self.env.invalidate_all()
            moves = {lead: (self.first.sudo(), self.next.sudo()) for lead in leads.sudo()}
            before = self.env.cr.sql_log_count
            missing = leads._crm_gate_missing(moves)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual([len(each) for each in missing.values()], [6] * number)
        self.assertEqual(counts[1], counts[2])

    def test_without_rules_a_move_asks_the_database_nothing_more(self):
        lead = self._create_lead()
        rules = self.env["crm.sales.stage.rule"]
        rules._get_ids_by_stage()
        with self.assertQueryCount(0):
            self.assertEqual(rules._get_ids_by_stage(), {})
        self.assertFalse(lead.crm_stage_checklist)
