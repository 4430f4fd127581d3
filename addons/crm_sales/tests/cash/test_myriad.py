from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.cash.myriad import short


@tagged("post_install", "-at_install")
class TestMyriad(BaseCase):
    def test_chinese_readers_get_ten_thousands_others_thousands(self):
        self.assertEqual(short(12345678, "zh_CN"), "1,234.57万")
        self.assertEqual(short(1.5e9, "zh_CN"), "15亿")
        self.assertEqual(short(12345678, "en_US"), "12.35M")
        self.assertEqual(short(-25000, "zh_CN"), "-2.5万")
        self.assertEqual(short(999.5, "zh_CN"), "999.5")
        self.assertEqual(short(0, "en_US"), "0")

    def test_what_rounds_up_to_a_unit_is_said_in_it(self):
        self.assertEqual(short("99999999", "zh_CN"), "1亿")
        self.assertEqual(short("9999.999", "zh_CN"), "1万")
        self.assertEqual(short("99995000", "zh_CN"), "9,999.5万")

    @given(st.integers(min_value=0, max_value=10**13))
    def test_it_is_off_by_half_a_hundredth_of_its_unit_at_most(self, amount):
        text = short(amount, "zh_CN").replace(",", "")
        size = {"万": 10**4, "亿": 10**8}.get(text[-1], 1)
        number = Decimal(text.rstrip("万亿")) * size
        self.assertLessEqual(abs(number - amount), Decimal(size) / 200)
