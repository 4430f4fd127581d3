import random

from odoo.tests import tagged

from ...tools.cross_sell.pairs import Counts, choose, pair_number
from .common import CrossCommon


@tagged("post_install", "-at_install")
class TestCrossRebuild(CrossCommon):
    def _expect(self, products):
        """Return {(product, other): customers of both}, counted in Python."""
        start = self.pairs._get_start(self.company)
        baskets = {}
        for record in self.records.search([("date_last", ">=", start)]):
            baskets.setdefault(record.partner_id, set()).add(record.product_id)
        sizes = {
            product: sum(product in basket for basket in baskets.values()) for product in products
        }
        frequent = [product for product in products if sizes[product] >= 5]
        names, rows = [], []
        for place, one in enumerate(frequent):
            for two in frequent[place + 1 :]:
                both = sum({one, two} <= basket for basket in baskets.values())
                if both >= 5:
                    names.append((one, two))
                    rows.append(Counts(both, sizes[one], sizes[two], len(baskets)))
        found = choose(rows, pair_number(len(frequent)), 1.2)
        return {
            pair: rows[place].both for place in found for pair in (names[place], names[place][::-1])
        }

    def test_pairs_equal_their_rebuild_after_1000_random_purchases(self):
        dice = random.Random(7)
        products = self.env["product.product"].create(
            [{"name": f"P{place}", "type": "service"} for place in range(8)]
        )
        customers = self._customers(60)
        known = {}
        for number in range(1000):
            key = (dice.randrange(60), dice.randrange(8))
            if key in known and dice.random() < 0.6:
                known.pop(key).unlink()
            elif key not in known:
                partner, product = customers[key[0]], products[key[1]]
                self._bought(partner, product, days=dice.choice((30, 400, 900)))
                known[key] = self.records.search(
                    [("partner_id", "=", partner.id), ("product_id", "=", product.id)]
                )
            if number % 250 == 249:
                for place in range(0, 60, 3):
                    if (place, 0) not in known:
                        self._bought(customers[place], products[0])
                        known[place, 0] = self.records.search(
                            [
                                ("partner_id", "=", customers[place].id),
                                ("product_id", "=", products[0].id),
                            ]
                        )
                self._compute()
                pairs = self.pairs.search([])
                self.assertEqual(
                    {(pair.product_id, pair.other_id): pair.both_count for pair in pairs},
                    self._expect(products),
                )
