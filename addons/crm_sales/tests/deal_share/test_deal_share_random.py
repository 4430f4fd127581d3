import random
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from odoo.tests import tagged

from odoo.addons.crm_customer.tools.kpi.period import Period

from ..plan.common import PlanCommon

OPERATIONS = 300
CENT = Decimal("0.01")
ALL = Period(date(2025, 1, 1), date(2027, 12, 31))


@tagged("post_install", "-at_install")
class TestDealShareRandom(PlanCommon):
    """After many random acts the credit is what each order, one by one, gives to each person."""

    def setUp(self):
        super().setUp()
        self.random = random.Random(20260316)
        self.people = self.seller + self.mate + self.other

    def _random_shares(self):
        people = self.random.sample(list(self.people), self.random.randint(1, 3))
        cuts = sorted(self.random.sample(range(1, 10000), len(people) - 1))
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, 10000], strict=True)]
        return [
            (5,),
            *(
                (0, 0, {"user_id": user.id, "percent": part / 100})
                for user, part in zip(people, parts, strict=True)
            ),
        ]

    def _act(self, order):
        act = self.random.choice(("confirm", "cancel", "draft", "owner", "shares", "price", "none"))
        if act == "confirm" and order.state == "draft":
            order.state = "sale"
        elif act == "cancel" and order.state == "sale":
            order.state = "cancel"
        elif act == "draft" and order.state == "cancel":
            order.state = "draft"
        elif act == "owner":
            order.user_id = self.random.choice(self.people)
        elif act == "shares":
            order.crm_share_ids = self._random_shares()
        elif act == "none":
            order.crm_share_ids = [(5,)]
        elif act == "price":
            order.order_line.price_unit = self.random.randint(0, 10**7) / 100

    def _rebuild(self, orders):
        """Return ``{user id: amount}``, order by order, and the sum of the orders."""
        credit, total = defaultdict(Decimal), Decimal(0)
        for order in orders.filtered(lambda one: one.state == "sale"):
            amount = Decimal(str(order.amount_untaxed)).quantize(CENT)
            total += amount
            shares = order.crm_share_ids.filtered("date_counted").sorted("id")
            if not shares:
                credit[order.user_id.id] += amount
            so_far, paid = Decimal(0), Decimal(0)
            for share in shares:
                so_far += Decimal(str(share.percent))
                due = (amount * so_far / 100).quantize(CENT, ROUND_HALF_UP)
                credit[share.user_id.id] += due - paid
                paid = due
        return {key: value for key, value in credit.items() if value}, total

    def test_the_credit_equals_its_rebuild(self):
        orders = self.env["sale.order"].union(
            *(self._create_order("2026-03-02", 100, confirm=False) for _number in range(12))
        )
        for _number in range(OPERATIONS):
            self._act(self.random.choice(orders))
        expected, total = self._rebuild(orders)
        figures = self.kpi._get_figures([ALL], self.house, "user")
        found = {key: Decimal(str(value)) for (_place, key), (value, _count) in figures.items()}
        self.assertEqual({key: value for key, value in found.items() if value}, expected)
        whole = self.kpi._get_figures([ALL], self.house)
        self.assertEqual(Decimal(str(whole[0, False][0])), total)
        self.assertEqual(sum(found.values()), total)
