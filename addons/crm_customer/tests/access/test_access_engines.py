from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.access.domain_tree import domain_tree
from ...tools.access.group_path import closure, group_path

GROUPS = st.integers(1, 12)
IMPLIED = st.dictionaries(GROUPS, st.sets(GROUPS, max_size=4))


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
