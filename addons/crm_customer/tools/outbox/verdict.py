"""What an answer of a receiver means, and what follows.

========================  ==========================================================
2xx                       sent
408, 425, 429, 5xx        tried again until the attempts are used up; so are time-outs,
                          refused connections and robots that say "too often"
410                       the receiver is gone: the endpoint is paused, everything waits
other 4xx, 3xx            the receiver does not want it: three attempts, since addresses and
                          rights are mended within minutes, then given up; redirects are
                          never followed; so are robots that refuse a message
========================  ==========================================================
"""

from email.utils import parsedate_to_datetime

SENT, RETRY, REFUSED, GONE = "sent", "retry", "refused", "gone"
RETRIED = {408, 425, 429}
REFUSALS = 3


def judge(status):
    """Return the verdict on an HTTP status; 0 stands for no answer."""
    if 200 <= status < 300:
        return SENT
    if status == 410:
        return GONE
    if status < 200 or status >= 500 or status in RETRIED:
        return RETRY
    return REFUSED


def is_over(verdict, attempts, most):
    """Say whether a delivery is given up after ``attempts`` of at ``most``."""
    return attempts >= (min(REFUSALS, most) if verdict == REFUSED else most)


def read_retry_after(text, now):
    """Return the seconds that the header ``Retry-After`` asks for, or None.

    :param text: seconds, or a date; ``now`` in seconds since 1970
    """
    text = (text or "").strip()
    if text.isascii() and text.isdecimal():
        return int(text[:9])
    try:
        return max(0, int(parsedate_to_datetime(text).timestamp() - now))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
