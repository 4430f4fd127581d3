from email import policy
from email.parser import BytesParser

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.intake.characters import read_bytes
from ...tools.intake.heal import heal, message_key
from ...tools.intake.numbers import numbers_in

# characters in daily use, of which the charsets can be told apart
SIMPLIFIED = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
)
TRADITIONAL = (
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過"
)
SENTENCES = [
    ("您好，我们的机器坏了，请尽快安排工程师上门维修，谢谢。", "gb18030"),
    ("您好，我們的機器壞了，請儘快安排工程師上門維修，謝謝。", "big5"),
    ("您好，我们的机器坏了，请尽快安排工程师上门维修，谢谢。", "utf-8"),
]


@tagged("post_install", "-at_install")
class TestCharacters(BaseCase):
    @given(
        st.text(st.sampled_from(SIMPLIFIED), min_size=6, max_size=60),
        st.sampled_from(["gb2312", "GBK", "gb18030", "utf-8", "us-ascii", "", "x-none"]),
    )
    def test_simplified_characters_survive_their_labels_and_none(self, text, label):
        self.assertEqual(read_bytes(text.encode("gb18030"), label), text)
        self.assertEqual(read_bytes(text.encode(), label), text)

    @given(st.text(st.sampled_from(TRADITIONAL), min_size=6, max_size=60))
    def test_traditional_characters_survive(self, text):
        self.assertEqual(read_bytes(text.encode("big5"), "big5"), text)
        self.assertEqual(read_bytes(text.encode(), "big5"), text)

    def test_sentences_survive_any_label(self):
        for label in ("gb2312", "gbk", "big5", "utf-8", "us-ascii", "", "x-none"):
            for text, charset in SENTENCES:
                with self.subTest(label=label, charset=charset):
                    self.assertEqual(read_bytes(text.encode(charset), label), text)

    @given(st.text(st.characters(codec="gb18030", exclude_categories=("Cc", "Cs")), max_size=99))
    def test_utf8_survives_any_label(self, text):
        if any(character > "\u07ff" for character in text):
            self.assertEqual(read_bytes(text.encode(), "gb2312"), text)

    def test_rare_characters_in_what_is_called_gb2312(self):
        self.assertEqual(
            read_bytes("朱镕基 㐂 𠮷野家".encode("gb18030"), "gb2312"), "朱镕基 㐂 𠮷野家"
        )

    def test_hz(self):
        self.assertEqual(read_bytes("机器坏了".encode("hz"), "hz-gb-2312"), "机器坏了")

    @given(st.binary(max_size=300), st.text(max_size=20))
    def test_no_bytes_and_no_label_raise(self, data, label):
        text = read_bytes(data, label)
        self.assertNotIn("\x00", text)
        text.encode()


@tagged("post_install", "-at_install")
class TestHeal(BaseCase):
    SOUND = b"From: a@b.example\nMessage-Id: <1@b.example>\nSubject: Hi\n\nHello\n"

    def _host(self, raw):
        return BytesParser(policy=policy.SMTP).parsebytes(heal(raw))

    def test_a_sound_mail_stays_as_it_came(self):
        self.assertIs(heal(self.SOUND), self.SOUND)

    @given(st.binary(max_size=400))
    def test_nothing_raises(self, data):
        heal(data)
        heal(self.SOUND + data)
        heal(b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" + data)
        message_key(data)

    def test_a_bare_subject_and_name_in_gbk(self):
        raw = "From: 李伟 <li@b.example>\nSubject: 机器坏了，请派人来\nMessage-Id: <1@b>\n\nx\n"
        message = self._host(raw.encode("gbk"))
        self.assertEqual(message["Subject"], "机器坏了，请派人来")
        self.assertEqual(message["From"].addresses[0].display_name, "李伟")

    def test_an_unknown_charset(self):
        raw = b"Message-Id: <1@b>\nContent-Type: text/plain; charset=x-martian\n\n" + (
            "设备报警，无法启动".encode("gb18030")
        )
        self.assertEqual(self._host(raw).get_content().strip(), "设备报警，无法启动")

    def test_a_container_without_boundary_is_a_text(self):
        raw = b"Message-Id: <1@b>\nContent-Type: multipart/mixed\n\nStill readable\n"
        self.assertIn("Still readable", self._host(raw).get_content())

    def test_the_name_of_a_file_in_gbk(self):
        head = "Message-Id: <1@b>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        part = (
            "--x\nContent-Type: application/pdf\n"
            'Content-Disposition: attachment; filename="检验报告.pdf"\n\nabc\n--x--\n'
        )
        message = self._host((head + part).encode("gbk"))
        self.assertEqual(next(message.iter_attachments()).get_filename(), "检验报告.pdf")

    def test_a_mail_without_identity_is_known_by_its_content(self):
        raw = b"From: a@b.example\nSubject: Hi\n\nHello\n"
        self.assertEqual(self._host(raw)["Message-Id"], self._host(raw)["Message-Id"])
        self.assertEqual(message_key(raw), message_key(raw))
        self.assertNotEqual(message_key(raw), message_key(raw + b"!"))
        self.assertEqual(message_key(self.SOUND), message_key(self.SOUND + b"!"))

    def test_numbers_in_subjects(self):
        self.assertEqual(numbers_in("Re: [T2026-00012] leaks")[:1], ["T2026-00012"])
        self.assertEqual(numbers_in("回复：【T2026-00012】漏水")[:1], ["T2026-00012"])
        self.assertEqual(numbers_in("AW: SR/2026/0007: pump"), ["SR/2026/0007"])
        self.assertEqual(numbers_in("No number"), [])
        self.assertEqual(numbers_in(None), [])

    @given(st.text(max_size=200))
    def test_numbers_never_raise(self, text):
        self.assertLessEqual(len(numbers_in(text)), 10)
