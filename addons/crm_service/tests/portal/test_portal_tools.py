from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import TransactionCase

from odoo.addons.crm_customer.tools.stranger import BODY, LINE, line_of, network_of, text_of

from ...tools.portal.text import number_of
from ...tools.portal.token import LONGEST, QUICKEST, age_verdict
from ...tools.portal.upload import ENDINGS, SIZE, refusal_of


class TestPortalTools(TransactionCase):
    @given(st.text(max_size=400))
    def test_a_line_has_one_line_and_a_length(self, text):
        line = line_of(text)
        self.assertLessEqual(len(line), LINE)
        self.assertNotRegex(line, r"[\r\n\t\x00]")
        self.assertEqual(line, line_of(line))

    @given(st.text(max_size=400))
    def test_a_text_keeps_its_lines_and_no_control_signs(self, text):
        self.assertNotIn("\x00", text_of(text))
        self.assertEqual(text_of(text), text_of(text_of(text)))

    def test_what_is_no_text_is_nothing(self):
        for value in (None, 1, [], {}, b"x"):
            self.assertEqual(line_of(value), "")
            self.assertEqual(text_of(value), "")
        self.assertEqual(len(text_of("x" * (BODY + 5))), BODY)
        self.assertEqual(text_of("a\r\nb"), "a\nb")

    @given(st.text(max_size=12) | st.none() | st.integers())
    def test_a_number_is_a_number_or_zero(self, value):
        number = number_of(value)
        self.assertIsInstance(number, int)
        self.assertGreaterEqual(number, 0)
        if isinstance(value, str) and number:
            self.assertEqual(int(value), number)

    def test_numbers_by_hand(self):
        self.assertEqual(number_of("12"), 12)
        for value in ("", "-1", "1.0", "٣", "1e3", " 1", "99999999999"):
            self.assertEqual(number_of(value), 0, value)

    def test_a_house_is_one_network(self):
        self.assertEqual(network_of("192.0.2.7"), "192.0.2.7")
        self.assertEqual(network_of("::ffff:192.0.2.7"), "192.0.2.7")
        self.assertEqual(network_of("2001:db8:1:2:3::4"), network_of("2001:db8:1:2:ffff::1"))
        self.assertNotEqual(network_of("2001:db8:1:2::4"), network_of("2001:db8:1:3::4"))
        self.assertEqual(network_of(None), "unknown")
        self.assertEqual(network_of("nonsense"), "unknown")

    def test_a_form_is_open_for_a_while(self):
        self.assertEqual(age_verdict(100, 100 + QUICKEST - 0.1), "fast")
        self.assertIsNone(age_verdict(100, 100 + QUICKEST))
        self.assertIsNone(age_verdict(100, 100 + LONGEST))
        self.assertEqual(age_verdict(100, 100 + LONGEST + 1), "old")
        for odd in (None, "100", True, [1]):
            self.assertEqual(age_verdict(odd, 100), "old")

    def test_files_by_hand(self):
        png = b"\x89PNG\r\n\x1a\n" + b"0" * 20
        self.assertIsNone(refusal_of("photo.PNG", png))
        self.assertIsNone(refusal_of("日志.log", "断电".encode()))
        self.assertIsNone(refusal_of("a.b.pdf", b"%PDF-1.7"))
        self.assertEqual(refusal_of("photo.png.exe", png), "type")
        self.assertEqual(refusal_of(".png", png), "type")
        self.assertEqual(refusal_of("a.png", b"MZ" + png), "type")
        self.assertEqual(refusal_of("a.txt", b"#!/bin/sh"), "type")
        self.assertEqual(refusal_of("a.txt", b""), "empty")
        self.assertEqual(refusal_of("a.txt", b"x" * (SIZE + 1)), "size")

    @given(st.text(max_size=30), st.binary(min_size=1, max_size=50))
    def test_only_known_endings_are_taken(self, name, content):
        if refusal_of(name, content) is None:
            self.assertIn(name.rpartition(".")[2].lower(), ENDINGS)
