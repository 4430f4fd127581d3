from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CampaignCommon


@tagged("post_install", "-at_install")
class TestCampaignAudience(CampaignCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = cls._create_customers(10)
        cls._put_in_segment(cls.customers)

    def _freeze(self, **values):
        campaign = self._create_plan(state="approved", **values).with_user(self.marketer)
        campaign.action_crm_freeze()
        return campaign

    def test_who_is_in_the_segment_is_frozen(self):
        campaign = self._freeze()
        self.assertEqual(self._members(campaign).partner_id, self.customers)
        self.assertEqual((campaign.crm_treated_count, campaign.crm_held_out_count), (10, 0))
        self.assertTrue(campaign.crm_date_frozen)

    def test_who_comes_later_is_no_member(self):
        campaign = self._freeze()
        self._put_in_segment(self._create_customers(1, "Late"))
        self.assertEqual(campaign.crm_treated_count, 10)
        with self.assertRaisesRegex(UserError, "frozen already"):
            campaign.action_crm_freeze()

    def test_who_may_not_be_addressed_is_kept_out_with_the_reason(self):
        self._say("withdrawn", self.customers[0])
        self._say("refused", self.customers[1], channel="email")
        silent = self._create_customers(2, "Silent", consent=False)
        blocked = self._create_customers(1, "Blocked")
        self.env["mail.blacklist"]._add(blocked.email)
        nowhere = self._create_customers(1, "Nowhere")
        nowhere.email = False
        self._put_in_segment(silent | blocked | nowhere)
        campaign = self._freeze()
        self.assertEqual((campaign.crm_treated_count, campaign.crm_kept_out_count), (8, 6))
        kept = self._members(campaign).filtered(lambda member: not member.active)
        reasons = {member.partner_id: member.reason for member in kept}
        self.assertEqual(
            reasons,
            {
                self.customers[0]: "withdrawn",
                self.customers[1]: "refused",
                silent[0]: "missing",
                silent[1]: "missing",
                blocked: "blacklisted",
                nowhere: "no_address",
            },
        )
        self.assertIn("No Consent 2", campaign.crm_kept_out_note)

    def test_consent_is_asked_for_the_channel_of_the_campaign(self):
        self._say("refused", self.customers[0], channel="email")
        self.customers.phone = "+8613800138000"
        campaign = self._freeze(crm_channel="sms")
        self.assertEqual(campaign.crm_treated_count, 10)

    def test_a_share_is_held_out_and_always_the_same(self):
        campaign = self._freeze(crm_holdout_percent=30)
        self.assertEqual((campaign.crm_treated_count, campaign.crm_held_out_count), (7, 3))
        held = self._members(campaign).filtered("is_held_out").partner_id
        members = self._members(campaign)
        members.sudo().unlink()
        campaign.sudo().crm_date_frozen = False
        campaign.action_crm_freeze()
        self.assertEqual(self._members(campaign).filtered("is_held_out").partner_id, held)

    def test_figures_open_exactly_the_members(self):
        self._say("withdrawn", self.customers[0])
        campaign = self._freeze(crm_holdout_percent=50)
        self._say("withdrawn", self._members(campaign).filtered("active")[0].partner_id)
        campaign._crm_release_withdrawn()
        for name in ("treated", "held_out", "kept_out", "left"):
            action = getattr(campaign, f"action_crm_view_{name}")()
            found = self.env["crm.sales.campaign.member"].with_context(action["context"])
            self.assertEqual(found.search_count(action["domain"]), campaign[f"crm_{name}_count"])
        self.assertEqual((campaign.crm_left_count, campaign.crm_kept_out_count), (1, 1))

    def test_who_withdraws_leaves_and_nobody_else(self):
        campaign = self._freeze()
        self._say("withdrawn", self.customers[3])
        with self.enter_registry_test_mode():
            self.env.ref("crm_sales.crm_sales_campaign_cron_release").method_direct_trigger()
        gone = self._members(campaign).filtered("is_left")
        self.assertEqual((gone.partner_id, gone.reason), (self.customers[3], "withdrawn"))
        self.assertTrue(gone.date_left)
        self.assertEqual(campaign.crm_treated_count, 9)

    def test_what_the_audience_was_drawn_by_stays(self):
        campaign = self._freeze()
        for values in ({"crm_channel": "sms"}, {"crm_holdout_percent": 5}):
            with self.assertRaisesRegex(UserError, "stay as they are"):
                campaign.write(values)

    def test_an_audience_needs_an_approved_plan_and_somebody_in_it(self):
        with self.assertRaisesRegex(UserError, "not approved"):
            self._create_plan().with_user(self.marketer).action_crm_freeze()
        empty = self.segment.copy({"name": "Empty"})
        with self.assertRaisesRegex(UserError, "Nobody"):
            self._freeze(crm_segment_ids=[(6, 0, empty.ids)])
        with self.assertRaisesRegex(UserError, "Choose the segments"):
            self._freeze(crm_segment_ids=False)

    def test_members_of_another_company_are_not_taken(self):
        others = self._create_customers(2, "Foreign")
        self.segment.company_id = False
        self._put_in_segment(others, company=self.company_b)
        campaign = self._freeze()
        self.assertEqual(self._members(campaign).partner_id, self.customers)

    def test_nobody_writes_members(self):
        campaign = self._freeze()
        member = self._members(campaign)[0]
        for user in (self.marketer, self.sales_manager):
            with self.assertRaises(AccessError):
                member.with_user(user).is_held_out = True
            with self.assertRaises(AccessError):
                member.with_user(user).unlink()
        with self.assertRaises(AccessError):
            member.with_user(self.seller).read(["partner_id"])

    def test_merged_customers_are_a_member_once(self):
        campaign = self._freeze(crm_holdout_percent=50)
        held = self._members(campaign).filtered("is_held_out")[0].partner_id
        treated = self._members(campaign).filtered(lambda one: not one.is_held_out)[0].partner_id
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo().create({})
        wizard._merge((held | treated).ids, held)
        member = self._members(campaign).filtered(lambda one: one.partner_id == held)
        self.assertEqual(len(member), 1)
        self.assertFalse(member.is_held_out)
        self.assertEqual(len(self._members(campaign)), 9)

    def test_what_is_held_of_a_customer_names_its_audiences(self):
        self._freeze()
        titles = [item[0] for item in self.customers[0].sudo()._crm_personal_data()]
        self.assertIn("Audiences of Campaigns", titles)

    def test_freezing_takes_as_many_queries_for_ten_as_for_a_hundred(self):
        def count(campaign):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaign.action_crm_freeze()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self._freeze()
        first = count(self._create_plan(state="approved", title="Ten"))
        self._put_in_segment(self._create_customers(90, "Many"))
        second = count(self._create_plan(state="approved", title="Hundred"))
        self.assertLessEqual(second, first)
