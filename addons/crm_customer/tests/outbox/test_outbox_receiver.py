"""The receiver of our tests takes whole messages only, as a real one does."""

import socket

from odoo.tests import BaseCase, tagged

from .receiver import Receiver

HEAD = b"POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n"


@tagged("post_install", "-at_install")
class TestOutboxReceiver(BaseCase):
    def _send(self, data):
        """Send ``data`` and leave; return once the receiver has hung up as well."""
        receiver = Receiver()
        self.addCleanup(receiver.stop)
        with socket.create_connection(("127.0.0.1", receiver.port), timeout=10) as sender:
            sender.sendall(data)
            sender.shutdown(socket.SHUT_WR)
            while sender.recv(1024):
                continue
        return receiver

    def test_a_message_of_a_sender_that_died_in_the_middle_is_none(self):
        for cut in (HEAD, HEAD + b"{}"):
            self.assertEqual(self._send(cut).requests, [])

    def test_a_whole_message_is_taken(self):
        self.assertEqual(self._send(HEAD + b"null").bodies, [None])
