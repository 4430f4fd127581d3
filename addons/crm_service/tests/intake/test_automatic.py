from email import message_from_string

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.intake.automatic import REPLY_HEADERS, why_automatic

# as mail programs write them, shortened
OUTLOOK_OOF = """\
From: Li Wei <li.wei@contoso.example>
To: hotline@help.example
Subject: Automatic reply: [T2026-00012] Pump leaks
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
X-MS-Exchange-Inbox-Rules-Loop: li.wei@contoso.example
In-Reply-To: <1@help.example>
"""
EXCHANGE_NDR = """\
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@contoso.example>
Subject: Undeliverable: Pump leaks
Return-Path: <>
Content-Type: multipart/report; report-type=delivery-status; boundary="x"
"""
GMAIL_VACATION = """\
From: Ann Asker <ann@gmail.example>
Subject: I am on holiday Re: Pump leaks
Precedence: bulk
X-Autoreply: yes
Auto-Submitted: auto-replied
"""
QQ_AUTO_REPLY = """\
From: =?gb18030?B?wO7OsA==?= <12345@qq.example>
Subject: 自动回复:Re: [T2026-00012] 设备报警
X-QQ-MIME: TCMime 1.0 by Tencent
"""
MAILMAN = """\
From: Somebody <somebody@lists.example>
Subject: [users] Digest
List-Id: Users of the thing <users.lists.example>
Precedence: list
X-Mailman-Version: 2.1.39
"""
SES_BOUNCE = """\
From: MAILER-DAEMON@amazonses.example
Subject: Delivery Status Notification (Failure)
Content-Type: multipart/report; report-type=delivery-status; boundary="y"
"""
POSTFIX_BOUNCE = """\
From: MAILER-DAEMON@mx.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Return-Path: <>
Content-Type: multipart/report; report-type=delivery-status; boundary="z"
"""
READ_RECEIPT = """\
From: Ann Asker <ann@acme.example>
Subject: Read: Pump leaks
Content-Type: multipart/report; report-type=disposition-notification; boundary="r"
"""
VACATION_NULL_PATH = """\
From: Ann Asker <ann@acme.example>
Subject: Away
Return-Path: <>
Auto-Submitted: auto-replied (vacation)
"""
MONITORING = """\
From: nagios@plant.example
Subject: PROBLEM line 3
Auto-Submitted: auto-generated
"""
NEWSLETTER = """\
From: News <news@shop.example>
Subject: Sale
List-Unsubscribe-Post: List-Unsubscribe=One-Click
Precedence: bulk
"""
REAL_LIFE = [
    (OUTLOOK_OOF, "auto_reply"),
    (EXCHANGE_NDR, "report"),
    (GMAIL_VACATION, "auto_reply"),
    (QQ_AUTO_REPLY, "auto_reply"),
    (MAILMAN, "list"),
    (SES_BOUNCE, "report"),
    (POSTFIX_BOUNCE, "report"),
    (READ_RECEIPT, "report"),
    (VACATION_NULL_PATH, "auto_reply"),
    (MONITORING, "generated"),
    (NEWSLETTER, "list"),
]
PEOPLE = [
    "From: a@b.example\nSubject: Pump leaks\nReturn-Path: <a@b.example>\n",
    "From: a@b.example\nSubject: 自动回复怎么设置？\nAuto-Submitted: no\n",
    "From: a@b.example\nSubject: Out of office chairs\nX-Auto-Response-Suppress: None\n",
    "From: a@b.example\nSubject: Re: bounces of our mails\nPrecedence: normal\n",
    "From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=report\n",
]


@tagged("post_install", "-at_install")
class TestAutomatic(BaseCase):
    def _why(self, text, **options):
        return why_automatic(message_from_string(text + "\n"), **options)

    def test_what_programs_write_is_told_apart(self):
        for text, reason in REAL_LIFE:
            with self.subTest(text=text):
                self.assertEqual(self._why(text), reason)

    def test_what_people_write_is_theirs(self):
        for text in PEOPLE:
            with self.subTest(text=text):
                self.assertEqual(self._why(text), "")

    def test_daemons_are_known_by_their_address(self):
        for sender in ("mailer-daemon@a.example", "postmaster@a.example", "bounces+1@a.example"):
            self.assertEqual(why_automatic({}, sender), "report")
        self.assertEqual(why_automatic({}, "bounceshoes@a.example"), "")

    def test_the_own_list_is_a_way_to_the_service(self):
        headers = {"List-Id": "Support <support.acme.example>", "Precedence": "list"}
        self.assertEqual(why_automatic(headers), "list")
        self.assertEqual(why_automatic(headers, own_lists=["support.acme.example"]), "")
        reply = headers | {"Auto-Submitted": "auto-replied"}
        self.assertEqual(why_automatic(reply, own_lists=["support.acme.example"]), "auto_reply")

    @given(st.dictionaries(st.text(max_size=30), st.text(max_size=60), max_size=8))
    def test_it_never_raises_and_always_gives_a_reason_or_none(self, headers):
        self.assertIn(why_automatic(headers), ("", "auto_reply", "generated", "list", "report"))

    @given(st.sampled_from(REPLY_HEADERS), st.sampled_from(["yes", "true", "1", "autoreply"]))
    def test_names_of_headers_are_read_in_any_case(self, name, value):
        for written in (name, name.upper(), name.title()):
            self.assertEqual(why_automatic({written: value}), "auto_reply")

    @given(
        st.sampled_from([text for text, _reason in REAL_LIFE]),
        st.dictionaries(st.sampled_from(["X-Mailer", "Date", "Reply-To"]), st.text(max_size=40)),
    )
    def test_other_headers_do_not_make_it_a_persons(self, text, others):
        headers = dict(message_from_string(text + "\n").items()) | others
        self.assertTrue(why_automatic(headers))
