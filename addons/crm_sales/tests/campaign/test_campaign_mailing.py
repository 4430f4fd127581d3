from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CampaignCommon


@tagged("post_install", "-at_install")
class TestCampaignMailing(CampaignCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = cls._create_customers(10)
        cls._put_in_segment(cls.customers)

    def _write(self, campaign, model="res.partner", domain="[]"):
        return (
            self.env["mailing.mailing"]
            .with_user(self.marketer)
            .create(
                {
                    "subject": "Spring",
                    "body_html": "<p>Robots</p>",
                    "campaign_id": campaign.id,
                    "mailing_model_id": self.env["ir.model"]._get(model).id,
                    "mailing_domain": domain,
                }
            )
        )

    def _receivers(self, mailing):
        traces = self.env["mailing.trace"].search(
            [("mass_mailing_id", "=", mailing.id), ("trace_status", "!=", "cancel")]
        )
        return self.env["res.partner"].browse(traces.mapped("res_id"))

    def test_a_mailing_reaches_exactly_the_frozen_members(self):
        campaign = self._create_plan(state="approved", crm_holdout_percent=20)
        campaign.action_crm_freeze()
        self._create_customers(3, "Stranger")
        mailing = self._write(campaign)
        mailing.action_send_mail()
        treated = self._members(campaign).filtered(lambda one: not one.is_held_out).partner_id
        self.assertEqual(len(treated), 8)
        self.assertEqual(self._receivers(mailing), treated)
        self.assertEqual(campaign.crm_state, "running")
        self.assertTrue(campaign.crm_date_sent)

    def test_the_button_writes_to_the_members(self):
        campaign = self._create_plan(state="approved", crm_holdout_percent=20)
        with self.assertRaisesRegex(UserError, "Freeze"):
            campaign.with_user(self.marketer).action_crm_write_mailing()
        campaign.action_crm_freeze()
        context = campaign.with_user(self.marketer).action_crm_write_mailing()["context"]
        mailing = (
            self.env["mailing.mailing"]
            .with_user(self.marketer)
            .with_context(**context)
            .create({"body_html": "<p>Robots</p>", "subject": context["default_subject"]})
        )
        self.assertEqual(mailing.campaign_id, campaign)
        treated = self._members(campaign).filtered(lambda one: not one.is_held_out).partner_id
        self.assertEqual(sorted(mailing._get_recipients()), sorted(treated.ids))

    def test_the_audience_is_frozen_when_it_is_sent(self):
        campaign = self._create_plan(state="approved")
        self._write(campaign).action_send_mail()
        self.assertTrue(campaign.crm_date_frozen)
        self.assertEqual(self._members(campaign).partner_id, self.customers)

    def test_who_withdraws_between_freezing_and_sending_gets_nothing(self):
        campaign = self._create_plan(state="approved")
        campaign.action_crm_freeze()
        self._say("withdrawn", self.customers[0], channel="email")
        mailing = self._write(campaign)
        mailing.action_send_mail()
        self.assertEqual(self._receivers(mailing), self.customers[1:])
        self.assertTrue(self._members(campaign)[0].is_left)

    def test_a_held_out_customer_gets_no_mail_by_another_way(self):
        campaign = self._create_plan(state="approved", crm_holdout_percent=50)
        campaign.action_crm_freeze()
        held = self._members(campaign).filtered("is_held_out").partner_id
        leads = self.env["crm.lead"].create(
            [
                {"name": partner.name, "partner_id": partner.id, "email_from": partner.email}
                for partner in self.customers
            ]
        )
        alone = self.env["crm.lead"].create({"name": "Alone", "email_from": held[0].email})
        free = self.env["crm.lead"].create({"name": "Free", "email_from": "free@far.example.com"})
        domain = repr([("id", "in", (leads | alone | free).ids)])
        mailing = self._write(campaign, "crm.lead", domain)
        reached = self.env["crm.lead"].browse(mailing._get_recipients())
        self.assertFalse(reached.partner_id & held)
        self.assertEqual(len(reached), 6)
        self.assertIn(free, reached)

    def test_a_plan_that_is_not_approved_sends_nothing(self):
        campaign = self._create_plan()
        mailing = self._write(campaign)
        with self.assertRaisesRegex(UserError, "Draft"):
            mailing.action_launch()
        with self.assertRaisesRegex(UserError, "Draft"):
            mailing.action_send_mail()
        self.assertFalse(mailing._get_recipients())

    def test_a_campaign_of_the_host_sends_as_ever(self):
        campaign = self.env["utm.campaign"].create({"title": "Plain"})
        domain = repr([("id", "in", self.customers.ids)])
        mailing = self._write(campaign, domain=domain)
        self.assertEqual(sorted(mailing._get_recipients()), sorted(self.customers.ids))

    def test_who_has_no_part_in_our_groups_sends_as_well(self):
        mailer = self._create_user("mailer", "mass_mailing.group_mass_mailing_user")
        campaign = self._create_plan(state="approved", crm_holdout_percent=20)
        mailing = self._write(campaign).with_user(mailer)
        mailing.action_send_mail()
        self.assertEqual(len(self._receivers(mailing)), 8)
