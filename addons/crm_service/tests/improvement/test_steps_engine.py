from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import TransactionCase

from ...tools.improvement import steps
from ...tools.improvement.quarter import bounds, is_quarter, quarter_of, quarters_from

STATES = st.sampled_from([*steps.MOVES])
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


class TestSteps(TransactionCase):
    def test_a_full_improvement_wants_nothing(self):
        full = {name: "x" for names in steps.NEEDS.values() for name in names}
        for old, allowed in steps.MOVES.items():
            for new in allowed:
                self.assertEqual(steps.needs_of(old, new, full | {"measure": "other"}), [])

    def test_a_measure_wants_what_it_measures(self):
        full = {name: "x" for names in steps.NEEDS.values() for name in names}
        needs = steps.needs_of("decided", "progress", full | {"measure": "kpi"})
        self.assertEqual(needs, ["kpi_id"])
        needs = steps.needs_of("decided", "progress", full | {"measure": "tickets"})
        self.assertEqual(needs, ["scope"])

    @given(STATES, STATES)
    def test_what_the_main_button_leads_to_is_a_step_that_follows(self, old, _new):
        for decision in (steps.DO, steps.LATER, steps.NOT, False):
            target = steps.target_of(old, decision)
            self.assertTrue(not target or steps.can_move(old, target))

    @given(STATES, STATES)
    def test_going_back_wants_nothing(self, old, new):
        order = steps.ORDER
        if old in order and new in order and order.index(new) < order.index(old):
            self.assertEqual(steps.needs_of(old, new, {}), [])

    @given(DAYS)
    def test_each_day_lies_in_its_quarter(self, day):
        first, last = bounds(quarter_of(day))
        self.assertTrue(first <= day <= last)
        self.assertEqual(quarter_of(last + timedelta(days=1)), quarters_from(day, 2)[1])
        self.assertEqual(quarters_from(day, 6), sorted(quarters_from(day, 6)))

    def test_only_quarters_are_quarters(self):
        for text in ("", None, "2026", "2026-Q5", "2026-Q0", "26-Q1", "2026-Q1 "):
            self.assertFalse(is_quarter(text))
            with self.assertRaises(ValueError):
                bounds(text)
