from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.swot import strategy_of

FIELDS = ("strength", "weakness", "opportunity", "threat")


@tagged("post_install", "-at_install")
class TestTows(BaseCase):
    def test_an_inner_field_meets_an_outer_one(self):
        self.assertEqual(strategy_of(["strength", "opportunity"]), "so")
        self.assertEqual(strategy_of(["weakness", "opportunity", "weakness"]), "wo")
        self.assertEqual(strategy_of(["threat", "strength"]), "st")
        self.assertEqual(strategy_of(["threat", "weakness"]), "wt")

    def test_one_field_alone_is_no_strategy(self):
        for fields in ([], ["strength"], ["strength", "weakness", "threat"]):
            self.assertIsNone(strategy_of(fields))

    @given(st.lists(st.sampled_from(FIELDS)))
    def test_order_and_number_do_not_matter(self, fields):
        self.assertEqual(strategy_of(fields), strategy_of(sorted(fields * 2)))
