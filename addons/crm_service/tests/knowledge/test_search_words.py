from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.knowledge.question import Term, all_of, needed, some_of, terms_of
from ...tools.knowledge.rank import USE, VOTES, boost_of, use_of, votes_of
from ...tools.knowledge.typing import alike, distance
from ...tools.knowledge.words import MOST, body_words, joined, title_words, words_of

texts = st.text(
    st.one_of(
        st.sampled_from("机械臂报警停机密封圈账帐号 abcXYZ019-./_éßø，。'\\&|!:()*"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


def is_true(query, there):
    """Say whether a query of the text search holds where the words ``there`` are, by Python."""
    words = query.replace(":*", "").replace("(", " ( ").replace(")", " ) ").split()
    signs = {"&": "and", "|": "or", "(": "(", ")": ")"}
    return eval(" ".join(signs.get(word, str(word in there)) for word in words))


@tagged("post_install", "-at_install")
class TestSearchWords(BaseCase):
    def test_latin_words_are_folded(self):
        self.assertEqual(body_words("Café ＡＢＣ, naïve!"), ["wcafe", "wabc", "wnaive"])

    def test_codes_are_found_with_and_without_what_stands_between(self):
        self.assertEqual(body_words("QM-R6"), ["wqm", "wr6", "wqmr6"])
        self.assertIn("wqmr6", body_words("QMR6"))

    def test_chinese_is_taken_two_by_two(self):
        words = body_words("机械臂")
        self.assertEqual(len(words), 2)
        self.assertEqual(words[0], body_words("机械")[0])
        self.assertEqual(words[1], body_words("械臂")[0])

    def test_chinese_next_to_latin_is_told_apart(self):
        self.assertEqual(body_words("AGV电池"), ["wagv", *body_words("电池")])

    def test_a_character_alone_is_a_word_and_stands_in_titles(self):
        self.assertEqual(len(body_words("泵")), 1)
        self.assertIn(body_words("泵")[0], title_words("水泵漏水"))

    def test_titles_know_how_words_sound(self):
        self.assertIn("wzhanghao", title_words("账号"))
        self.assertIn("wzhanghao", terms_of("帐号")[0].others)

    def test_a_wrong_character_is_jumped_over(self):
        wrong = {other for term in terms_of("机戒臂") for other in term.others}
        self.assertTrue(wrong & set(title_words("机械臂")))

    def test_what_questions_are_made_of_is_left_out(self):
        self.assertEqual(
            [term.word for term in terms_of("How do I change the seal?")], ["wchange", "wseal"]
        )
        self.assertEqual(
            [term.word for term in terms_of("请问怎么更换密封圈")], body_words("更换密封圈")
        )

    def test_a_question_of_such_words_alone_is_asked_all_the_same(self):
        self.assertEqual([term.word for term in terms_of("what is it")], ["wwhat", "wis", "wit"])
        self.assertTrue(terms_of("怎么办"))

    def test_few_words_are_all_but_needed_and_many_are_not(self):
        self.assertEqual([needed(count) for count in range(1, 9)], [1, 1, 2, 2, 2, 3, 3, 3])

    @given(texts)
    def test_words_are_letters_and_digits(self, text):
        for word in title_words(text) + body_words(text):
            self.assertRegex(word, r"^[whs][0-9a-z]+$")

    @given(texts)
    def test_what_stands_in_a_text_is_found_by_it(self, text):
        words = set(title_words(text))
        terms = terms_of(text)
        if terms:
            self.assertTrue(is_true(some_of(terms, needed(len(terms))), words))

    @given(texts)
    def test_the_words_of_a_text_are_those_of_its_title(self, text):
        self.assertLessEqual(set(body_words(text)), set(title_words(text)))
        self.assertLessEqual(len(body_words(text)), MOST)

    @given(texts)
    def test_how_it_sounds_belongs_to_each_pair(self, text):
        for words, near, heard in words_of(text):
            self.assertIn(len(heard), (0, len(words)))
            self.assertLessEqual(len(near), len(words))

    @given(st.integers(1, 6), st.integers(1, 6))
    def test_so_many_of_the_terms_are_asked_for(self, count, least):
        least = min(count, least)
        terms = [Term(f"w{number}x") for number in range(count)]
        some, every = some_of(terms, least), all_of(terms)
        for there in product((False, True), repeat=count):
            words = {term.word for term, is_there in zip(terms, there, strict=True) if is_there}
            self.assertEqual(is_true(some, words), sum(there) >= least)
            self.assertEqual(is_true(every, words), all(there))

    def test_joined_words_have_blanks_around_each(self):
        self.assertEqual(joined(["wa", "wb"]), " wa wb ")
        self.assertEqual(joined([]), "")


@tagged("post_install", "-at_install")
class TestTyping(BaseCase):
    def test_mistakes_are_counted(self):
        for one, other, mistakes in (
            ("seal", "seal", 0),
            ("sael", "seal", 1),
            ("seel", "seal", 1),
            ("sea", "seal", 1),
            ("seaal", "seal", 1),
            ("griper", "gripper", 1),
            ("visoin", "vision", 1),
            ("pump", "seal", 3),
        ):
            self.assertEqual(distance(one, other, 2), mistakes, (one, other))

    def test_the_nearest_word_comes_first(self):
        self.assertEqual(alike("grippr", ["grippers", "gripper", "seal"]), ["gripper", "grippers"])

    def test_short_words_are_forgiven_one_mistake(self):
        self.assertEqual(alike("wpupm", ["wpump", "wpure", "wpoem"]), ["wpump"])

    @given(st.text("abc", max_size=6), st.text("abc", max_size=6))
    def test_it_is_the_same_from_both_sides(self, one, other):
        self.assertEqual(distance(one, other, 9), distance(other, one, 9))
        self.assertEqual(distance(one, other, 9) == 0, one == other)
        self.assertLessEqual(distance(one, other, 9), max(len(one), len(other)))
        self.assertEqual(distance(one, other, 1), min(distance(one, other, 9), 2))

    @given(st.text("abcdef", min_size=6, max_size=9), st.integers(0, 5))
    def test_one_letter_left_out_is_forgiven(self, word, place):
        typed = word[:place] + word[place + 1 :]
        self.assertIn(distance(typed, word, 2), (0, 1))


@tagged("post_install", "-at_install")
class TestRank(BaseCase):
    def test_an_article_that_nobody_used_is_not_lifted(self):
        self.assertEqual(boost_of(0, 0, 0, 0), 0)

    def test_a_thousand_views_or_a_hundred_solved_tickets_are_full_use(self):
        self.assertEqual(use_of(1000, 0), 1)
        self.assertEqual(use_of(0, 100), 1)
        self.assertEqual(use_of(10**6, 0), 1)

    def test_votes_are_worth_what_is_sure_of_them(self):
        """Wilson (1927): of 1 of 1 the lower bound is 1 / (1 + 1.96²) = 0.2065."""
        self.assertAlmostEqual(votes_of(1, 1), 0.2065, 4)
        self.assertGreater(votes_of(90, 100), votes_of(1, 1))
        self.assertEqual(votes_of(0, 0), 0)

    @given(st.integers(0, 10**5), st.integers(0, 10**4), st.integers(0, 999), st.integers(0, 999))
    def test_the_lift_is_bounded_and_rises_with_each_good_thing(self, views, solved, good, bad):
        lift = boost_of(views, solved, good, bad)
        self.assertGreaterEqual(lift, 0)
        self.assertLessEqual(lift, USE + VOTES)
        self.assertGreaterEqual(boost_of(views + 1, solved, good, bad), lift)
        self.assertGreaterEqual(boost_of(views, solved + 1, good, bad), lift)
        self.assertGreaterEqual(boost_of(views, solved, good + 1, bad), lift)
        self.assertLessEqual(boost_of(views, solved, good, bad + 1), lift)
