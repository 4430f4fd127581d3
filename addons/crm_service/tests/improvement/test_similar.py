import random

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase

from ...tools.improvement.similar import Item, group, likeness, rank, tokens_of, weigh

WORDS = st.sampled_from(
    ["gripper", "program", "lost", "power", "arm", "belt", "夹爪", "程序", "丢失", "断电"]
)
ITEMS = st.lists(
    st.builds(
        lambda words, category, product: (frozenset(tokens_of(" ".join(words))), category, product),
        st.lists(WORDS, max_size=6),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    max_size=12,
)


def items_of(drawn):
    return [Item(key, *values) for key, values in enumerate(drawn, 1)]


class TestSimilar(TransactionCase):
    def test_chinese_is_read_in_pairs_and_latin_in_words(self):
        self.assertEqual(
            tokens_of("QM-R6 夹爪程序丢失, again"),
            ["qm", "r6", "夹爪", "爪程", "程序", "序丢", "丢失", "again"],
        )

    def test_a_single_character_is_a_token(self):
        self.assertEqual(tokens_of("慢"), ["慢"])

    def test_nothing_said_has_no_tokens(self):
        for text in (None, "", " \n", "!?…"):
            self.assertEqual(tokens_of(text), [])

    def test_the_same_words_are_as_alike_as_can_be(self):
        item = Item(1, frozenset(tokens_of("夹爪程序丢失")))
        self.assertAlmostEqual(likeness(item, item, weigh([item.tokens])), 1)

    def test_different_words_for_one_thing_form_a_group(self):
        said = [
            "夹爪断电后程序没了",
            "Power supply too loud",
            "停电后夹爪程序丢失",
            "夹爪程序断电丢失",
            "Export to a spreadsheet",
        ]
        items = [Item(key, frozenset(tokens_of(text)), 1) for key, text in enumerate(said, 1)]
        self.assertEqual(group(items), {1: 1, 2: 2, 3: 1, 4: 1, 5: 5})

    def test_same_category_alone_makes_nothing_alike(self):
        items = [Item(1, frozenset(["a"]), 1, 1), Item(2, frozenset(["b"]), 1, 1)]
        self.assertEqual(group(items), {1: 1, 2: 2})

    def test_the_most_alike_comes_first(self):
        first = Item(1, frozenset("abcd"))
        others = [
            Item(2, frozenset("abxy")),
            Item(3, frozenset("abcd")),
            Item(4, frozenset("qrst")),
        ]
        self.assertEqual([key for key, _value in rank(first, others)], [3, 2])

    @given(ITEMS)
    @settings(max_examples=200, deadline=None)
    def test_each_item_is_in_one_group_whose_first_is_its_own(self, drawn):
        items = items_of(drawn)
        groups = group(items)
        self.assertEqual(set(groups), {item.key for item in items})
        for key, first in groups.items():
            self.assertEqual(groups[first], first)
            self.assertLessEqual(first, key)

    @given(ITEMS, st.randoms(use_true_random=False))
    @settings(max_examples=200, deadline=None)
    def test_the_order_of_arrival_changes_nothing(self, drawn, rng):
        items = items_of(drawn)
        mixed = list(items)
        rng.shuffle(mixed)
        self.assertEqual(group(items), group(mixed))

    @given(ITEMS)
    @settings(max_examples=200, deadline=None)
    def test_likeness_is_mutual_and_between_nothing_and_one(self, drawn):
        items = items_of(drawn)
        weights = weigh([item.tokens for item in items])
        for first in items:
            for second in items:
                value = likeness(first, second, weights)
                self.assertTrue(0 <= value <= 1)
                self.assertAlmostEqual(value, likeness(second, first, weights))

    def test_planted_groups_are_found_among_noise(self):
        rng = random.Random(7)
        topics = ["夹爪断电程序丢失", "交期推迟没有通知", "检测数据导出表格"]
        noise = "的了是在我们希望可以有时候"
        said = [
            (number % 3, topics[number % 3] + "".join(rng.sample(noise, 4))) for number in range(60)
        ]
        items = [
            Item(key, frozenset(tokens_of(text)), topic + 1)
            for key, (topic, text) in enumerate(said, 1)
        ]
        groups = group(items)
        for key, first in groups.items():
            self.assertEqual(said[key - 1][0], said[first - 1][0])
        self.assertEqual(len(set(groups.values())), 3)
