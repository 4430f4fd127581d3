import socket
import time

from odoo.tests import BaseCase, tagged

from ...tools.outbox import address, http_post
from .receiver import Receiver, drip


@tagged("post_install", "-at_install")
class TestOutboxHttpPost(BaseCase):
    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(self.receiver.stop)

    def _post(self, url=None, timeout=5, **kwargs):
        kwargs.setdefault("allow_inside", True)
        return http_post.post(url or self.receiver.url, b"{}", {"X-A": "b"}, timeout, **kwargs)

    def test_it_arrives(self):
        answer = self._post()
        self.assertEqual((answer.status, answer.error), (200, ""))
        ((path, headers, body),) = self.receiver.requests
        self.assertEqual((path, headers["X-A"], body), ("/hook", "b", b"{}"))
        self.assertEqual(headers["Host"], f"127.0.0.1:{self.receiver.port}")

    def test_nothing_goes_to_this_machine_unless_allowed(self):
        answer = self._post(allow_inside=False)
        self.assertEqual((answer.status, answer.error), (0, address.INSIDE))
        self.assertFalse(self.receiver.requests)

    def test_the_name_is_resolved_once_and_kept_in_the_request(self):
        asked = []

        def lookup(host, port, **_kwargs):
            asked.append(host)
            ip = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
            return [(socket.AF_INET, 1, 6, "", (ip, port))]

        url = f"http://erp.example.com:{self.receiver.port}/hook"
        self.assertEqual(self._post(url, lookup=lookup).status, 200)
        self.assertEqual(asked, ["erp.example.com"])
        headers = self.receiver.requests[0][1]
        self.assertEqual(headers["Host"], f"erp.example.com:{self.receiver.port}")

    def test_the_host_as_servers_want_it(self):
        for url, host in (
            ("https://example.com/a", "example.com"),
            ("https://example.com:8443/a", "example.com:8443"),
            ("http://[::1]/a", "[::1]"),
            ("http://[::1]:8069/a", "[::1]:8069"),
        ):
            self.assertEqual(http_post._host(address.parse(url)), host)

    def test_a_redirect_is_not_followed(self):
        other = Receiver()
        self.addCleanup(other.stop)
        self.receiver.answers = [(302, {"Location": other.url}, b"")]
        self.assertEqual(self._post().status, 302)
        self.assertFalse(other.requests)

    def test_no_more_than_64_kilobytes_of_the_answer_are_read(self):
        self.receiver.answers = [(200, {}, b"x" * 1_000_000)]
        self.assertEqual(len(self._post().text), 64 * 1024)

    def test_a_receiver_cannot_hold_the_worker(self):
        def sleep(_handler):
            time.sleep(3)

        for answer in (drip, sleep):
            self.receiver.answers = [answer]
            start = time.monotonic()
            self.assertEqual(self._post(timeout=1).error, http_post.TIMED_OUT)
            self.assertLess(time.monotonic() - start, 2.5)

    def test_each_trouble_has_its_name(self):
        self.receiver.answers = [lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n\r\n")]
        self.assertEqual(self._post().error, http_post.NO_HTTP)
        secure = self.receiver.url.replace("http:", "https:")
        self.assertEqual(self._post(secure).error, http_post.NO_TLS)
        self.receiver.stop()
        self.assertEqual(self._post().error, http_post.UNREACHABLE)
        self.assertEqual(self._post("nonsense").error, address.SCHEME)

    def test_what_the_receiver_asks_for(self):
        self.receiver.answers = [(429, {"Retry-After": "33"}, b"")]
        self.assertEqual(self._post().retry_after, 33)
