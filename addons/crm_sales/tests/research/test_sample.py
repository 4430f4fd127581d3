from math import sqrt

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.research import margin_of_error, sample_size

CONFIDENCES = st.sampled_from([0.9, 0.95, 0.99])
MARGINS = st.floats(0.01, 0.5)
POPULATIONS = st.integers(2, 10_000_000)


@tagged("post_install", "-at_install")
class TestSample(BaseCase):
    def test_a_large_population_needs_385_answers(self):
        # 1.96² × 0.25 / 0.05² = 384.1
        self.assertEqual(sample_size(0.05), 385)

    def test_a_thousand_need_278_answers(self):
        # 384.15 / (1 + 383.15 / 1000) = 277.7
        self.assertEqual(sample_size(0.05, population=1000), 278)

    def test_a_wider_margin_and_less_confidence_need_fewer(self):
        # 2.5758² × 0.25 / 0.1² = 165.9; 1.6449² × 0.25 / 0.1² = 67.6
        self.assertEqual(sample_size(0.1, 0.99), 166)
        self.assertEqual(sample_size(0.1, 0.9), 68)

    def test_a_hundred_answers_leave_ten_points(self):
        self.assertAlmostEqual(margin_of_error(100), 0.098, 3)
        # 0.098 × √(900 / 999)
        self.assertAlmostEqual(margin_of_error(100, population=1000), 0.098 * sqrt(900 / 999), 4)

    def test_no_answer_has_no_margin_and_all_answers_leave_none(self):
        self.assertIsNone(margin_of_error(0))
        self.assertEqual(margin_of_error(50, population=50), 0)

    def test_a_margin_that_is_none_is_refused(self):
        for margin, confidence in ((0, 0.95), (1, 0.95), (0.05, 1), (0.05, 0)):
            with self.assertRaises(ValueError):
                sample_size(margin, confidence)

    @given(MARGINS, CONFIDENCES, POPULATIONS)
    def test_what_is_needed_reaches_the_margin(self, margin, confidence, population):
        needed = sample_size(margin, confidence, population)
        self.assertTrue(1 <= needed <= population)
        reached = margin_of_error(needed, confidence, population)
        self.assertLessEqual(reached, margin + 1e-6)

    @given(MARGINS, CONFIDENCES, POPULATIONS)
    def test_a_smaller_population_never_needs_more(self, margin, confidence, population):
        self.assertLessEqual(
            sample_size(margin, confidence, population),
            sample_size(margin, confidence, population * 2),
        )
        self.assertLessEqual(
            sample_size(margin, confidence, population), sample_size(margin, confidence)
        )
