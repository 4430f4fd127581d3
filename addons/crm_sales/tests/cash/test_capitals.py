import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.cash.capitals import in_capitals

# what the regulation itself gives as examples
REGULATION = {
    "1409.50": "人民币壹仟肆佰零玖元伍角",
    "6007.14": "人民币陆仟零柒元壹角肆分",
    "1680.32": "人民币壹仟陆佰捌拾元零叁角贰分",
    "107000.53": "人民币壹拾万柒仟元零伍角叁分",
    "16409.02": "人民币壹万陆仟肆佰零玖元零贰分",
    "325.04": "人民币叁佰贰拾伍元零肆分",
}
BY_HAND = {
    "0": "零元整",
    "0.05": "伍分",
    "0.50": "伍角",
    "10": "壹拾元整",
    "100.00": "壹佰元整",
    "20.05": "贰拾元零伍分",
    "1000000": "壹佰万元整",
    "100000001": "壹亿零壹元整",
    "100070000": "壹亿零柒万元整",
    "1000000000000": "壹万亿元整",
    "10000000000000000": "壹亿亿元整",
    "9999999999999999.99": (
        "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"
    ),
    "-3.20": "负叁元贰角",
}
VALUES = {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_whole(text):
    """Read a whole number in capitals: another way than it was written."""
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if unit in text:
            high, low = text.rsplit(unit, 1)
            return read_whole(high) * size + read_whole(low)
    pairs = re.findall("([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", text)
    return sum(VALUES[digit] * PLACES.get(place, 1) for digit, place in pairs)


def read(text):
    """Return the amount that a text in capitals says, in 分."""
    sign = -1 if text.startswith("负") else 1
    whole, _sep, rest = text.rpartition("元")
    fen = sum(
        VALUES[digit] * {"角": 10, "分": 1}[unit]
        for digit, unit in re.findall("([壹贰叁肆伍陆柒捌玖])([角分])", rest)
    )
    return sign * (read_whole(whole) * 100 + fen)


@tagged("post_install", "-at_install")
class TestCapitals(BaseCase):
    def test_examples_of_the_regulation_are_written_as_it_says(self):
        for amount, text in REGULATION.items():
            with self.subTest(amount):
                self.assertEqual(in_capitals(amount, "人民币"), text)

    def test_examples_by_hand(self):
        for amount, text in BY_HAND.items():
            with self.subTest(amount):
                self.assertEqual(in_capitals(Decimal(amount)), text)

    def test_the_ending_may_follow_jiao_and_be_another_word(self):
        self.assertEqual(in_capitals("0.50", ending="正", is_jiao_ended=True), "伍角正")

    def test_what_is_no_amount_is_refused(self):
        for amount in ("abc", "NaN", "Infinity", 10**20):
            with self.subTest(amount), self.assertRaises(ValueError):
                in_capitals(amount)

    def test_half_a_fen_is_rounded_up(self):
        self.assertEqual(in_capitals("1.005"), "壹元零壹分")

    @given(st.integers(min_value=-(10**18), max_value=10**18))
    def test_an_independent_reader_reads_what_was_written(self, fen):
        self.assertEqual(read(in_capitals(Decimal(fen) / 100)), fen)

    @given(st.integers(min_value=0, max_value=10**18))
    def test_no_two_noughts_stand_together_and_fen_is_never_ended(self, fen):
        text = in_capitals(Decimal(fen) / 100)
        self.assertNotIn("零零", text)
        self.assertNotIn("分整", text)
        self.assertEqual(text.endswith("整"), fen % 100 == 0)
