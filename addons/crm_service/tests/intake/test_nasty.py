from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import IntakeCommon

SENTENCES = {
    "gb2312": "您好，我们的机器坏了，请尽快安排工程师。朱镕基 㐂",
    "gb18030": "您好，请把发票寄给我们。𠮷野家",
    "hz-gb-2312": "机器坏了，请派人来。",
    "big5": "您好，我們的機器壞了，請儘快安排工程師上門維修。",
    "iso-8859-1": "Die Pumpe läuft nicht mehr – bitte „dringend“ prüfen",
    "x-martian": "设备报警，无法启动，请尽快处理。",
}
CODECS = {"gb2312": "gb18030", "hz-gb-2312": "hz", "iso-8859-1": "cp1252", "x-martian": "gb18030"}


@tagged("post_install", "-at_install")
class TestNasty(IntakeCommon):
    def _raw(self, head, body):
        lines = "From: ann@acme.example.com\nTo: hotline@help.example\n"
        return f"{lines}Message-Id: <{abs(hash((head, body)))}@x>\n{head}\n\n".encode() + body

    def test_characters_of_all_kinds_survive(self):
        for charset, text in SENTENCES.items():
            with self.subTest(charset=charset):
                body = text.encode(CODECS.get(charset, charset))
                head = f"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}"
                ticket = self._receive(self._raw(head, body))
                self.assertIn(text, ticket.description)

    def test_a_bare_subject_survives(self):
        raw = self._raw("Subject: XX", b"x").replace(b"XX", "机器坏了，请派人来".encode("gbk"))
        self.assertEqual(self._receive(raw).name, "机器坏了，请派人来")
        self.assertEqual(self._last_line().subject, "机器坏了，请派人来")

    def test_a_subject_in_two_words_that_share_a_character(self):
        raw = self._raw("Subject: =?gb2312?B?u/rG97u1wcujrMfrxck=?=\n =?gb2312?B?yMvAtA==?=", b"x")
        self.assertEqual(self._receive(raw).name, "机器坏了，请派人来")

    def test_broken_containers_are_read(self):
        heads = [
            "Subject: a\nContent-Type: multipart/mixed",
            "Subject: a\nContent-Type: multipart/alternative; boundary=never",
            'Subject: a\nContent-Type: text/html; charset=""\nContent-Transfer-Encoding: base65',
            "Subject: a\nContent-Type: ;;;",
            "Subject:\nContent-Type: text/plain; charset=utf-8; charset=gbk",
        ]
        for head in heads:
            with self.subTest(head=head):
                ticket = self._receive(self._raw(head, b"Readable words"))
                self.assertIn("Readable words", ticket.description)

    def test_files_come_along_with_their_names(self):
        message = EmailMessage()
        message["From"], message["To"] = "ann@acme.example.com", "hotline@help.example"
        message["Subject"], message["Message-Id"] = "With a file", "<file@acme.example.com>"
        message.set_content("See the report")
        message.add_attachment(b"%PDF", "application", "pdf", filename="检验报告.pdf")
        ticket = self._receive(message.as_bytes())
        self.assertEqual(ticket.message_ids.attachment_ids.mapped("name"), ["检验报告.pdf"])

    def test_the_history_is_folded(self):
        body = "Still leaks\n\n-----原始邮件-----\n发件人: 林悦\n发送时间: 2026-03-02\n\n您好\n"
        ticket = self._receive(body=body)
        self.assertIn("Still leaks", ticket.description)
        self.assertNotIn("您好", ticket.description)
        message = ticket.message_ids.filtered(lambda message: message.message_type == "email")
        self.assertIn("您好", message.body)
        self.assertIn('<span data-o-mail-quote="1">', message.body)
        self.assertNotIn("&lt;", message.body)

    def test_what_is_no_page_is_shown_as_it_is(self):
        raw = self._raw("Subject: x\nContent-Type: text/x-code", b"<script>alert(1)</script>")
        ticket = self._receive(raw)
        self.assertIn("&lt;script&gt;", ticket.description)
        self.assertIn("&lt;script&gt;", ticket.message_ids[-1].body)

    @settings(max_examples=15, deadline=None)
    @given(st.binary(max_size=200), st.binary(max_size=200))
    @mute_logger("odoo.addons.crm_service.models.intake.crm_service_mailroom")
    def test_whatever_comes_is_a_ticket(self, head, body):
        with self.env.cr.savepoint(flush=False) as savepoint:
            lines = b"From: ann@acme.example.com\nTo: hotline@help.example\nMessage-Id: <z@z>\n"
            head = head.replace(b"\n\n", b"").replace(b"\n", b" ").replace(b"\r", b" ")
            ticket = self._receive(lines + b"Subject: " + head + b"\n\n" + body)
            self.assertEqual(len(ticket), 1)
            savepoint.rollback()
        self.env.invalidate_all()
