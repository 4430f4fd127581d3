"""A receiver of webhooks: a real web server on this machine, in a thread of the test."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """Keeps what it gets; answers 200, or what ``answers`` says, one after the other.

    An answer is a status, or (status, headers, body), or a function of the handler.
    """

    def __init__(self, port=0):
        self.port = port
        self.answers = []
        self.requests = []
        self.server = None
        self.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def bodies(self):
        return [json.loads(body) for _path, _headers, body in self.requests]

    def start(self):
        """Start, on the same port as before: a receiver that comes back."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                receiver.handle(self)

            def log_message(self, *_args):
                """Say nothing: the log of a test is for warnings."""

        ThreadingHTTPServer.allow_reuse_address = True
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def handle(self, handler):
        length = int(handler.headers["Content-Length"])
        body = handler.rfile.read(length)
        if len(body) < length:
            return  # the sender died in the middle of it: no message
        self.requests.append((handler.path, dict(handler.headers), body))
        answer = self.answers.pop(0) if self.answers else 200
        if callable(answer):
            answer(handler)
            return
        status, headers, text = (answer, {}, b"") if isinstance(answer, int) else answer
        handler.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(text))}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(text)


def drip(handler):
    """Answer one byte at a time, without an end."""
    try:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        for _byte in range(100):
            handler.wfile.write(b"X")
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        return
