from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.access.domain_tree import domain_tree
from ...tools.access.group_path import closure, group_path
from ...tools.access.withdrawal import groups_to_keep, holders_left
from ...tools.quarter import quarter_before, quarter_bounds, quarter_of, quarter_start

GROUPS = st.integers(1, 12)
IMPLIED = st.dictionaries(GROUPS, st.sets(GROUPS, max_size=4))
HELD = st.dictionaries(st.integers(1, 5), st.sets(GROUPS, max_size=3))
DAYS = st.dates(date(2000, 6, 1), date(8999, 1, 1))


class TestAccessEngines(BaseCase):
    @given(st.sets(GROUPS, max_size=3), IMPLIED, GROUPS)
    def test_a_path_leads_from_a_direct_group_to_the_target(self, direct, implied, target):
        path = group_path(direct, implied, target)
        self.assertEqual(bool(path), target in closure(direct, implied))
        if path:
            self.assertIn(path[0], direct)
            self.assertEqual(path[-1], target)
            for group, following in zip(path, path[1:], strict=False):
                self.assertIn(following, implied[group])

    def test_the_shortest_path_is_taken(self):
        implied = {1: [2], 2: [3], 3: [4], 5: [3]}
        self.assertEqual(group_path([1, 5], implied, 4), [5, 3, 4])
        self.assertEqual(group_path([4], implied, 4), [4])

    def test_terms_side_by_side_are_joined_by_and(self):
        leaf, other = ("a", "=", 1), ("b", "=", 2)
        self.assertEqual(domain_tree([leaf, other]), ("&", [leaf, other]))
        self.assertEqual(domain_tree(["|", leaf, "!", other]), ("|", [leaf, ("!", [other])]))
        self.assertEqual(domain_tree(["&", "&", leaf, other, leaf]), ("&", [leaf, other, leaf]))
        self.assertEqual(domain_tree([]), ("&", []))

    def test_a_domain_that_ends_too_early_is_refused(self):
        with self.assertRaises(ValueError):
            domain_tree(["|", ("a", "=", 1)])

    @given(DAYS)
    def test_quarters_follow_one_another_without_a_gap(self, day):
        first, last = quarter_bounds(*quarter_of(day))
        self.assertLessEqual(first, day)
        self.assertLessEqual(day, last)
        self.assertEqual(first, quarter_start(day))
        self.assertNotEqual(quarter_of(last + timedelta(days=1)), quarter_of(day))
        self.assertEqual(quarter_bounds(*quarter_before(day))[1], first - timedelta(days=1))

    def test_quarters_by_hand(self):
        self.assertEqual(quarter_of(date(2026, 11, 5)), (2026, 4))
        self.assertEqual(quarter_before(date(2027, 1, 1)), (2026, 4))
        self.assertEqual(quarter_bounds(2026, 1), (date(2026, 1, 1), date(2026, 3, 31)))
        with self.assertRaises(ValueError):
            quarter_bounds(2026, 5)

    @given(HELD, IMPLIED, HELD, GROUPS)
    def test_who_is_left_holds_the_group_without_what_was_withdrawn(
        self, direct, implied, withdrawn, target
    ):
        left = holders_left(direct, implied, withdrawn, target)
        for user, groups in direct.items():
            rest = groups - withdrawn.get(user, set())
            self.assertEqual(user in left, bool(group_path(rest, implied, target)))

    @given(st.sets(GROUPS), IMPLIED, st.sets(GROUPS), st.sets(GROUPS))
    def test_what_is_kept_is_held_before_and_after_and_nothing_else_comes(
        self, direct, implied, withdrawn, kept
    ):
        given_directly = groups_to_keep(direct, implied, withdrawn, kept)
        before = closure(direct, implied)
        after = closure(direct - withdrawn | given_directly, implied)
        self.assertEqual(kept & before, kept & after)
        self.assertLessEqual(after, before)
