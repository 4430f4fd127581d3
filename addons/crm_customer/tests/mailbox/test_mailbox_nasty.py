from odoo.tests import tagged

from ...tools.mailbox.mail import read_mail
from .common import MailboxCommon
from .nasty_mails import NASTY


@tagged("post_install", "-at_install")
class TestMailboxNasty(MailboxCommon):
    def test_every_nasty_mail_is_filed(self):
        for name, raw in NASTY.items():
            with self.subTest(name):
                raw = raw.replace(b"{address}", self.address.encode())
                raw = raw.replace(b"<nasty@", f"<{abs(hash(name))}@".encode())
                mail = self._send(raw)
                self.assertEqual(mail.state, "filed")
                self.assertEqual(mail.interaction_ids.contact_ids, self.wang)

    def test_what_cannot_be_read_is_attached_as_it_came(self):
        raw = NASTY["no body"].replace(b"{address}", self.address.encode())
        mail = self._send(raw)
        self.assertTrue(mail.is_damaged)
        attachment = mail.interaction_ids.mail_message_id.attachment_ids
        self.assertEqual(attachment.name, "original.eml")
        self.assertEqual(attachment.raw, raw)

    def test_scripts_are_gone(self):
        raw = NASTY["script in html"].replace(b"{address}", self.address.encode())
        body = self._send(raw).interaction_ids.mail_message_id.body
        self.assertNotIn("alert", body)

    def test_old_charsets_are_read(self):
        self.assertIn("朱镕基", read_mail(NASTY["gb18030 called gb2312"]).text)
        self.assertEqual(read_mail(NASTY["big5"]).text, "請問價格")
        self.assertEqual(read_mail(NASTY["wrong charset"]).text, "价格")
        self.assertEqual(read_mail(NASTY["unknown charset"]).text, "价格")
        self.assertEqual(read_mail(NASTY["no charset"]).text, "价格是一百元")
        self.assertEqual(read_mail(NASTY["8-bit subject"]).subject, "关于价格")

    def test_a_character_split_over_two_words_is_whole(self):
        self.assertEqual(read_mail(NASTY["split word"]).subject, "价格表")

    def test_a_file_name_has_no_path(self):
        self.assertEqual(read_mail(NASTY["path as file name"]).files[0].name, "passwd")
