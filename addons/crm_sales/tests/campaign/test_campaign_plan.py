from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged, users

from .common import CampaignCommon


@tagged("post_install", "-at_install")
class TestCampaignPlan(CampaignCommon):
    def _rule(self, **values):
        return self.env["crm.approval.rule"].create(
            {
                "name": "Campaigns",
                "kind": "sales_campaign",
                "company_id": self.env.company.id,
                "step_ids": [
                    Command.create(
                        {
                            "name": "Manager",
                            "who": "user",
                            "user_ids": [Command.set(self.sales_manager.ids)],
                        }
                    )
                ],
                **values,
            }
        )

    def test_marketing_plans_a_campaign_on_its_screen(self):
        plans = self.campaigns.with_user(self.marketer)
        with Form(plans, "crm_sales.utm_campaign_plan_view_form") as form:
            form.title = "Autumn"
            form.crm_objective = "sales"
        campaign = form.record
        self.assertEqual((campaign.crm_state, campaign.user_id), ("draft", self.marketer))
        self.assertEqual(campaign.company_id, self.env.company)
        self.assertEqual((campaign.crm_uplift_days, campaign.crm_uplift_outcome), (30, "ordered"))

    def test_a_campaign_of_the_host_is_no_plan_and_becomes_one(self):
        campaign = self.env["utm.campaign"].with_user(self.user_plain).create({"title": "Plain"})
        self.assertFalse(campaign.sudo().crm_state)
        campaign.with_user(self.marketer).action_crm_plan()
        self.assertEqual(campaign.sudo().crm_state, "draft")

    def test_who_does_not_plan_writes_campaigns_but_no_plan(self):
        campaign = self._create_plan()
        campaign.with_user(self.seller).title = "Renamed"
        with self.assertRaises(AccessError):
            campaign.with_user(self.seller).crm_objective = "sales"
        with self.assertRaises(AccessError):
            campaign.with_user(self.head).action_crm_submit()
        with self.assertRaises(AccessError):
            campaign.with_user(self.seller).read(["crm_budget"])

    def test_the_state_is_written_by_the_acts_alone(self):
        campaign = self._create_plan()
        with self.assertRaises(AccessError):
            campaign.with_user(self.marketer).crm_state = "approved"
        with self.assertRaises(AccessError):
            self.campaigns.with_user(self.marketer).create({"title": "X", "crm_state": "running"})

    def test_without_a_rule_a_submitted_plan_is_approved(self):
        campaign = self._create_plan().with_user(self.marketer)
        campaign.action_crm_submit()
        self.assertEqual(campaign.crm_state, "approved")
        campaign.action_crm_start()
        campaign.action_crm_finish()
        self.assertEqual(campaign.crm_state, "finished")

    def test_a_plan_waits_for_who_approves_its_budget(self):
        self._rule(amount_min=10000)
        campaign = self._create_plan().with_user(self.marketer)
        campaign.action_crm_submit()
        self.assertEqual(campaign.crm_state, "pending")
        approval = campaign._approval_live("sales_campaign")
        self.assertEqual(approval.amount, 10000)
        self.assertIn("Spring: Win Leads", approval.description)
        approval.with_user(self.sales_manager).action_approve()
        self.assertEqual(campaign.crm_state, "approved")

    def test_a_small_budget_needs_no_approval(self):
        self._rule(amount_min=10001)
        campaign = self._create_plan().with_user(self.marketer)
        campaign.action_crm_submit()
        self.assertEqual(campaign.crm_state, "approved")

    def test_a_refused_plan_is_a_draft_again(self):
        self._rule()
        campaign = self._create_plan().with_user(self.marketer)
        campaign.action_crm_submit()
        approval = campaign._approval_live("sales_campaign").with_user(self.sales_manager)
        approval._decide("refused", "Too much")
        self.assertEqual(campaign.crm_state, "draft")

    def test_a_plan_taken_back_is_not_waited_for(self):
        self._rule()
        campaign = self._create_plan().with_user(self.marketer)
        campaign.action_crm_submit()
        campaign.action_crm_revise()
        self.assertEqual(campaign.crm_state, "draft")
        self.assertFalse(campaign._approval_live("sales_campaign"))

    def test_what_was_approved_once_is_not_asked_again_and_more_is(self):
        self._rule()
        campaign = self._create_plan().with_user(self.marketer)
        campaign.action_crm_submit()
        campaign._approval_live("sales_campaign").with_user(self.sales_manager).action_approve()
        campaign.action_crm_revise()
        campaign.action_crm_submit()
        self.assertEqual(campaign.crm_state, "approved")
        campaign.action_crm_revise()
        campaign.crm_budget_ids[0].amount = 7000
        campaign.action_crm_submit()
        self.assertEqual(campaign.crm_state, "pending")

    def test_an_incomplete_plan_names_what_is_missing(self):
        campaign = self._create_plan(crm_date_end=False).with_user(self.marketer)
        with self.assertRaisesRegex(UserError, "Until"):
            campaign.action_crm_submit()

    def test_budget_objective_and_company_stay_once_approved(self):
        campaign = self._create_plan(state="approved").with_user(self.marketer)
        with self.assertRaisesRegex(UserError, "revise"):
            campaign.crm_objective = "sales"
        with self.assertRaisesRegex(UserError, "revise"):
            campaign.crm_budget_ids[0].amount = 1
        with self.assertRaisesRegex(UserError, "revise"):
            campaign.crm_budget_ids.unlink()
        with self.assertRaisesRegex(UserError, "revise"):
            self.env["crm.sales.campaign.budget"].with_user(self.marketer).create(
                {"campaign_id": campaign.id, "amount": 5}
            )
        campaign.crm_date_end = "2026-04-30"

    def test_only_the_next_step_is_taken(self):
        campaign = self._create_plan().with_user(self.marketer)
        for act in ("action_crm_start", "action_crm_finish", "action_crm_freeze"):
            with self.assertRaises(UserError):
                getattr(campaign, act)()
        campaign.action_crm_cancel()
        with self.assertRaises(UserError):
            campaign.action_crm_cancel()
        campaign.action_crm_revise()
        self.assertEqual(campaign.crm_state, "draft")

    def test_a_campaign_ends_after_it_starts_and_wants_nothing_negative(self):
        with self.assertRaises(Exception), self.env.cr.savepoint():
            self._create_plan(crm_date_end="2026-01-01").flush_recordset()
        with self.assertRaises(ValidationError):
            self._create_plan().sudo().company_id = False

    def test_a_campaign_may_take_a_plan_of_activities(self):
        campaign = self._create_plan()
        plan = self.env.ref("crm_sales.crm_sales_campaign_activity_plan")
        wizard = (
            self.env["mail.activity.schedule"]
            .with_context(active_model="utm.campaign", active_ids=campaign.ids)
            .create({"plan_id": plan.id, "plan_on_demand_user_id": self.marketer.id})
        )
        wizard.action_schedule_plan()
        self.assertEqual(len(campaign.activity_ids), 4)
        self.assertEqual(campaign.activity_ids.user_id, self.marketer)

    @users("sales_own")
    def test_a_seller_reads_the_plan(self):
        campaign = self._create_plan(crm_note="<p>Bring robots</p>").with_user(self.env.user)
        self.assertEqual(campaign.crm_objective, "leads")
        self.assertFalse(campaign.crm_can_plan)
        Form(campaign, "crm_sales.utm_campaign_plan_view_form")
