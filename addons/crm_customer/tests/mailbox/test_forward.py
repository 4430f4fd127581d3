from datetime import datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.mailbox.addresses import read_addresses
from ...tools.mailbox.forward import (
    is_forward_subject,
    parse_date,
    parse_forward,
    strip_forward_prefix,
)
from ...tools.mailbox.texts import html_to_lines, written_text

FORWARDS = {
    "gmail": (
        "---------- Forwarded message ---------\nFrom: Wang Fang <wang@acme.example>\n"
        "Date: Mon, Mar 2, 2026 at 9:00 AM\nSubject: Price\nTo: <a@b.example>\n\nText"
    ),
    "outlook": (
        "From: Wang Fang [mailto:wang@acme.example]\nSent: Monday, March 2, 2026 9:00 AM\n"
        "To: Seller <a@b.example>\nSubject: Price\n\nText"
    ),
    "outlook zh_CN": (
        "发件人: 王芳 <wang@acme.example>\n发送时间: 2026年3月2日 9:00\n"
        "收件人: 销售 <a@b.example>\n抄送: c@b.example\n主题: Price\n\nText"
    ),
    "outlook zh_TW": (
        "寄件者: 王芳 <wang@acme.example>\n寄件日期: 2026年3月2日 上午 09:00\n"
        "收件者: a@b.example\n主旨: Price\n\nText"
    ),
    "qq": (
        "------------------ 原始邮件 ------------------\n"
        '发件人: "王芳" <wang@acme.example>;\n发送时间: 2026年3月2日(星期一) 上午9:00\n'
        '收件人: "销售"<a@b.example>;\n主题: Price\n\nText'
    ),
    "163": (
        '---------- 转发邮件信息 ----------\n发件人："王芳" <wang@acme.example>\n'
        "发送日期：2026-03-02 09:00:00\n收件人：a@b.example\n主题：Price\n\nText"
    ),
    "outlook de": (
        "Von: Wang, Fang <wang@acme.example>\nGesendet: Montag, 2. März 2026 09:00\n"
        "An: Verkauf <a@b.example>\nCc: c@b.example\nBetreff: Price\n\nText"
    ),
    "thunderbird de": (
        "-------- Weitergeleitete Nachricht --------\nBetreff: \tPrice\n"
        "Datum: \tMon, 2 Mar 2026 09:00:00 +0000\nVon: \tWang Fang <wang@acme.example>\n"
        "An: \ta@b.example\n\nText"
    ),
    "apple": (
        "Begin forwarded message:\n\n> From: Wang Fang <wang@acme.example>\n"
        "> Subject: Price\n> Date: 2. March 2026 at 09:00:00\n> To: a@b.example\n>\n> Text"
    ),
    "bold": (
        "*From:* Wang Fang <wang@acme.example>\n*Sent:* Monday, March 2, 2026 9:00 AM\n"
        "*To:* a@b.example\n*Subject:* Price\n\nText"
    ),
}
NAMES = st.text(
    st.characters(whitelist_categories=["Lu", "Ll", "Lo"], whitelist_characters=" "), max_size=20
)
LOCAL = st.text("abcdefghijklmnopqrstuvwxyz0123456789._-+", min_size=1, max_size=20).filter(
    lambda text: text.strip("._") == text
)
LABELS = st.sampled_from(
    [
        ("From", "Sent", "To", "Subject", ": "),
        ("Von", "Gesendet", "An", "Betreff", ": "),
        ("发件人", "发送时间", "收件人", "主题", "："),
        ("寄件者", "寄件日期", "收件者", "主旨", ":"),
    ]
)


@tagged("post_install", "-at_install")
class TestForward(BaseCase):
    def test_every_mail_program_is_read(self):
        for name, text in FORWARDS.items():
            with self.subTest(name):
                forward = parse_forward(f"Please file.\n\n{text}")
                self.assertEqual(forward.sender.email, "wang@acme.example")
                self.assertTrue(forward.sender.name)
                self.assertEqual([to.email for to in forward.to], ["a@b.example"])
                self.assertEqual(forward.subject, "Price")
                self.assertEqual(
                    forward.date.replace(tzinfo=None), datetime(2026, 3, 2, 9, 0), forward.date
                )
                self.assertEqual(written_text(text, is_forward=True), "Text")

    def test_the_first_of_several_forwards_counts(self):
        text = FORWARDS["gmail"] + "\n\n" + FORWARDS["qq"].replace("wang@", "older@")
        self.assertEqual(parse_forward(text).sender.email, "wang@acme.example")

    def test_a_sentence_is_no_heading(self):
        for text in (
            "From: here to there\nwe walk",
            "The price:\nFrom: 100 to 200",
            "Dear Wang,\nto: be or not",
            "",
        ):
            self.assertIsNone(parse_forward(text))

    def test_a_sender_without_address_has_a_name(self):
        forward = parse_forward("发件人: 王芳\n发送时间: 2026年3月2日 9:00\n主题: 价格")
        self.assertEqual(forward.sender, ("王芳", ""))

    def test_recipients_go_on_in_the_next_line(self):
        text = FORWARDS["outlook"].replace("<a@b.example>", "<a@b.example>;\n  Zhao <z@b.example>")
        self.assertEqual(
            [to.email for to in parse_forward(text).to], ["a@b.example", "z@b.example"]
        )

    def test_html_of_outlook_is_read_by_lines(self):
        html = (
            "<style>p{}</style><p>See below</p><div><b>From:</b> Wang Fang "
            '&lt;<a href="mailto:wang@acme.example">wang@acme.example</a>&gt;<br>'
            "<b>Sent:</b> Monday, March 2, 2026 9:00 AM<br><b>To:</b> a@b.example<br>"
            "<b>Subject:</b> Price</div><p>Text</p>"
        )
        forward = parse_forward(html_to_lines(html))
        self.assertEqual(forward.sender, ("Wang Fang", "wang@acme.example"))

    def test_subjects_of_forwards(self):
        for subject in ("Fwd: A", "FW: A", "WG: A", "转发：A", "轉寄: A"):
            self.assertTrue(is_forward_subject(subject))
            self.assertEqual(strip_forward_prefix(subject), "A")
        self.assertFalse(is_forward_subject("Re: A"))

    def test_dates(self):
        self.assertEqual(parse_date("2026年3月2日(星期一) 下午3:05"), datetime(2026, 3, 2, 15, 5))
        self.assertEqual(
            parse_date("Montag, 2. Mai 2026 um 15:05 Uhr"), datetime(2026, 5, 2, 15, 5)
        )
        self.assertEqual(parse_date("02.03.2026 15:05"), datetime(2026, 3, 2, 15, 5))
        self.assertIsNone(parse_date("yesterday"))
        self.assertIsNone(parse_date("2026年13月40日 9:00"))

    @settings(deadline=None, max_examples=200)
    @given(NAMES, LOCAL, LABELS, st.sampled_from(["", "> ", ">> ", "* "]), st.booleans())
    @example("Wang, Fang", "wang", ("From", "Sent", "To", "Subject", ": "), "", True)
    def test_what_is_written_is_read(self, name, local, labels, quote, is_quoted):
        email = f"{local}@acme.example"
        sender, date, to, subject, colon = labels
        who = f'"{name}" <{email}>' if is_quoted else f"<{email}>"
        lines = [
            f"{sender}{colon}{who}",
            f"{date}{colon}2026-03-02 09:00",
            f"{to}{colon}a@b.example",
            f"{subject}{colon}Price",
        ]
        text = "FYI\n" + "\n".join(quote + line for line in lines) + "\n\nText"
        forward = parse_forward(text)
        self.assertEqual(forward.sender.email, email)
        self.assertEqual([person.email for person in forward.to], ["a@b.example"])
        self.assertEqual(forward.date, datetime(2026, 3, 2, 9, 0))

    @settings(deadline=None, max_examples=300)
    @given(
        st.lists(
            st.one_of(
                st.text(max_size=60),
                st.sampled_from(["From:", "Von: ", "发件人：", "To: <", "9999年99月", "@", '"']),
            ),
            max_size=12,
        ),
        st.sampled_from(["\n", "", "\r\n", ": ", " <"]),
    )
    def test_no_text_raises(self, pieces, glue):
        text = glue.join(pieces)
        parse_forward(text)
        parse_date(text)
        html_to_lines(text)
        read_addresses(text)
        self.assertLessEqual(len(written_text(text)), 600)
        written_text(text, is_forward=True)
