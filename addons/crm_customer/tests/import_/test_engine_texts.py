import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.import_ import clean

EMAILS = {
    "Zhang.San@Example.COM": ("zhang.san@example.com", (), None, None),
    " zhang＠163。com ": ("zhang@163.com", (), None, None),
    "mailto:a@b.org": ("a@b.org", (), None, None),
    "张三 <zhang@b.cn>": ("zhang@b.cn", (), None, None),
    "zhang @ b.cn": ("zhang@b.cn", (), None, None),
    "a@b.cn;c@d.cn": ("a@b.cn", ("c@d.cn",), "several_values", None),
    "a@b.cn 电话联系": ("a@b.cn", (), "email_rest", None),
    "a@gmial.com": ("a@gmial.com", (), "email_typo", "a@gmail.com"),
    "a@163.con": ("a@163.con", (), "email_typo", "a@163.com"),
    "a@firma.cmo": ("a@firma.cmo", (), "email_typo", "a@firma.com"),
    "12345qq.com": (None, (), "email_invalid", "12345@qq.com"),
    "a@@qq.com": (None, (), "email_invalid", "a@qq.com"),
    "a@b..cn": (None, (), "email_invalid", "a@b.cn"),
    "a@localhost": (None, (), "email_invalid", None),
    "13800138000": (None, (), "email_invalid", None),
    "无": (None, (), None, None),
}
URLS = {
    "www.example.com": "http://www.example.com",
    "HTTPS://Example.com/Path?x=1": "https://example.com/Path?x=1",
    "http:/example.cn/": "http://example.cn",
    "例子.中国": "http://例子.中国",
    "example": None,
    "a b.com": None,
    "javascript:alert(1)": None,
}
NAMES = {
    ("name", " 张  三 "): "张三",
    ("name", "Ａnna\u3000Ｌi"): "Anna Li",
    ("name", "O\u2019Brien\u200b"): "O\u2019Brien",
    ("company", "深圳市 华宏(中国)有限公司；"): "深圳市华宏（中国）有限公司",
    ("company", "Acme (China)  Ltd."): "Acme (China) Ltd.",
    ("company", "３Ｍ中国"): "3M中国",
    ("code", "ＫＨ－００１"): "KH-001",
    ("text", " a\r\n\r\n\r\n\r\nb\tc "): "a\n\nb c",
    ("text", "--"): None,
    ("text", "\u200b \u3000"): None,
}


class TestEngineTexts(BaseCase):
    def test_names_and_texts(self):
        for (kind, cell), expected in NAMES.items():
            with self.subTest(cell):
                self.assertEqual(clean(kind, cell).value, expected)

    def test_a_name_of_digits_is_doubted(self):
        self.assertEqual(clean("company", "13800138000").issue.code, "name_digits")

    def test_a_long_name_is_cut_and_said(self):
        found = clean("company", "长" * 300)
        self.assertEqual((len(found.value), found.issue.code), (250, "too_long"))

    def test_emails(self):
        for cell, (value, more, code, suggestion) in EMAILS.items():
            with self.subTest(cell):
                found = clean("email", cell)
                issue = found.issue
                self.assertEqual((found.value, found.more), (value, more))
                self.assertEqual(issue and issue.code, code)
                self.assertEqual(issue and issue.suggestion, suggestion)

    def test_urls(self):
        for cell, expected in URLS.items():
            with self.subTest(cell):
                self.assertEqual(clean("url", cell).value, expected)

    @settings(max_examples=200, deadline=None)
    @given(st.emails())
    def test_every_valid_address_is_taken_or_doubted(self, address):
        found = clean("email", address)
        if found.value:
            self.assertEqual(clean("email", found.value).value, found.value)

    @settings(max_examples=300, deadline=None)
    @given(st.sampled_from(("text", "name", "company", "code")), st.text(max_size=40))
    def test_cleaning_twice_changes_nothing(self, kind, text):
        once = clean(kind, text).value
        if once is not None:
            self.assertEqual(clean(kind, once).value, once)
            self.assertEqual(once, once.strip())
            self.assertFalse(
                [char for char in once if unicodedata.category(char) == "Cc" and char != "\n"]
            )

    @settings(max_examples=300, deadline=None)
    @given(
        st.sampled_from(
            [
                "email",
                "url",
                "country",
                "state",
                "date",
                "datetime",
                "integer",
                "float",
                "boolean",
                "tax_id",
            ]
        ),
        st.text(max_size=30),
    )
    def test_any_cell_gives_a_value_or_a_reason_or_nothing(self, kind, text):
        found = clean(kind, text)
        if found.issue:
            self.assertTrue(found.issue.message)
            self.assertEqual(found.issue.level == "error", found.value is None)
