import json

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.outbox import robots, signature

SECRET = "example-secret-of-32-characters!!"
BODY = b'{"id":"1"}'
NOW = 1764400000
# openssl dgst -sha256 -hmac, of "1764400000." and the body
DIGEST = "bcea698a3d1fa0eb1147217fdeff092a9f2652d3304e4f7dfda1f3144e5ca871"


@tagged("post_install", "-at_install")
class TestOutboxSignature(BaseCase):
    def test_the_signature_that_openssl_makes(self):
        self.assertEqual(signature.sign(SECRET, NOW, BODY), f"t={NOW},v1={DIGEST}")

    def test_a_receiver_accepts_its_own_within_five_minutes(self):
        header = signature.sign(SECRET, NOW, BODY)
        for now in (NOW - 300, NOW, NOW + 300):
            self.assertTrue(signature.verify(SECRET, header, BODY, now))
        for now in (NOW - 301, NOW + 301):
            self.assertFalse(signature.verify(SECRET, header, BODY, now))

    def test_a_receiver_refuses_what_was_changed(self):
        header = signature.sign(SECRET, NOW, BODY)
        self.assertFalse(signature.verify("another-secret", header, BODY, NOW))
        self.assertFalse(signature.verify(SECRET, header, BODY + b" ", NOW))
        later = header.replace(str(NOW), str(NOW + 1))
        self.assertFalse(signature.verify(SECRET, later, BODY, NOW))
        for broken in ("", None, "t=", "v1=", f"v1={DIGEST}", f"t=x,v1={DIGEST}", "t=٣,v1=a", ",,"):
            self.assertFalse(signature.verify(SECRET, broken, BODY, NOW), broken)

    @given(st.text(), st.binary(), st.text())
    def test_nothing_that_comes_in_breaks_it(self, header, body, secret):
        self.assertFalse(signature.verify(secret, header, body, NOW))
        own = signature.sign(secret, NOW, body)
        self.assertTrue(signature.verify(secret, own, body, NOW))


@tagged("post_install", "-at_install")
class TestOutboxRobotFormats(BaseCase):
    """Signatures as openssl makes them by the documentation of each."""

    lines = [("Sales Order S00012: Created", "https://crm.example.com/odoo/sale.order/12")]

    def test_wecom_has_its_key_in_the_address(self):
        url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc"
        sent_to, body = robots.wecom(url, "", "CRM", self.lines, NOW)
        self.assertEqual(sent_to, url)
        content = (
            "**CRM**\n- [Sales Order S00012: Created](https://crm.example.com/odoo/sale.order/12)"
        )
        self.assertEqual(body, {"msgtype": "markdown", "markdown": {"content": content}})

    def test_dingtalk_signs_in_the_address(self):
        secret = "SEC0123456789abcdef"
        url = "https://oapi.dingtalk.com/robot/send?access_token=abc"
        sent_to, body = robots.dingtalk(url, secret, "CRM", self.lines, 1764400000.123)
        sign = "RzDUoC1L8beE%2B2Ku2hbon%2F2r%2FxpP2KNPieefUva2muA%3D"
        self.assertEqual(sent_to, f"{url}&timestamp=1764400000123&sign={sign}")
        self.assertEqual(body["msgtype"], "markdown")
        self.assertEqual(robots.dingtalk(url, "", "CRM", self.lines, NOW)[0], url)

    def test_feishu_signs_in_the_body(self):
        _url, body = robots.feishu("https://x", "feishu-demo-secret", "CRM", self.lines, NOW)
        self.assertEqual(body["timestamp"], "1764400000")
        self.assertEqual(body["sign"], "AbduqFZp6PhCzT3VfYlGLGqm6JQL2rYeiVamva67Eqk=")
        ((link,),) = body["content"]["post"]["zh_cn"]["content"]
        self.assertEqual(link["href"], self.lines[0][1])
        self.assertNotIn("sign", robots.feishu("https://x", "", "CRM", self.lines, NOW)[1])

    def test_answers_are_understood(self):
        for kind, text, code in (
            ("wecom", '{"errcode":0,"errmsg":"ok"}', 0),
            ("wecom", '{"errcode":93000,"errmsg":"invalid webhook url"}', 93000),
            ("dingtalk", '{"errcode":310000,"errmsg":"sign not match"}', 310000),
            ("feishu", '{"code":0,"msg":"success","data":{}}', 0),
            ("feishu", '{"StatusCode":0,"StatusMessage":"success"}', 0),
            ("feishu", '{"code":19021,"msg":"sign match fail"}', 19021),
            ("wecom", "<html>", None),
            ("wecom", "[]", None),
            ("feishu", "{}", None),
            ("dingtalk", "null", None),
        ):
            self.assertEqual(robots.read_answer(kind, text)[0], code, text)

    @given(st.lists(st.tuples(st.text(max_size=300), st.text(max_size=300)), min_size=1))
    def test_a_message_is_never_too_long_and_never_empty(self, lines):
        count = robots.fit(lines)
        self.assertTrue(1 <= count <= min(20, len(lines)))
        if count > 1:
            size = sum(len(f"- [{text}]({link})\n".encode()) for text, link in lines[:count])
            self.assertLessEqual(size, robots.MOST_BYTES)

    @given(st.text(), st.text())
    def test_what_a_name_holds_makes_no_mention_and_no_other_link(self, title, text):
        _url, body = robots.wecom("https://x", "", title, [(text, "https://link")], NOW)
        content = body["markdown"]["content"]
        self.assertEqual(content.count("]("), 1)
        self.assertNotIn("<", content)
        self.assertNotIn("@", content)
        json.dumps(body)
