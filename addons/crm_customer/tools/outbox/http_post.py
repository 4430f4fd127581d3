"""One POST to one checked address, within a time, with no more of the answer than needed.

No redirect is followed, no proxy asked, no credential of the environment sent, and nothing is
logged: URLs of group robots are keys. Errors are codes, never texts that hold a URL.
"""

import http.client
import socket
import ssl
import threading
import time
from typing import NamedTuple

from . import address
from .address import SCHEMES, Refused
from .verdict import read_retry_after

MOST_READ = 64 * 1024
TIMED_OUT, UNREACHABLE, NO_TLS, NO_HTTP = "timed_out", "unreachable", "no_tls", "no_http"


class Answer(NamedTuple):
    """What came back: ``status`` 0 and an ``error`` code when nothing did."""

    status: int = 0
    error: str = ""
    text: str = ""
    retry_after: int | None = None
    seconds: float = 0.0


def post(url, body, headers, timeout, allow_inside=False, lookup=socket.getaddrinfo):
    """Send ``body`` (bytes) and return the :class:`Answer`; raises nothing.

    :param timeout: seconds for all of it, so that a receiver cannot hold a worker by
        answering a byte at a time
    """
    start = time.monotonic()
    try:
        target = address.parse(url)
        ip = address.resolve(target, allow_inside, lookup)
    except Refused as refusal:
        return Answer(error=str(refusal), seconds=time.monotonic() - start)
    return _exchange(target, ip, body, headers, timeout)._replace(
        seconds=round(time.monotonic() - start, 3)
    )


def _exchange(target, ip, body, headers, timeout):
    ended = threading.Event()
    connection = http.client.HTTPConnection(target.host, target.port)
    try:
        plain = socket.create_connection((ip, target.port), timeout=timeout)
    except TimeoutError:
        return Answer(error=TIMED_OUT)
    except OSError:
        return Answer(error=UNREACHABLE)
    watch = threading.Timer(timeout, _end, (plain, ended))
    watch.daemon = True
    watch.start()
    try:
        connection.sock = _encrypt(plain, target)
        connection.request("POST", target.path, body, {"Host": _host(target)} | headers)
        answer = _read(connection.getresponse())
        return Answer(error=TIMED_OUT) if ended.is_set() else answer
    except ssl.SSLError:
        return Answer(error=TIMED_OUT if ended.is_set() else NO_TLS)
    except TimeoutError:
        return Answer(error=TIMED_OUT)
    except http.client.HTTPException:
        return Answer(error=TIMED_OUT if ended.is_set() else NO_HTTP)
    except (OSError, ValueError):
        return Answer(error=TIMED_OUT if ended.is_set() else UNREACHABLE)
    finally:
        watch.cancel()
        connection.close()
        plain.close()


def _host(target):
    name = f"[{target.host}]" if ":" in target.host else target.host
    return name if target.port == SCHEMES[target.scheme] else f"{name}:{target.port}"


def _encrypt(plain, target):
    if target.scheme != "https":
        return plain
    # a copy of the socket, so that the watch can still end the first one
    return ssl.create_default_context().wrap_socket(plain.dup(), server_hostname=target.host)


def _end(plain, ended):
    ended.set()
    try:
        plain.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it ended by itself


def _read(response):
    text = response.read(MOST_READ).decode("utf-8", "replace")
    retry_after = read_retry_after(response.getheader("Retry-After"), time.time())
    return Answer(response.status, "", text, retry_after)
