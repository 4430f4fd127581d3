from collections import Counter

from odoo.tests import BaseCase

from ...tools.quality import draw, score


class TestEngine(BaseCase):
    def test_the_same_seed_draws_the_same_whatever_the_order(self):
        tickets = list(range(100))
        drawn = draw(5, 7, tickets, 10)
        self.assertEqual(drawn, draw(5, 7, tickets[::-1], 10))
        self.assertEqual(len(set(drawn)), 10)
        self.assertNotEqual(drawn, draw(6, 7, tickets, 10))
        self.assertNotEqual(drawn, draw(5, 8, tickets, 10), "each agent has an own draw")

    def test_who_has_few_tickets_has_all_of_them_drawn(self):
        self.assertEqual(draw(5, 7, {3, 1}, 10), [1, 3])
        self.assertEqual(draw(5, 7, set(), 10), [])

    def test_each_ticket_has_the_same_chance(self):
        """5 of 20 in 2,000 draws: 500 each; five standard deviations are 97."""
        counts = Counter()
        for seed in range(2000):
            counts.update(draw(seed, 7, range(20), 5))
        self.assertEqual(len(counts), 20)
        for count in counts.values():
            self.assertLess(abs(count - 500), 97)

    def test_score_by_hand(self):
        self.assertEqual(score([(3, "yes"), (1, "no")]), 0.75)
        self.assertEqual(score([(3, "partly"), (1, "yes")]), 0.625)
        self.assertEqual(score([(3, "na"), (1, "partly")]), 0.5, "what does not apply is left out")
        self.assertEqual(score([(3, "yes"), (1, False)]), 1, "what is open yet as well")
        self.assertIsNone(score([(3, "na")]))
        self.assertIsNone(score([]))
