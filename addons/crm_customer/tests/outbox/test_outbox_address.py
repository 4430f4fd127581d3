import ipaddress
import socket

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.outbox import address
from ...tools.outbox.address import Refused

INSIDE = [
    "http://127.0.0.1/",
    "http://localhost/",
    "https://127.1/",
    "https://127.0.0.1:8069/",
    "https://0/",
    "https://0.0.0.0/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0x7f.0.0.1/",
    "https://10.0.0.5/",
    "https://10.255.255.255/",
    "https://172.16.0.1/",
    "https://172.31.255.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.100.100.200/latest/meta-data/",
    "https://100.64.0.1/",
    "https://192.0.0.192/",
    "https://168.63.129.16/metadata",
    "https://198.18.0.1/",
    "https://192.0.2.1/",
    "https://203.0.113.7/",
    "https://224.0.0.1/",
    "https://239.255.255.250/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b::a00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2002:a00:1::1]/",
    "https://[fe80::1]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[2001:db8::1]/",
    "https://[2001:0:0:0:0:0:80ff:fffe]/",
    "https://１２７.０.０.１/",
    "https://127。0。0。1/",
    "https://①②⑦.0.0.1/",
    "https://LOCALHOST./",
]
MALFORMED = [
    "",
    None,
    "example.com",
    "https://",
    "https:///path",
    "https://exa mple.com/",
    "https://example.com/\r\nHost: inside",
    "https://example.com\\@127.0.0.1/",
    "https://[::1",
    "https://[fe80::1%25eth0]/",
    "https://example.com:99999/",
    "https://example.com:0/",
    "https://example.com:port/",
    "https://example.com/\x00",
    "\thttps://example.com/",
    "https://example.com/路径",
    "https://" + "a" * 64 + ".example.com/",
    "https://a..example.com/",
]
OTHER_SCHEMES = [
    "file:///etc/passwd",
    "ftp://example.com/",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1/",
    "javascript:alert(1)",
    "//example.com/",
]
WITH_USER = ["https://user:pass@example.com/", "https://example.com@127.0.0.1/", "https://@a.b/"]


def answers(*ips):
    """Return a resolver that knows these addresses alone."""

    def lookup(_host, port, **_kwargs):
        return [
            (socket.AF_INET6 if ":" in ip else socket.AF_INET, 1, 6, "", (ip, port)) for ip in ips
        ]

    return lookup


@tagged("post_install", "-at_install")
class TestOutboxAddress(BaseCase):
    def _reason(self, url, **kwargs):
        try:
            address.resolve(address.parse(url), **kwargs)
        except Refused as refusal:
            return str(refusal)
        return None

    def test_nothing_inside_the_house_is_reached(self):
        self.assertGreater(len(INSIDE), 45)
        for url in INSIDE:
            reason = self._reason(url)
            # some resolvers know no such spelling, which is as good
            self.assertIn(reason, (address.INSIDE, address.UNKNOWN_HOST), url)
            if url not in ("https://LOCALHOST./",) and url[8].isascii():
                self.assertEqual(reason, address.INSIDE, url)

    def test_what_is_no_address_is_refused(self):
        for urls, reason in (
            (MALFORMED, {address.MALFORMED, address.SCHEME}),
            (OTHER_SCHEMES, {address.SCHEME}),
            (WITH_USER, {address.USERINFO}),
        ):
            for url in urls:
                self.assertIn(self._reason(url, lookup=answers("93.184.216.34")), reason, url)

    def test_a_public_receiver_is_reached_by_https_alone(self):
        lookup = answers("93.184.216.34")
        self.assertIsNone(self._reason("https://example.com/hook", lookup=lookup))
        plain = "http://example.com/hook"
        self.assertEqual(self._reason(plain, lookup=lookup), address.PLAIN)
        self.assertEqual(self._reason(plain, lookup=lookup, allow_inside=True), address.PLAIN)

    def test_a_name_that_resolves_to_the_inside_is_refused(self):
        for ips in (
            ["10.0.0.1"],
            ["93.184.216.34", "10.0.0.1"],
            ["93.184.216.34", "::ffff:127.0.0.1"],
            ["169.254.169.254"],
        ):
            reason = self._reason("https://trap.example.com/", lookup=answers(*ips))
            self.assertEqual(reason, address.INSIDE, ips)
        reason = self._reason("https://nobody.example.com/", lookup=answers())
        self.assertEqual(reason, address.UNKNOWN_HOST)

    def test_when_allowed_private_ones_are_but_never_metadata(self):
        for ip in ("127.0.0.1", "10.1.2.3", "192.168.0.9", "172.20.0.1", "::1", "fd12::1"):
            lookup = answers(ip)
            for scheme in ("http", "https"):
                url = f"{scheme}://erp.local/"
                self.assertIsNone(self._reason(url, lookup=lookup, allow_inside=True), ip)
        for ip in (
            "169.254.169.254", "fe80::1", "224.0.0.1", "0.0.0.0", "::", "100.64.0.1",
            "168.63.129.16", "255.255.255.255", "192.0.2.1",
        ):  # fmt: skip
            reason = self._reason("https://erp.local/", lookup=answers(ip), allow_inside=True)
            self.assertEqual(reason, address.INSIDE, ip)
        mixed = answers("10.0.0.1", "93.184.216.34")
        reason = self._reason("https://erp.local/", lookup=mixed, allow_inside=True)
        self.assertEqual(reason, address.INSIDE)

    def test_the_address_that_was_checked_is_the_one_that_is_used(self):
        target = address.parse("https://example.com:8443/a?b=c")
        self.assertEqual(target, ("https", "example.com", 8443, "/a?b=c"))
        self.assertEqual(address.resolve(target, lookup=answers("8.8.8.8")), "8.8.8.8")

    def test_names_of_other_scripts_are_spelt_for_the_net(self):
        self.assertEqual(address.parse("https://例子.example.com/").host, "xn--fsqu00a.example.com")

    @given(st.ip_addresses())
    def test_an_address_is_never_both_public_and_inside(self, ip):
        self.assertFalse(address.is_public(ip) and address.is_inside(ip))

    @given(st.ip_addresses(v=4))
    def test_spelt_as_version_6_it_is_the_same(self, ip):
        mapped = ipaddress.ip_address(f"::ffff:{ip}")
        nat64 = ipaddress.ip_address(int(ipaddress.ip_address("64:ff9b::")) + int(ip))
        for spelt in (mapped, nat64):
            self.assertEqual(address.is_public(ip), address.is_public(spelt))
            self.assertEqual(address.is_inside(ip), address.is_inside(spelt))

    @given(st.text())
    def test_no_text_breaks_it(self, text):
        for url in (text, f"https://{text}", f"https://example.com/{text}"):
            self._reason(url, lookup=answers("8.8.8.8"))
            address.shown(url)

    def test_keys_are_not_shown(self):
        robot = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"
        self.assertEqual(address.shown(robot, True), "https://oapi.dingtalk.com/•••cdef")
        self.assertEqual(address.shown("https://a.b/c?token=1"), "https://a.b/c?•••")
        self.assertEqual(address.shown("https://a.b/c"), "https://a.b/c")
        self.assertEqual(address.shown(False), "")
