from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged
from odoo.tools import html2plaintext, html_sanitize

from ...tools.intake.quotes import mark_quotes, own_words

NEW = "Now it leaks on both sides"
QUOTED = [
    f"<pre>{NEW}\n\nOn Mon, 2 Mar 2026 at 09:00, Bob &lt;b@x.example&gt; wrote:\n&gt; OLD</pre>",
    f"<pre>{NEW}\n\n-----Original Message-----\nFrom: Bob\nSent: Monday\nTo: Ann\n\nOLD</pre>",
    f"<pre>{NEW}\n\n发件人：张三\n发送时间：2026年3月2日\n收件人：李四\n主题：漏水\n\nOLD</pre>",
    f'<pre>{NEW}\n\n在 2026-03-02 09:00:00，"张三" 写道：\n\nOLD</pre>',
    f"<div>{NEW}</div><div><div>------------------ 原始邮件 ------------------</div>OLD</div>",
    f"<div>{NEW}<br>------------------&nbsp;原始邮件&nbsp;------------------<br>OLD</div>",
    f"<p>{NEW}</p><div style='border-top:solid'><p><b>From:</b> B<br><b>Sent:</b> M<br>"
    "<b>To:</b> A<br><b>Subject:</b> Pump</p></div><p>OLD</p>",
    f"<div>{NEW}</div><div id='isReplyContent'><p>OLD</p></div>",
    f"<div>{NEW}</div><div class='gmail_quote'>On Monday wrote:<blockquote>OLD</blockquote></div>",
    f"<div>{NEW}</div><blockquote><p>OLD</p></blockquote>",
]
PLAIN = [
    "<p>We wrote: nothing</p>",
    "<p>From: the pump comes water</p>",
    "<p>客户在会上写道：很好</p><p>next</p>",
]


@tagged("post_install", "-at_install")
class TestQuotes(BaseCase):
    def _own(self, source):
        return html2plaintext(own_words(html_sanitize(mark_quotes(source))))

    def test_the_history_goes_and_the_new_words_stay(self):
        for source in QUOTED:
            with self.subTest(source=source):
                words = self._own(source)
                self.assertIn(NEW, words)
                self.assertNotIn("OLD", words)

    def test_what_only_looks_like_a_quote_stays(self):
        for source in PLAIN[:2]:
            self.assertEqual(self._own(source), html2plaintext(source))

    def test_a_mail_that_is_nothing_but_a_quote_stays_whole(self):
        self.assertIn("OLD", self._own("<blockquote><p>OLD</p></blockquote>"))

    def test_the_whole_mail_stays_in_the_marked_one(self):
        for source in QUOTED:
            self.assertIn("OLD", html2plaintext(mark_quotes(source)))

    @given(st.text(max_size=300))
    def test_nothing_raises(self, text):
        own_words(mark_quotes(text))
        own_words(mark_quotes(f"<div>{text}<br>--- 原始邮件 ---<br>{text}</div>"))
