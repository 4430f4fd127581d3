"""Whether somebody may be addressed, from what was said and what the blacklists hold."""

CHANNELS = [
    ("any", "Any Channel"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("sms", "Text Message"),
    ("wechat", "WeChat"),
    ("post", "Post"),
]
STATES = [
    ("granted", "Granted"),
    ("refused", "Refused"),
    ("withdrawn", "Withdrawn"),
]
# the channels that people are addressed by: all but "any"
REAL_CHANNELS = tuple(channel for channel, _label in CHANNELS if channel != "any")
# the channels that each list of the host speaks about
MAIL_BLACKLIST = frozenset({"email"})
PHONE_BLACKLIST = frozenset({"phone", "sms"})

GONE = "gone"
BLACKLISTED = "blacklisted"
GRANTED = "granted"
REFUSED = "refused"
WITHDRAWN = "withdrawn"
EXPIRED = "expired"
MISSING = "missing"
NOT_REFUSED = "not_refused"

ALLOWING = frozenset({GRANTED, NOT_REFUSED})


def channels_of(channel):
    """Return the real channels that ``channel`` stands for.

    :raise ValueError: there is no such channel
    """
    if channel == "any":
        return REAL_CHANNELS
    if channel not in REAL_CHANNELS:
        raise ValueError(f"unknown channel {channel!r}")
    return (channel,)


def verdict(
    state,
    *,
    needs_grant,
    is_expired=False,
    is_gone=False,
    in_mail_blacklist=False,
    in_phone_blacklist=False,
    channel=None,
):
    """Return why one may be addressed, or may not: a word, see ``ALLOWING``.

    :param state: the latest statement about this channel and purpose, None without one
    :param bool needs_grant: silence is a no; else silence is a yes
    :param bool is_expired: the time of the latest statement, a grant, is over
    :param bool is_gone: archived or erased
    :param channel: one of ``REAL_CHANNELS``, tells which blacklist speaks about it
    """
    if is_gone:
        return GONE
    if state in (REFUSED, WITHDRAWN):
        return state
    if in_mail_blacklist and channel in MAIL_BLACKLIST:
        return BLACKLISTED
    if in_phone_blacklist and channel in PHONE_BLACKLIST:
        return BLACKLISTED
    if state == GRANTED and not is_expired:
        return GRANTED
    if not needs_grant:
        return NOT_REFUSED
    return EXPIRED if state == GRANTED else MISSING
