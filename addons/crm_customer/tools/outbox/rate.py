"""Robots of WeCom, DingTalk and Feishu take 20 messages a minute.

A leaky bucket: ten at once and one every six seconds make at most 20 in any 60 seconds.
"""

INTERVAL = 6
BURST = 10


def ready_at(full_at):
    """Return when the next message may go, in seconds; ``full_at`` as kept by :func:`take`."""
    return full_at - INTERVAL * (BURST - 1)


def take(full_at, now):
    """Return the new ``full_at`` after a message at ``now``.

    ``full_at`` is the second at which the bucket is empty again; 0 before the first message.
    """
    return max(full_at, now) + INTERVAL
