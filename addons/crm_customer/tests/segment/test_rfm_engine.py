from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.segment.rfm import (
    CLASSIC,
    CLASSIC_GRID,
    SCORES,
    VALUE,
    VALUE_CLASSES,
    cells,
    classify,
    parse_limits,
    quantile_limits,
    score_above,
    score_from,
    score_within,
)

# what Putler publishes: R and the mean of F and M, from and to; 0 is below the scale
PUTLER = {
    "champion": ((4, 5), (4, 5)),
    "loyal": ((2, 5), (3, 5)),
    "potential": ((3, 5), (1, 3)),
    "new": ((4, 5), (0, 1)),
    "promising": ((3, 4), (0, 1)),
    "attention": ((2, 3), (2, 3)),
    "sleeping": ((2, 3), (0, 2)),
    "at_risk": ((0, 2), (2, 5)),
    "cannot_lose": ((0, 1), (4, 5)),
    "hibernating": ((1, 2), (1, 2)),
    "lost": ((0, 2), (0, 2)),
}
score = st.sampled_from(SCORES)
numbers = st.lists(st.integers(-50, 50), min_size=1, max_size=60)


@tagged("post_install", "-at_install")
class TestRfmEngine(BaseCase):
    def test_every_cell_has_one_class_and_every_class_a_cell(self):
        for scheme, count in ((CLASSIC, 11), (VALUE, 8)):
            found = {scores: classify(scheme, *scores) for scores in product(SCORES, repeat=3)}
            self.assertEqual(len(found), 125)
            self.assertEqual(len(set(found.values())), count)
            self.assertEqual(
                cells(scheme), [found[scores] for scores in sorted(found)], "in this order"
            )

    def test_the_grid_keeps_inside_the_published_ranges(self):
        for recency, row in CLASSIC_GRID.items():
            for mean, name in enumerate(row, 1):
                (r_low, r_high), (low, high) = PUTLER[name]
                self.assertTrue(r_low <= recency <= r_high and low <= mean <= high, name)

    def test_high_is_above_the_middle_of_the_scale(self):
        self.assertEqual(classify(VALUE, 4, 4, 4), "key_value")
        self.assertEqual(classify(VALUE, 4, 3, 5), "key_growth")
        self.assertEqual(classify(VALUE, 3, 3, 3), "general_win_back")
        self.assertEqual(len(VALUE_CLASSES), 8)

    def test_the_mean_is_rounded_half_up(self):
        self.assertEqual(classify(CLASSIC, 5, 3, 4), "champion")
        self.assertEqual(classify(CLASSIC, 5, 2, 1), "potential")
        self.assertEqual(classify(CLASSIC, 1, 1, 1), "lost")

    def test_wrong_scores_and_schemes_are_refused(self):
        for wrong in ((0, 1, 1), (1, 6, 1)):
            with self.assertRaises(ValueError):
                classify(CLASSIC, *wrong)
        with self.assertRaises(ValueError):
            classify("other", 1, 1, 1)

    @given(numbers)
    def test_a_score_counts_the_fifths_that_are_strictly_worse(self, values):
        limits = quantile_limits(values)
        for value in values:
            worse = sum(other < value for other in values)
            # a fifth is worse when it is worse in whole
            self.assertEqual(score_above(value, limits), 1 + 5 * worse // len(values))

    @given(numbers)
    def test_a_better_value_never_has_a_worse_score(self, values):
        limits = quantile_limits(values)
        scores = [score_above(value, limits) for value in sorted(values)]
        self.assertEqual(scores, sorted(scores))

    @given(score, score, score, score)
    def test_classes_of_the_eight_depend_on_high_and_low_alone(self, recency, f, m, other):
        if (other > 3) == (f > 3):
            self.assertEqual(classify(VALUE, recency, f, m), classify(VALUE, recency, other, m))

    def test_limits_of_ones_own_count_from_and_up_to(self):
        self.assertEqual(
            [score_from(value, [2, 3, 5, 10]) for value in (1, 2, 9, 10)], [1, 2, 4, 5]
        )
        days = [0, 30, 31, 365, 366]
        self.assertEqual([score_within(day, [30, 90, 180, 365]) for day in days], [5, 5, 4, 2, 1])

    def test_limits_are_read_as_people_write_them(self):
        self.assertEqual(parse_limits("30, 90,180 365"), [30, 90, 180, 365])
        self.assertEqual(parse_limits("1000，5000、20000 1e6"), [1000, 5000, 20000, 1e6])

    def test_unreadable_limits_are_refused(self):
        for text in ("", "1, 2, 3", "1 2 3 4 5", "1 1 2 3", "4 3 2 1", "a b c d", "-1 2 3 4"):
            with self.assertRaises(ValueError, msg=text):
                parse_limits(text)
        for text in ("1 2 3 inf", "1 2 3 nan", "nan 2 3 4"):
            with self.assertRaises(ValueError, msg=text):
                parse_limits(text)
