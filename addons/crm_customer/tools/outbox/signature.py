"""The signature of a webhook, and how a receiver verifies it.

The header ``X-CRM-Signature: t=1764400000,v1=5f2b…`` holds the second of sending and the
hexadecimal HMAC-SHA256, with the shared secret, of ``t``, a dot and the body as it was received.
A receiver

1. computes the same from the raw bytes of the body, before it parses them,
2. compares in constant time,
3. refuses what is older than five minutes, so that nobody sends a caught message again,
4. remembers ``X-CRM-Event-Id`` and ignores what it has already: a message can come twice.

:func:`verify` does the first three.
"""

import hashlib
import hmac

WINDOW = 300


def sign(secret, timestamp, body):
    """Return the value of the header.

    :param timestamp: whole seconds since 1970
    :param body: bytes
    """
    return f"t={timestamp},v1={_digest(secret, timestamp, body)}"


def verify(secret, header, body, now, window=WINDOW):
    """Say whether ``header`` was made with ``secret`` for ``body`` within ``window`` seconds."""
    parts = dict(part.partition("=")[::2] for part in (header or "").split(","))
    timestamp = parts.get("t", "")
    if not (timestamp.isascii() and timestamp.isdecimal()):
        return False
    expected = _digest(secret, timestamp, body)
    same = hmac.compare_digest(expected.encode(), parts.get("v1", "").encode())
    return same and abs(now - int(timestamp)) <= window


def _digest(secret, timestamp, body):
    message = str(timestamp).encode() + b"." + body
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
