from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.routing.choose import choose, holds, route
from ...tools.routing.facts import (
    ABSENT,
    ASSIGNED,
    CAPACITY,
    FULL,
    LANGUAGE,
    LOAD,
    NOBODY,
    OWNER,
    PERSON,
    TURN,
    WAITING,
    WAYS,
    Enquiry,
    Person,
    Rule,
)

KEYS = st.integers(1, 6)
PEOPLE = st.dictionaries(
    KEYS,
    st.builds(
        Person,
        st.just(0),
        load=st.integers(0, 9),
        taken=st.integers(0, 9),
        capacity=st.integers(0, 9),
        langs=st.frozensets(st.sampled_from(["zh_CN", "en_US"])),
        is_absent=st.booleans(),
    ),
).map(lambda people: {key: _with_key(person, key) for key, person in people.items()})
RULES = st.lists(
    st.builds(
        Rule,
        st.integers(1, 50),
        st.sampled_from(WAYS),
        st.lists(KEYS, unique=True).map(tuple),
        countries=st.frozensets(st.integers(1, 2)),
        value_min=st.sampled_from([0.0, 10.0]),
        prefers_language=st.booleans(),
    ),
    unique_by=lambda rule: rule.key,
    max_size=4,
)
ENQUIRIES = st.lists(
    st.builds(
        Enquiry,
        st.integers(1, 99),
        country=st.integers(1, 3),
        lang=st.sampled_from(["", "zh_CN", "en_US"]),
        value=st.sampled_from([0.0, 20.0]),
        owner=st.one_of(st.none(), KEYS),
    ),
    unique_by=lambda enquiry: enquiry.key,
    max_size=12,
)


def _with_key(person, key):
    return Person(
        key, person.load, person.taken, person.capacity, {}, person.langs, person.is_absent
    )


@tagged("post_install", "-at_install")
class TestRoutingEngine(BaseCase):
    def test_every_condition_is_asked(self):
        enquiry = Enquiry(1, 44, 7, "suzhou", "215000", frozenset({3}), frozenset({4}), "zh_CN",
                          5, 6, 8, "form", 100.0, True, 9)  # fmt: skip
        some = {
            "countries": frozenset({44}), "states": frozenset({7}), "zips": ("20", "215"),
            "cities": frozenset({"suzhou"}), "segments": frozenset({3, 30}),
            "tags": frozenset({4}), "langs": frozenset({"zh_CN"}), "campaigns": frozenset({5}),
            "sources": frozenset({6}), "mediums": frozenset({8}),
            "channels": frozenset({"form"}), "value_min": 100.0, "is_known": True,
        }  # fmt: skip
        self.assertTrue(holds(Rule(1, OWNER, **some), enquiry))
        other = {
            "countries": frozenset({1}), "states": frozenset({1}), "zips": ("21501",),
            "cities": frozenset({"wuxi"}), "segments": frozenset({1}), "tags": frozenset({1}),
            "langs": frozenset({"en_US"}), "campaigns": frozenset({1}),
            "sources": frozenset({1}), "mediums": frozenset({1}),
            "channels": frozenset({"api"}), "value_min": 100.5, "is_known": False,
        }  # fmt: skip
        for name, value in other.items():
            self.assertFalse(holds(Rule(1, TURN, **some | {name: value}), enquiry), name)

    def test_turns_go_round(self):
        people = {key: Person(key) for key in (1, 2, 3)}
        decisions = route([Enquiry(n) for n in range(7)], [Rule(1, TURN, (3, 2, 1))], people)
        self.assertEqual([d.person.key for d in decisions], [1, 2, 3, 1, 2, 3, 1])

    def test_who_has_least_gets_it(self):
        people = {1: Person(1, load=5), 2: Person(2, load=3)}
        decisions = route([Enquiry(n) for n in range(4)], [Rule(1, LOAD, (1, 2))], people)
        self.assertEqual([d.person.key for d in decisions], [2, 2, 1, 2])

    def test_capacities_are_shares(self):
        people = {1: Person(1, capacity=10), 2: Person(2, capacity=5)}
        decisions = route([Enquiry(n) for n in range(18)], [Rule(1, CAPACITY, (1, 2))], people)
        counts = Counter(d.person.key for d in decisions if d.person)
        self.assertEqual(counts, {1: 10, 2: 5})
        self.assertEqual([d.result for d in decisions[15:]], [WAITING] * 3)
        self.assertEqual(decisions[-1].left_out, ((1, FULL), (2, FULL)))

    def test_the_owner_comes_first_and_when_away_the_next_rule(self):
        rules = [Rule(1, OWNER), Rule(2, PERSON, (5,))]
        people = {4: Person(4), 5: Person(5)}
        self.assertEqual(choose(Enquiry(1, owner=4), rules, people).person.key, 4)
        people[4] = Person(4, is_absent=True)
        decision = choose(Enquiry(1, owner=4), rules, people)
        self.assertEqual((decision.person.key, decision.passed), (5, (1,)))
        self.assertEqual(choose(Enquiry(1), rules, people).person.key, 5)

    def test_who_speaks_the_language_comes_first(self):
        people = {1: Person(1, langs=frozenset({"en_US"})), 2: Person(2)}
        rule = Rule(1, TURN, (1, 2), prefers_language=True)
        decision = choose(Enquiry(1, lang="en_US"), [rule], people)
        self.assertEqual((decision.person.key, decision.left_out), (1, ((2, LANGUAGE),)))
        self.assertTrue(choose(Enquiry(1, lang="fr_FR"), [rule], people).person)

    @given(ENQUIRIES, RULES, PEOPLE)
    def test_the_same_facts_give_the_same_decisions(self, enquiries, rules, people):
        first = route(enquiries, rules, people)
        again = dict(reversed(list(people.items())))
        self.assertEqual(first, route(enquiries, rules, again))
        self.assertEqual([d.key for d in first], [e.key for e in enquiries])

    @given(ENQUIRIES, RULES, PEOPLE)
    def test_nobody_gets_what_is_not_meant_for_him(self, enquiries, rules, people):
        taken = Counter()
        for enquiry, decision in zip(enquiries, route(enquiries, rules, people), strict=True):
            fitting = [rule for rule in rules if holds(rule, enquiry)]
            if decision.result == NOBODY:
                self.assertFalse(fitting)
            if decision.result != ASSIGNED:
                self.assertIsNone(decision.person)
                continue
            self.assertIn(decision.rule, fitting)
            self.assertFalse(decision.person.is_absent)
            candidates = {enquiry.owner} if decision.rule.way == OWNER else decision.rule.people
            self.assertIn(decision.person.key, candidates)
            taken[decision.person.key] += 1
            if decision.rule.way == CAPACITY:
                person = people[decision.person.key]
                self.assertLessEqual(person.taken + taken[person.key], person.capacity)

    @given(st.integers(1, 6), st.integers(0, 40), st.sets(KEYS))
    def test_turns_differ_by_one_at_most(self, size, count, absent):
        people = {key: Person(key, is_absent=key in absent) for key in range(1, size + 1)}
        rule = Rule(1, TURN, tuple(people))
        decisions = route([Enquiry(n) for n in range(count)], [rule], people)
        counts = Counter(d.person.key for d in decisions if d.person)
        there = [counts[key] for key in people if key not in absent]
        self.assertLessEqual(max(there, default=0) - min(there, default=0), 1)
        self.assertEqual(sum(there), count if there else 0)
        if not there and count:
            self.assertEqual(decisions[0].left_out[0][1], ABSENT)
