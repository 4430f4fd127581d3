from odoo.tests import BaseCase

from ...tools.forecast import Trial, naive_forecasts, verdict


class TestBacktest(BaseCase):
    def test_naive_methods_by_hand(self):
        self.assertEqual(
            naive_forecasts([10, 20, 30, 70], season=4), {"last": 70, "mean": 40, "season": 10}
        )
        self.assertEqual(naive_forecasts([10], season=4), {"last": 10})
        self.assertEqual(naive_forecasts([], season=4), {})

    def _trials(self, errors):
        return {period: Trial(100 + error, 100) for period, error in enumerate(errors)}

    def test_the_model_is_better_when_its_error_is_smaller(self):
        """Errors of 5 on average against 10 and 20."""
        found = verdict(
            self._trials([5, -5, 0, 10, 5, 5]),
            {"last": self._trials([10] * 6), "season": self._trials([20, -20] * 3)},
        )
        self.assertEqual(found.errors, {"model": 5, "last": 10, "season": 20})
        self.assertEqual((found.best_naive, found.better, found.periods), ("last", True, 6))

    def test_it_says_so_when_it_is_worse(self):
        found = verdict(self._trials([30] * 6), {"last": self._trials([10] * 6)})
        self.assertIs(found.better, False)

    def test_few_periods_decide_nothing(self):
        found = verdict(self._trials([1] * 5), {"last": self._trials([10] * 5)})
        self.assertIsNone(found.better)
        self.assertIsNone(verdict({}, {}).better)

    def test_a_method_without_a_past_for_all_periods_is_not_compared(self):
        found = verdict(self._trials([5] * 6), {"season": self._trials([1] * 4)})
        self.assertEqual((found.errors, found.better), ({"model": 5}, None))
