from datetime import timedelta
from random import Random

from odoo.tests import tagged

from ...tools.attribution import METHODS, Journey, Touch, credit_by_channel, time_decay
from .common import DECIDED, AttributionCommon


@tagged("post_install", "-at_install")
class TestAttribute(AttributionCommon):
    """What the statement writes, against examples by hand and against the engine."""

    def _three_touches(self):
        """A fair 14 days before, a mailing 7 days before, a call on the day itself."""
        self._touch(14, "event", self.fair)
        self._touch(7, "mailing", self.spring)
        self._touch(0, "call")
        return self._deal(1000)

    def test_first(self):
        self.assertEqual(self._earned(self._three_touches(), "first"), {"Fair": 1000})

    def test_last(self):
        self.assertEqual(self._earned(self._three_touches(), "last"), {"call": 1000})

    def test_linear(self):
        # 333.33 each, the cent that is left to the first
        self.assertEqual(
            self._earned(self._three_touches(), "linear"),
            {"Fair": 333.34, "Spring": 333.33, "call": 333.33},
        )

    def test_time_decay(self):
        # weights 1/4, 1/2, 1 of 7/4
        self.assertEqual(
            self._earned(self._three_touches(), "decay"),
            {"Fair": 142.86, "Spring": 285.71, "call": 571.43},
        )

    def test_time_decay_with_another_half_life(self):
        self.company.crm_attribution_half_life = 14
        # weights 1/2, 0.7071, 1 of 2.2071
        self.assertEqual(
            self._earned(self._three_touches(), "decay"),
            {"Fair": 226.54, "Spring": 320.38, "call": 453.08},
        )

    def test_position(self):
        self.assertEqual(
            self._earned(self._three_touches(), "position"),
            {"Fair": 400, "Spring": 200, "call": 400},
        )

    def test_a_deal_that_nothing_touched_is_direct(self):
        deal = self._deal(500)
        for model in METHODS:
            self.assertEqual(self._earned(deal, model), {"direct": 500})

    def test_what_was_before_the_window_or_after_the_decision_has_not_earned_it(self):
        self._touch(91, "event", self.fair)
        self._touch(-1, "call")
        deal = self._deal()
        self.assertEqual(self._earned(deal, "linear"), {"direct": 1000})
        self.company.crm_attribution_days = 100
        self.assertEqual(self._earned(deal, "linear"), {"Fair": 1000})

    def test_touches_of_the_lead_its_contact_and_the_company_count(self):
        person = self.env["res.partner"].create({"name": "Ann", "parent_id": self.customer.id})
        deal = self._deal(900, partner_id=person.id)
        self._touch(3, "form", lead=deal)
        self._touch(2, "mailing", self.spring, partner_id=person.id)
        self._touch(1, "visit")
        self._touch(1, "call", customer=self._create_customer("Others"))
        self.assertEqual(self._earned(deal, "linear"), {"form": 300, "Spring": 300, "visit": 300})

    def test_touches_of_another_company_do_not_count(self):
        self._touch(1, "call", company_id=self.company_b.id)
        self.assertEqual(self._earned(self._deal(), "linear"), {"direct": 1000})

    def test_the_path_tells_what_follows_itself_once(self):
        for days, channel, campaign in (
            (9, "mailing", self.spring),
            (8, "mailing", self.spring),
            (7, "link", self.spring),
            (6, "mailing", None),
        ):
            self._touch(days, channel, campaign)
        deal = self._deal()
        self.journeys._attribute(deal.ids)
        journey = self.journeys.search([("lead_id", "=", deal.id)])
        self.assertEqual(journey.path, "mailing>link>mailing")
        self.assertEqual(journey.campaigns, f"{self.spring.id}>0")
        self.assertEqual((journey.touch_count, journey.days), (4, 9))
        self.assertEqual(journey.path_text, "Mailing → Advertisement or Link → Mailing")

    def test_revenue_by_confirmed_orders(self):
        deal = self._deal(1000)
        product = self.env["product.product"].create({"name": "Gripper", "taxes_id": False})
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "opportunity_id": deal.id,
                    "company_id": self.company.id,
                    "order_line": [
                        (0, 0, {"product_id": product.id, "price_unit": price, "tax_ids": False})
                    ],
                }
                for price in (700, 55.5, 9999)
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET state = 'sale' WHERE id = ANY(%s)", [orders[:2].ids]
        )
        self.company.crm_attribution_revenue = "order"
        self.assertEqual(self._earned(deal, "last"), {"direct": 755.5})

    def test_the_statement_equals_the_engine_to_the_cent(self):
        chance, deals = Random(7), {}
        for number in range(60):
            customer = self._create_customer(f"Customer {number}")
            revenue = chance.choice([0, 0.01, 0.05, 99.99, 1000, 123456.78, chance.random() * 1e4])
            deal = self._deal(round(revenue, 2), partner_id=customer.id)
            touches = []
            for _touch in range(chance.randrange(1, 14)):
                days = chance.choice([0, 1, 7, 7, chance.randrange(80000) / 1000])
                moment = (DECIDED - timedelta(days=days)).replace(microsecond=0)
                channel = chance.choice(["mailing", "link", "call", "visit"])
                record = self._touch(0, channel, customer=customer, date=moment)
                touches.append((record.date, record.id, channel))
            deals[deal] = Journey(
                tuple(
                    Touch(channel, (DECIDED - date).total_seconds() / 86400)
                    for date, _id, channel in sorted(touches)
                ),
                deal.expected_revenue,
            )
        self.journeys._attribute([deal.id for deal in deals])
        for deal, journey in deals.items():
            rows = self.credits.search([("lead_id", "=", deal.id)])
            for model, method in METHODS.items():
                told = credit_by_channel(journey, method)
                self.assertEqual(
                    {row.channel: round(row[f"amount_{model}"], 2) for row in rows},
                    {channel: round(amount, 2) for channel, amount in told.items()},
                    f"{model} of {journey}",
                )
        self.assertEqual(METHODS["decay"], time_decay)


@tagged("post_install", "-at_install")
class TestAttributeAnew(AttributionCommon):
    """What has changed is attributed again, and the rest is not."""

    def _stale(self, minutes=0):
        return self.journeys._get_stale(self.env.cr.now() + timedelta(minutes=minutes))

    def _forget_changes(self):
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_lead SET write_date = '2020-01-01'")
        self.env.cr.execute("UPDATE crm_sales_touchpoint SET changed_on = '2020-01-01'")
        self.env.cr.execute("UPDATE sale_order SET write_date = '2020-01-01'")
        self.env.invalidate_all()

    def test_a_deal_that_is_open_again_has_earned_nothing(self):
        deal = self._deal()
        self.journeys._attribute(deal.ids)
        self._forget_changes()
        self.env.cr.execute("UPDATE crm_lead SET won_status = 'pending' WHERE id = %s", [deal.id])
        deal.expected_revenue = 5
        self.assertEqual(self._stale(-1), deal.ids)
        self.journeys._attribute(deal.ids)
        self.assertFalse(self.journeys.search([("lead_id", "=", deal.id)]))
        self.assertFalse(self.credits.search([("lead_id", "=", deal.id)]))

    def test_a_touch_that_comes_late_makes_the_deals_of_its_customer_stale(self):
        deal, lost = self._deal(), self._deal(status="lost")
        self._deal(partner_id=self._create_customer("Others").id)
        self._forget_changes()
        self.assertEqual(self._stale(-1), [])
        self._touch(3, "call")
        self.assertEqual(self._stale(-1), [deal.id, lost.id])

    def test_the_job_attributes_all_at_first_and_then_what_has_changed(self):
        self._touch(3, "call")
        deal = self._deal()
        self.journeys._ask_for_all()
        while self.journeys._attribute_next():
            pass
        self.assertEqual(
            self.credits.search([("lead_id", "=", deal.id)]).mapped("channel"), ["call"]
        )
        self.assertFalse(self.journeys._attribute_next())

    def test_attributing_twice_changes_nothing(self):
        self._touch(3, "call")
        self._touch(2, "mailing", self.spring)
        deal = self._deal()
        self.assertEqual(self._earned(deal, "decay"), self._earned(deal, "decay"))
        self.assertEqual(self.journeys.search_count([("lead_id", "=", deal.id)]), 1)

    def test_changed_rules_let_all_be_attributed_again(self):
        mark = self.journeys._get_mark()
        mark.date_full = DECIDED
        settings = self.env["res.config.settings"].create({})
        settings.execute()
        self.assertTrue(mark.date_full)
        settings = self.env["res.config.settings"].create({"crm_attribution_days": 30})
        settings.execute()
        self.assertFalse(mark.date_full)
        self.assertEqual(self.company.crm_attribution_days, 30)
