from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.mailbox.addresses import read_addresses
from ...tools.mailbox.charsets import decode_bytes, decode_header
from ...tools.mailbox.mail import read_mail, recipient_addresses
from .nasty_mails import NASTY


@tagged("post_install", "-at_install")
class TestReadMail(BaseCase):
    def test_addresses_as_people_write_them(self):
        for text, expected in (
            ("a@b.example", [("", "a@b.example")]),
            ('"Wang, Fang" <W@B.example>', [("Wang, Fang", "w@b.example")]),
            ("Wang, Fang <w@b.example>", [("Wang, Fang", "w@b.example")]),
            (
                "王芳 <w@b.example>；李 <l@b.example>",
                [("王芳", "w@b.example"), ("李", "l@b.example")],
            ),
            ("<a@b.example>, <a@b.example>", [("", "a@b.example")]),
            ("W <w@b.example<mailto:w@b.example>>", [("W", "w@b.example")]),
            ('"boss@b.example" <evil@c.example>', [("", "evil@c.example")]),
            ("王芳", [("王芳", "")]),
            ("", []),
        ):
            with self.subTest(text):
                self.assertEqual(read_addresses(text), expected)

    @settings(deadline=None, max_examples=200)
    @given(st.text(max_size=40), st.sampled_from(["utf-8", "gb18030", "x-none", "", None]))
    def test_bytes_of_any_charset_become_text(self, text, charset):
        data = text.encode("utf-8", "ignore")
        self.assertIsInstance(decode_bytes(data, charset), str)
        self.assertIsInstance(decode_header(text), str)

    @settings(deadline=None, max_examples=200)
    @given(st.text(min_size=1, max_size=30).filter(lambda text: text.isprintable()))
    def test_gb18030_comes_through(self, text):
        data = text.encode("gb18030")
        self.assertEqual(decode_bytes(data, "GB2312"), text)

    @settings(deadline=None, max_examples=300)
    @given(
        st.sampled_from(sorted(NASTY)),
        st.integers(0, 400),
        st.binary(max_size=30),
        st.integers(0, 60),
    )
    def test_damaged_mails_are_read(self, name, position, junk, cut):
        raw = NASTY[name][:3000]
        raw = raw[:position] + junk + raw[position + cut :]
        mail = read_mail(raw)
        self.assertTrue(mail.message_id)
        recipient_addresses(raw)

    @settings(deadline=None, max_examples=200)
    @given(st.binary(max_size=400))
    def test_no_bytes_raise(self, raw):
        read_mail(raw)
        recipient_addresses(raw)
