from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.relation import merged_dates
from ...tools.undo import settle, still

NAMES = ("a", "b", "c")
VALUES = st.fixed_dictionaries({name: st.integers(0, 2) for name in NAMES})
MOMENTS = st.one_of(
    st.just(False), st.integers(0, 9).map(lambda day: datetime(2026, 3, 2) + timedelta(day))
)
DATES = st.fixed_dictionaries({"date_opened": MOMENTS, "date_last_message": MOMENTS})


@tagged("post_install", "-at_install")
class TestUndoEngine(BaseCase):
    @given(VALUES, VALUES)
    def test_untouched_it_is_as_it_was(self, before, after):
        back, touched = settle(before, after, after)
        self.assertEqual(after | back, before)
        self.assertEqual(touched, [])

    @given(VALUES, VALUES, VALUES)
    def test_what_was_touched_since_is_left_alone_and_named(self, before, after, now):
        back, touched = settle(before, after, now)
        for name in NAMES:
            result = (now | back)[name]
            if before[name] == after[name]:
                self.assertEqual(result, now[name])
            else:
                self.assertIn(result, (before[name], now[name]))
                self.assertEqual(name in touched, result != before[name])

    @given(
        st.lists(st.integers(1, 9), unique=True), st.dictionaries(st.integers(1, 9), st.booleans())
    )
    def test_each_moved_record_goes_back_or_is_named(self, ids, values):
        back, touched = still(ids, values, True)
        self.assertEqual(sorted(back + touched), sorted(ids))
        self.assertTrue(all(values[each] for each in back))

    @given(DATES, DATES)
    def test_one_case_spans_both(self, one, other):
        merged = merged_dates(one, other)
        self.assertEqual(merged, merged_dates(other, one))
        for values in (one, other):
            if values["date_opened"]:
                self.assertLessEqual(merged["date_opened"], values["date_opened"])
            if values["date_last_message"]:
                self.assertGreaterEqual(merged["date_last_message"], values["date_last_message"])
