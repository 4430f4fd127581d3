from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import WhiteCommon


@tagged("post_install", "-at_install")
class TestWhiteLead(WhiteCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._habit()
        cls.gaps._compute_company(cls.company)
        cls.found = cls.gaps.search([("segment_id", "=", cls.segment.id)])

    def _make(self, gaps=None, user=None, **values):
        gaps = self.found if gaps is None else gaps
        wizards = self.env["crm.sales.white.lead"].with_user(user or self.head)
        return wizards.create({"gap_ids": [Command.set(gaps.ids)]} | values).action_make()

    def _leads(self):
        return self.env["crm.lead"].search([("partner_id", "in", self.peers.ids)])

    def test_each_customer_gets_an_opportunity_of_its_owner(self):
        campaign = self.env["utm.campaign"].create({"name": "Grippers"})
        source = self.env["utm.source"].create({"name": "White space"})
        self._make(campaign_id=campaign.id, source_id=source.id)
        leads = self._leads()
        self.assertEqual(leads.partner_id, self.peers[4:])
        self.assertEqual(leads.user_id, self.seller)
        self.assertEqual((leads.campaign_id, leads.source_id), (campaign, source))
        self.assertEqual(leads.crm_product_ids.product_id, self.gripper)
        self.assertEqual(leads.mapped("expected_revenue"), [250] * 3)
        self.assertEqual(self.found.lead_id, leads)

    def test_pressing_twice_makes_none_twice(self):
        self._make()
        with self.assertRaisesRegex(UserError, "already"):
            self._make()
        self.assertEqual(len(self._leads()), 3)

    def test_what_is_open_otherwise_is_left_alone(self):
        lead = self._create_lead(partner_id=self.peers[4].id)
        lead.crm_product_ids = [Command.create({"product_id": self.gripper.id})]
        self._order((self.gripper, 1, 100), state="draft", partner=self.peers[5])
        self._make()
        self.assertEqual((self._leads() - lead).partner_id, self.peers[6])

    def test_a_lost_one_may_be_tried_again(self):
        self._make(self.found[:1])
        self._leads().action_set_lost()
        self._make(self.found[:1])
        self.assertEqual(len(self._leads()), 1)

    def test_two_products_of_a_customer_make_one_opportunity(self):
        self._bought(self.peers[:4], self.camera)
        self.gaps._compute_company(self.company)
        self.env.invalidate_all()
        self._make(self.gaps.search([("partner_id", "=", self.peers[4].id)]))
        self.assertEqual(self._leads().crm_product_ids.product_id, self.gripper | self.camera)

    def test_the_same_gap_in_two_segments_is_one(self):
        other = self.env["crm.customer.segment"].create({"name": "Big", "kind": "list"})
        self._enter(other, self.peers)
        self.gaps._compute_company(self.company)
        self.env.invalidate_all()
        gaps = self.gaps.search([("partner_id", "=", self.peers[4].id)])
        self.assertEqual(len(gaps), 2)
        self._make(gaps)
        self.assertEqual(len(self._leads().crm_product_ids), 1)
        self.assertEqual(gaps.lead_id, self._leads())

    def test_calls_are_planned_for_the_owners(self):
        day = self.today + timedelta(days=3)
        self._make(mode="call", date_call=day)
        calls = self.peers[4:].activity_ids
        self.assertEqual((calls.user_id, set(calls.mapped("date_deadline"))), (self.seller, {day}))
        with self.assertRaisesRegex(UserError, "already"):
            self._make(mode="call", date_call=day)

    def test_a_seller_makes_leads_of_own_customers_alone(self):
        self.peers[6].user_id = self.head
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self._make(self.found, self.seller)
        self._make(self.found.filtered(lambda gap: gap.partner_id != self.peers[6]), self.seller)
        self.assertEqual(self._leads().partner_id, self.peers[4:6])

    def test_the_dialog_counts_customers_and_value(self):
        action = self.found.with_user(self.head).action_make_leads()
        wizard = self.env["crm.sales.white.lead"].with_context(**action["context"]).create({})
        self.assertEqual((wizard.partner_count, wizard.expected_amount), (3, 750))

    def test_a_gap_opens_its_lead_and_its_customer(self):
        self._make()
        self.assertTrue(self.found[0].action_open_lead()["res_id"])
        self.assertEqual(
            self.found[0].action_open_customer()["res_id"], self.found[0].partner_id.id
        )
