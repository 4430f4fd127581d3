from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.social import normalise

KINDS = ("wechat", "wecom", "linkedin", "weibo", "douyin", "x", "facebook", "whatsapp", "other")


@tagged("post_install", "-at_install")
class TestHandle(BaseCase):
    def test_an_address_says_network_and_handle(self):
        cases = {
            "https://www.linkedin.com/in/Li-Wei/?trk=1": ("linkedin", "Li-Wei", "li-wei"),
            "linkedin.com/in/li-wei": ("linkedin", "li-wei", "li-wei"),
            "https://twitter.com/LiWei": ("x", "LiWei", "liwei"),
            "https://m.weibo.cn/u/123": ("weibo", "123", "123"),
            "https://wa.me/8613800138000": ("whatsapp", "8613800138000", "8613800138000"),
            "https://www.xiaohongshu.com/user/profile/5aB": ("xiaohongshu", "5aB", "5aB"),
        }
        for text, wanted in cases.items():
            found = normalise("other", text)
            self.assertEqual((found.kind, found.handle, found.key), wanted, text)

    def test_a_handle_is_the_same_however_it_was_typed(self):
        for text in ("@LiWei", " liwei ", "ＬｉＷｅｉ", "LIWEI"):
            self.assertEqual(normalise("wechat", text).key, "liwei", text)
        self.assertNotEqual(normalise("wecom", "LiWei").key, normalise("wecom", "liwei").key)

    def test_a_number_is_a_number(self):
        self.assertEqual(normalise("whatsapp", "+86 138-0013-8000").key, "8613800138000")

    def test_a_network_with_pages_has_one(self):
        self.assertEqual(normalise("x", "LiWei").url, "https://x.com/LiWei")
        self.assertEqual(normalise("wechat", "LiWei").url, "")

    def test_what_holds_no_handle_is_refused(self):
        for kind, text in (
            ("x", ""),
            ("x", "@ "),
            ("x", None),
            ("whatsapp", "abc"),
            ("x", "a" * 201),
        ):
            with self.assertRaises(ValueError):
                normalise(kind, text)

    def test_no_address_is_ever_a_script(self):
        for text in ("javascript:alert(1)//a.b/c", "data:text/html,x/y"):
            self.assertNotIn("javascript:", normalise("other", text).url)
            self.assertNotIn("data:", normalise("other", text).url)

    @given(st.sampled_from(KINDS), st.text(max_size=60))
    def test_normalising_twice_changes_nothing(self, kind, text):
        try:
            first = normalise(kind, text)
            second = normalise(first.kind, first.handle)
        except ValueError:
            return
        if "/" not in first.handle:
            self.assertEqual(second.key, first.key)
        self.assertTrue(first.url == "" or first.url.startswith("http"))
