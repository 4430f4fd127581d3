from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon

from .common import CampaignCommon


@tagged("post_install", "-at_install")
class TestCampaignCost(CampaignCommon):
    def test_costs_are_compared_with_the_budget(self):
        campaign = self._create_plan().with_user(self.marketer)
        self._add_cost(campaign, 2500)
        self._add_cost(campaign, 1500, "2026-03-20", kind="event")
        self.assertEqual((campaign.crm_budget, campaign.crm_cost), (10000, 4000))
        self.assertEqual((campaign.crm_budget_left, campaign.crm_cost_percent), (6000, 40))
        self.assertFalse(campaign.crm_is_over)
        self._add_cost(campaign, 6000.01)
        self.assertTrue(campaign.crm_is_over)

    def test_a_foreign_amount_counts_by_the_rate_of_its_day(self):
        foreign = self.env["res.currency"].create(
            {
                "name": "XFC",
                "symbol": "X",
                "rate_ids": [
                    Command.create({"name": "2026-03-01", "rate": 0.5}),
                    Command.create({"name": "2026-03-10", "rate": 0.25}),
                ],
            }
        )
        campaign = self._create_plan()
        early = self._add_cost(campaign, 100, "2026-03-05", currency_id=foreign.id)
        late = self._add_cost(campaign, 100, "2026-03-15", currency_id=foreign.id)
        self.assertEqual((early.amount_company, late.amount_company), (200, 400))
        self.assertEqual(campaign.crm_cost, 600)

    def test_costs_of_a_time_are_those_of_the_company_by_campaign(self):
        spring, autumn = self._create_plan(), self._create_plan(title="Autumn")
        self._add_cost(spring, 10, "2026-02-28")
        self._add_cost(spring, 20, "2026-03-01")
        self._add_cost(spring, 30, "2026-03-31")
        self._add_cost(autumn, 5, "2026-03-31")
        self._add_cost(autumn, 99, company_id=self.company_b.id)
        both = (spring | autumn).with_user(self.marketer)
        self.assertEqual(both._crm_get_costs(), {spring.id: 60, autumn.id: 5})
        march = both._crm_get_costs("2026-03-01", "2026-03-31")
        self.assertEqual(march, {spring.id: 50, autumn.id: 5})
        self.assertEqual(spring._crm_get_costs("2026-03-31"), {spring.id: 30})
        everything = self.env["utm.campaign"].with_user(self.marketer)._crm_get_costs()
        self.assertEqual(everything[spring.id], 60)

    def test_who_does_not_see_all_figures_sees_no_costs(self):
        campaign = self._create_plan()
        cost = self._add_cost(campaign, 10)
        for user in (self.seller, self.leader, self.user_plain):
            with self.assertRaises(AccessError):
                cost.with_user(user).read(["amount"])
            with self.assertRaises(AccessError):
                campaign.with_user(user)._crm_get_costs()
        with self.assertRaises(AccessError):
            cost.with_user(self.head).amount = 5
        self.assertEqual(cost.with_user(self.head).amount, 10)
        self.assertEqual(campaign.with_user(self.marketer).crm_cost, 10)

    def test_where_a_cost_comes_from_is_sealed(self):
        campaign = self._create_plan()
        costs = self.env["crm.sales.campaign.cost"].with_user(self.marketer)
        with self.assertRaises(AccessError):
            costs.create({"campaign_id": campaign.id, "amount": 1, "origin": "bill"})

    def test_costs_of_many_campaigns_take_as_many_queries_as_of_few(self):
        plans = self.env["utm.campaign"].union(
            *(self._create_plan(title=f"Plan {number}") for number in range(100))
        )
        for plan in plans:
            self._add_cost(plan, 10)
        names = ["crm_cost", "crm_budget", "crm_result_leads", "crm_cost_per_lead", "crm_roi"]

        def count(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.with_user(self.marketer).read(names)
            return self.env.cr.sql_log_count - before

        count(plans[:10])
        self.assertEqual(count(plans), count(plans[:10]))


@tagged("post_install", "-at_install")
class TestCampaignBill(AccountTestInvoicingCommon):
    @classmethod
    def setup_independent_user(cls):
        """Whoever keeps the books here makes users, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("crm_customer.group_finance")
        cls.company = cls.company_data["company"]
        cls.campaign = cls.env["utm.campaign"].create(
            {"title": "Fair", "company_id": cls.company.id}
        )
        cls.bill = cls._create_bill()
        cls.costs = cls.env["crm.sales.campaign.cost"]

    @classmethod
    def _create_bill(cls, move_type="in_invoice"):
        """Create a bill of two lines; the first of 1,000 is the campaign's."""
        return cls.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": cls.partner_a.id,
                "invoice_date": "2026-03-05",
                "date": "2026-03-05",
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Booth",
                            "price_unit": 1000,
                            "crm_campaign_id": cls.campaign.id,
                            "tax_ids": [Command.set(cls.tax_purchase_a.ids)],
                        }
                    ),
                    Command.create({"name": "Paper", "price_unit": 300}),
                ],
            }
        )

    def _found(self):
        return self.costs.sudo().search([("campaign_id", "=", self.campaign.id)])

    def test_a_posted_bill_is_a_cost_without_its_taxes(self):
        self.assertFalse(self._found())
        self.bill.action_post()
        cost = self._found()
        self.assertEqual((cost.amount_company, cost.origin), (1000, "bill"))
        self.assertEqual(str(cost.date), "2026-03-05")
        self.assertEqual(cost.move_line_id.name, "Booth")

    def test_a_bill_taken_back_costs_nothing(self):
        self.bill.action_post()
        self.bill.button_draft()
        self.assertFalse(self._found())
        self.bill.action_post()
        self.assertEqual(self._found().amount, 1000)

    def test_a_refund_gives_back(self):
        self.bill.action_post()
        self._create_bill("in_refund").action_post()
        self.assertEqual(sum(self._found().mapped("amount_company")), 0)

    def test_a_line_given_to_another_campaign_moves_its_cost(self):
        self.bill.action_post()
        other = self.env["utm.campaign"].create({"title": "Other"})
        self.bill.invoice_line_ids[0].crm_campaign_id = other
        self.assertFalse(self._found())
        self.assertEqual(self.costs.search([("campaign_id", "=", other.id)]).amount, 1000)

    def test_a_customer_invoice_is_no_cost(self):
        self._create_bill("out_invoice").action_post()
        self.assertFalse(self._found())

    def test_a_line_takes_the_kind_that_the_budget_has_for_its_vendor(self):
        self.env["crm.sales.campaign.budget"].create(
            {
                "campaign_id": self.campaign.id,
                "company_id": self.company.id,
                "kind": "event",
                "partner_id": self.partner_a.id,
                "amount": 900,
            }
        )
        self.bill.action_post()
        self.assertEqual(self._found().kind, "event")

    def test_marketing_sees_the_amount_and_not_the_bill(self):
        self.bill.action_post()
        marketer = self.env["res.users"].create(
            {
                "name": "Marketer",
                "login": "bill_marketer",
                "company_id": self.company.id,
                "company_ids": [Command.set(self.company.ids)],
                "group_ids": [Command.set([self.env.ref("crm_customer.role_marketing").id])],
            }
        )
        cost = self._found().with_user(marketer)
        self.assertEqual(cost.read(["amount"])[0]["amount"], 1000)
        with self.assertRaises(AccessError):
            cost.read(["move_line_id"])
        with self.assertRaisesRegex(AccessError, "vendor bill"):
            cost.write({"amount": 1})
        with self.assertRaisesRegex(AccessError, "vendor bill"):
            cost.unlink()

    def test_costs_are_those_of_the_lines_after_many_acts(self):
        for step in range(12):
            if step % 3 == 0 and self.bill.state == "draft":
                self.bill.action_post()
            elif step % 3 == 1 and self.bill.state == "posted":
                self.bill.button_draft()
            else:
                line = self.bill.invoice_line_ids[step % 2]
                line.crm_campaign_id = False if line.crm_campaign_id else self.campaign
            found = sum(self._found().mapped("amount_company"))
            self.env.flush_all()
            self.env.cr.execute(
                """
                SELECT COALESCE(SUM(l.balance), 0) FROM account_move_line l
                  JOIN account_move m ON m.id = l.move_id
                 WHERE m.state = 'posted' AND l.crm_campaign_id = %s
                """,
                (self.campaign.id,),
            )
            self.assertEqual(found, float(self.env.cr.fetchone()[0]))
