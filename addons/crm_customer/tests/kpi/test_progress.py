from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.kpi.progress import attainment, is_met, status, target_to_date

numbers = st.floats(-1e6, 1e6)


def judge(value, target, due, more=True, cumulative=True, over=False):
    return status(value, target, due, more=more, is_cumulative=cumulative, is_over=over)


@tagged("post_install", "-at_install")
class TestProgress(BaseCase):
    def test_due_by_now_by_hand(self):
        self.assertEqual(target_to_date(22, 0.5, is_cumulative=True), 11)
        self.assertEqual(target_to_date(90, 0.5, is_cumulative=False, baseline=80), 85)
        self.assertEqual(target_to_date(90, 0.5, is_cumulative=False), 90)

    def test_a_figure_to_be_raised(self):
        # 11 are due; 10 % slack begins below 9.9
        self.assertEqual(judge(11, 22, 11), "on_track")
        self.assertEqual(judge(9.9, 22, 11), "on_track")
        self.assertEqual(judge(9.8, 22, 11), "at_risk")
        self.assertEqual(judge(22, 22, 11), "reached")
        self.assertEqual(judge(22, 22, 22, over=True), "reached")
        self.assertEqual(judge(21, 22, 22, over=True), "missed")

    def test_a_figure_to_be_kept_low(self):
        self.assertEqual(judge(2, 6, 3, more=False), "on_track")
        self.assertEqual(judge(4, 6, 3, more=False), "at_risk")
        self.assertEqual(judge(7, 6, 3, more=False), "missed")
        self.assertEqual(judge(6, 6, 6, more=False, over=True), "reached")

    def test_a_level_is_reached_at_the_end_alone(self):
        self.assertEqual(judge(92, 90, 85, cumulative=False), "on_track")
        self.assertEqual(judge(70, 90, 85, cumulative=False), "at_risk")
        self.assertEqual(judge(92, 90, 90, cumulative=False, over=True), "reached")

    def test_without_a_value_there_is_no_data(self):
        self.assertEqual(judge(None, 10, 5, over=True), "no_data")

    def test_attainment_by_hand(self):
        self.assertEqual(attainment(11, 22, more=True), 50)
        self.assertEqual(attainment(4, 8, more=False), 100)
        self.assertEqual(attainment(16, 8, more=False), 50)
        self.assertEqual(attainment(0, 0, more=True), 100)

    @given(numbers, numbers, numbers, st.booleans(), st.booleans())
    def test_at_the_end_it_is_one_or_the_other(self, value, target, due, more, cumulative):
        word = judge(value, target, due, more=more, cumulative=cumulative, over=True)
        self.assertEqual(word, "reached" if is_met(value, target, more=more) else "missed")

    @given(numbers, st.floats(0, 1e5), numbers, numbers, st.booleans())
    def test_better_is_never_worse(self, value, step, target, due, cumulative):
        order = ["missed", "at_risk", "on_track", "reached"]
        for more, better in ((True, value + step), (False, value - step)):
            words = [
                judge(figure, target, due, more=more, cumulative=cumulative)
                for figure in (value, better)
            ]
            self.assertLessEqual(order.index(words[0]), order.index(words[1]))
