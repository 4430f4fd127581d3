from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as stdnum_uscc

from odoo.tests import BaseCase, tagged

from ...tools import uscc

RIGHT = "91110000600037341L"
bodies = st.tuples(
    st.text("0123456789", min_size=8, max_size=8),
    st.text(sorted(uscc.ALPHABET), min_size=9, max_size=9),
).map("".join)


@tagged("post_install", "-at_install")
class TestUscc(BaseCase):
    def test_right_code_has_no_problem(self):
        self.assertIsNone(uscc.problem(RIGHT))

    def test_typed_with_blanks_full_width_and_lower_case_is_the_same_code(self):
        self.assertEqual(uscc.normalise(" ９１１１0000-6000 37341l "), RIGHT)

    def test_each_mistake_is_named(self):
        for number, problem in (
            ("9111000060003734", ("length", 16)),
            ("91110000600O37341L", ("letter", "O")),
            ("9111A000600037341L", ("region", "9111A000")),
            ("91110000600037341M", ("check", "L")),
        ):
            self.assertEqual(uscc.problem(number), problem)

    @given(bodies)
    def test_the_named_check_character_makes_the_code_right(self, body):
        _kind, right = uscc.problem(body + "0") or (None, "0")
        self.assertIsNone(uscc.problem(body + right))
        self.assertTrue(stdnum_uscc.is_valid(body + right))

    @given(bodies, st.integers(0, 16), st.sampled_from(sorted(uscc.ALPHABET)))
    def test_one_wrong_character_is_always_found(self, body, place, char):
        right = body + stdnum_uscc.calc_check_digit(body)
        wrong = right[:place] + char + right[place + 1 :]
        self.assertEqual(uscc.is_valid(wrong), wrong == right)
