from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.cash.instalments import allocate, bucket, difference, split
from ...tools.cash.invoice_number import clean, is_digital

cents = st.integers(min_value=0, max_value=10**12).map(lambda number: number / 100)


@tagged("post_install", "-at_install")
class TestCollectionEngine(BaseCase):
    def test_thirds_of_a_hundred_make_it_to_the_cent(self):
        self.assertEqual(split(100, [33.33, 33.33, 33.34]), [33.33, 33.33, 33.34])
        self.assertEqual(split(100.01, [50, 50]), [50.0, 50.01])

    def test_percents_below_a_hundred_are_what_they_are(self):
        self.assertEqual(split(1000, [30, 20]), [300, 200])

    def test_money_lies_on_the_first_ones_first(self):
        self.assertEqual(allocate(450, [300, 300, 400]), [300, 150, 0])
        self.assertEqual(allocate(2000, [300, 300]), [300, 300])
        self.assertEqual(allocate(-5, [300]), [0])

    def test_what_is_short_is_said_to_the_cent(self):
        self.assertEqual(difference(100, [33.33, 33.33, 33.33]), 0.01)
        self.assertEqual(difference(0.3, [0.1, 0.2]), 0.0)

    def test_age_in_classes(self):
        days = (-3, 0, 1, 30, 31, 60, 90, 91)
        keys = ["current", "current", "30", "30", "60", "60", "90", "older"]
        self.assertEqual([bucket(day) for day in days], keys)

    @given(cents, st.lists(st.integers(1, 97), min_size=1, max_size=3))
    def test_a_split_of_the_whole_is_the_whole(self, total, percents):
        percents = [percent / 3 for percent in percents]
        percents.append(100 - sum(percents))
        parts = split(total, percents)
        self.assertEqual(difference(total, parts), 0)

    @given(cents, st.lists(cents, max_size=6))
    def test_laid_out_money_is_the_money_or_all_that_is_asked(self, received, amounts):
        parts = allocate(received, amounts)
        self.assertEqual(round(sum(parts), 2), round(min(received, sum(amounts)), 2))
        self.assertTrue(all(part <= amount for part, amount in zip(parts, amounts, strict=True)))

    def test_invoice_numbers_are_digits_however_they_are_typed(self):
        self.assertEqual(clean("2544 2000 0001 2345 6789"), "25442000000123456789")
        self.assertEqual(
            clean("２５４４２０００００００１２３４５６７８９"[:20]), "25442000000012345678"
        )
        self.assertEqual(clean("4403212130-12345678"), "440321213012345678")
        self.assertTrue(is_digital("25442000000123456789"))

    def test_what_cannot_be_an_invoice_number_is_refused(self):
        for text in ("", None, "1234567", "2544200000012345678", "2544200000012345678A", "1" * 21):
            with self.subTest(text), self.assertRaises(ValueError):
                clean(text)
