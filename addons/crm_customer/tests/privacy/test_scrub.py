import re

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import TransactionCase, tagged

from ...tools.scrub import code_pattern, email_pattern, name_pattern, phone_pattern

DIGITS = st.text("123456789", min_size=8, max_size=11)
GAPS = st.lists(st.sampled_from(["", " ", "-", ".", " - ", ") "]), min_size=12, max_size=12)


def _finds(pattern, text):
    return bool(re.search(pattern, text, re.IGNORECASE))


@tagged("post_install", "-at_install")
class TestScrub(TransactionCase):
    @given(DIGITS, GAPS, st.sampled_from(["", "+86", "0086 ", "86-", "0"]))
    def test_a_number_is_found_however_it_is_grouped(self, digits, gaps, prefix):
        written = "".join(digit + gap for digit, gap in zip(digits, gaps, strict=False)).strip(
            " -.)"
        )
        self.assertTrue(_finds(phone_pattern(digits, "86"), f"call {prefix}{written}, soon"))

    @given(DIGITS, st.text("123456789", min_size=1, max_size=3))
    def test_a_longer_number_is_another(self, digits, more):
        self.assertFalse(_finds(phone_pattern(digits), f"{digits}{more}"))

    def test_short_numbers_tell_nobody(self):
        self.assertIsNone(phone_pattern("12345"))
        self.assertIsNone(code_pattern("12345"))

    def test_an_address_is_not_part_of_another(self):
        pattern = email_pattern("li@acme.com")
        for text in ("li@acme.com", "<Li@Acme.com>", "to li@acme.com.", "x,li@acme.com;y"):
            self.assertTrue(_finds(pattern, text), text)
        for text in ("daili@acme.com", "a.li@acme.com", "li@acme.com.cn", "li@acmeXcom"):
            self.assertFalse(_finds(pattern, text), text)

    def test_a_name_is_a_whole_word_where_words_have_gaps(self):
        self.assertTrue(_finds(name_pattern("Li Na"), "Ask Li  Na."))
        self.assertFalse(_finds(name_pattern("Li Na"), "Ask Li Nancy"))
        self.assertTrue(_finds(name_pattern("王伟"), "联系王伟先生"))
        self.assertIsNone(name_pattern("王"))
        self.assertIsNone(name_pattern("Al"))

    def test_the_database_reads_the_patterns_the_same_way(self):
        cases = [
            (email_pattern("li@acme.com"), "daili@acme.com", False),
            (email_pattern("li@acme.com"), "(li@acme.com)", True),
            (email_pattern("li@acme.com"), "li@acme.com.cn", False),
            (phone_pattern("13917174242", "86"), "tel:+86 139-1717 4242", True),
            (phone_pattern("13917174242", "86"), "1139171742420", False),
            (name_pattern("Li Na"), "Li Nancy", False),
            (name_pattern("王伟"), "联系王伟先生", True),
        ]
        for pattern, text, expected in cases:
            self.env.cr.execute("SELECT %s ~* %s", (text, pattern))
            self.assertEqual(self.env.cr.fetchone()[0], expected, (pattern, text))
            self.assertEqual(_finds(pattern, text), expected, (pattern, text))
