import html
import unittest

from hypothesis import given, settings
from hypothesis import strategies as st

from ...tools.html_text import html_to_text

HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<!--<script>alert(1)</script>-->",
    "<!-- never closed <b>x",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php alert(1) ?>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<object data='javascript:alert(1)'>alert(1)</object>",
    "<a href='javascript:alert(1)'></a>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<textarea/></style><iframe srcdoc='alert(1)'>alert(1)</iframe>",
]


class TestHtmlText(unittest.TestCase):
    def test_blocks_are_set_apart_and_entities_read(self):
        source = "<p>Hello&nbsp;<b>wor</b>ld</p><p>2 &lt; 3<br/>再见</p>"
        self.assertEqual(html_to_text(source), "Hello world 2 < 3 再见")

    def test_nothing_gives_nothing(self):
        for source in (None, False, "", "<p><br></p>", "<!-- -->"):
            self.assertEqual(html_to_text(source), "")

    def test_hostile_html_runs_nothing_and_says_nothing(self):
        for source in HOSTILE:
            with self.subTest(source=source):
                text = html_to_text(f"<p>before</p>{source}")
                self.assertTrue(text.startswith("before"))
                self.assertNotIn("onerror", text)
                self.assertNotIn("<script", text)
                self.assertNotIn("<img", text)

    def test_scripts_and_styles_go_with_their_content(self):
        self.assertEqual(html_to_text("a<script>alert(1)</script>b<style>p{}</style>c"), "abc")

    def test_direction_overrides_and_control_characters_are_dropped(self):
        self.assertEqual(html_to_text("pay\u202egnp.exe\u0007\u200b"), "paygnp.exe")

    def test_long_text_is_cut(self):
        self.assertEqual(html_to_text("<p>" + "x" * 5000, 10), "x" * 9 + "…")

    def test_deep_nesting_is_survived(self):
        self.assertIsInstance(html_to_text("<div>" * 20_000 + "x"), str)
        self.assertIsInstance(html_to_text("<" * 100_000), str)

    @settings(max_examples=300, deadline=None)
    @given(st.text())
    def test_any_input_gives_short_printable_text(self, source):
        text = html_to_text(source, 50)
        self.assertLessEqual(len(text), 50)
        self.assertEqual(text, " ".join(text.split()))

    @settings(max_examples=300, deadline=None)
    @given(st.text(alphabet="abc <>&\"'中文é;#/", max_size=200))
    def test_escaped_text_comes_back(self, text):
        expected = " ".join(text.split())
        self.assertEqual(html_to_text(f"<p>{html.escape(text)}</p>"), expected)
