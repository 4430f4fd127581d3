"""How long to wait before the next attempt."""

BASE = 30
CAP = 6 * 3600
JITTER = 0.2


def bounds(attempts, base=BASE, cap=CAP):
    """Return the shortest and the longest wait after ``attempts`` failed attempts, in seconds.

    The middle doubles from attempt to attempt up to ``cap``; a fifth either way keeps receivers
    from being asked by everybody at once when they come back.
    """
    middle = min(cap, base * 2 ** min(max(attempts, 1) - 1, 40))
    return middle * (1 - JITTER), middle * (1 + JITTER)


def wait(attempts, dice, retry_after=None, base=BASE, cap=CAP):
    """Return the seconds to wait after ``attempts`` failed attempts.

    :param dice: a number in [0, 1), drawn by the caller
    :param retry_after: seconds that the receiver asked for: never less than these, unless it
        asks for more than ``cap``
    """
    low, high = bounds(attempts, base, cap)
    seconds = low + (high - low) * dice
    if retry_after:
        seconds = max(seconds, min(retry_after, cap))
    return seconds
