from datetime import timedelta

from odoo.fields import Command
from odoo.tests import tagged

from .common import CampaignCommon


@tagged("post_install", "-at_install")
class TestCampaignUplift(CampaignCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = cls._create_customers(40)
        cls._put_in_segment(cls.customers)
        cls.campaign = cls._create_plan(state="approved", crm_holdout_percent=50)
        cls.campaign.action_crm_freeze()
        members = cls.env["crm.sales.campaign.member"].search(
            [("campaign_id", "=", cls.campaign.id)]
        )
        cls.held = members.filtered("is_held_out").partner_id
        cls.treated = (members.partner_id - cls.held).sorted("id")
        cls.product = cls.env["product.product"].create(
            {"name": "Robot", "list_price": 1000, "taxes_id": False}
        )

    def _order(self, partner, amount=1000, days=1):
        order = self.env["sale.order"].create(
            {
                "partner_id": partner.id,
                "order_line": [
                    Command.create({"product_id": self.product.id, "price_unit": amount})
                ],
            }
        )
        order.action_confirm()
        order.date_order = self.campaign.crm_date_frozen + timedelta(days=days)
        return order

    def _line(self, outcome):
        self.env.invalidate_all()
        lines = self.campaign.with_user(self.marketer).crm_uplift_table
        return next(line for line in lines if line["outcome"] == outcome)

    def test_more_orders_of_those_addressed_are_shown(self):
        for partner in self.treated[:12]:
            self._order(partner)
        self._order(self.held[0])
        line = self._line("ordered")
        # 12 of 20 and 1 of 20
        self.assertEqual((line["treated"], line["held_out"]), ("60.0 %", "5.0 %"))
        self.assertEqual(line["difference"], "+55.0 %")
        self.assertTrue(line["is_shown"])
        sentence = self.campaign.with_user(self.marketer).crm_uplift_sentence
        self.assertIn("Order: +55.0 % by the campaign", sentence)

    def test_a_difference_that_may_be_chance_is_no_effect(self):
        for partner in (*self.treated[:3], *self.held[:1]):
            self._order(partner)
        self.assertFalse(self._line("ordered")["is_shown"])
        sentence = self.campaign.with_user(self.marketer).crm_uplift_sentence
        self.assertIn("no effect shown", sentence)

    def test_revenue_per_member_is_compared(self):
        for partner in self.treated[:10]:
            self._order(partner, 2000)
        line = self._line("revenue")
        # 20,000 over 20 members
        self.assertIn("1,000.00", line["treated"])
        self.assertTrue(line["is_shown"])

    def test_what_contacts_of_a_member_do_is_its_own(self):
        person = self.env["res.partner"].create(
            {"name": "Li Wei", "parent_id": self.treated[0].id}
        )
        lead = self._create_lead(partner_id=person.id)
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s",
            (self.campaign.crm_date_frozen + timedelta(days=2), lead.id),
        )
        self.assertEqual(self._line("lead")["treated"], "5.0 %")

    def test_what_was_done_before_or_long_after_does_not_count(self):
        self._order(self.treated[0], days=-1)
        self._order(self.treated[1], days=30)
        self._order(self.treated[2], days=29)
        self.assertEqual(self._line("ordered")["treated"], "5.0 %")

    def test_who_left_counts_where_it_was_drawn_to(self):
        self._order(self.treated[0])
        self._say("withdrawn", self.treated[0])
        self.campaign._crm_release_withdrawn()
        line = self._line("ordered")
        self.assertEqual((line["treated_count"], line["treated"]), (20, "5.0 %"))

    def test_nobody_held_out_says_so(self):
        campaign = self._create_plan(state="approved", title="All")
        campaign.action_crm_freeze()
        sentence = campaign.with_user(self.marketer).crm_uplift_sentence
        self.assertIn("Nobody is held out", sentence)

    def test_few_members_say_nothing(self):
        campaign = self._create_plan(state="approved", title="Few", crm_holdout_percent=20)
        campaign.action_crm_freeze()
        sentence = campaign.with_user(self.marketer).crm_uplift_sentence
        self.assertIn("Too few members", sentence)
        self.assertIn("Too few", campaign.with_user(self.marketer).crm_uplift_html)
