"""Accounts on social networks: one account is written one way, however it was typed."""

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

# how the page of a handle is addressed; a network without one here has no public pages by handle
PAGES = {
    "linkedin": "https://www.linkedin.com/in/{}",
    "weibo": "https://weibo.com/n/{}",
    "douyin": "https://www.douyin.com/user/{}",
    "xiaohongshu": "https://www.xiaohongshu.com/user/profile/{}",
    "x": "https://x.com/{}",
    "facebook": "https://www.facebook.com/{}",
    "whatsapp": "https://wa.me/{}",
}
HOSTS = {
    "linkedin.com": "linkedin",
    "weibo.com": "weibo",
    "weibo.cn": "weibo",
    "douyin.com": "douyin",
    "xiaohongshu.com": "xiaohongshu",
    "x.com": "x",
    "twitter.com": "x",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "wa.me": "whatsapp",
}
# parts of a path that stand before the handle
STEPS = {"in", "company", "n", "u", "user", "profile", "people", "pg"}
# networks that tell capitals apart
CASED = {"douyin", "xiaohongshu", "wecom"}
LONGEST = 200


class Handle(NamedTuple):
    kind: str
    handle: str  # as it is shown
    key: str  # by which accounts are the same
    url: str  # its page, empty where there is none


def normalise(kind, text):
    """Return the account that ``text`` is, a handle or the address of a page.

    The address of a network that is known decides the kind.

    :raise ValueError: there is no handle in it
    """
    text = unicodedata.normalize("NFKC", text or "").strip()
    url = ""
    if "/" in text and (found := _read_address(text)):
        known, handle, url = found
        kind = known or kind
    else:
        handle = text
    handle = re.sub(r"\s+", " ", handle).strip().lstrip("@").strip()
    if kind == "whatsapp":
        handle = re.sub(r"\D", "", handle)
    if not handle or len(handle) > LONGEST:
        raise ValueError("no handle")
    key = handle if kind in CASED else handle.casefold()
    page = PAGES.get(kind)
    return Handle(kind, handle, key, page.format(handle) if page and not url else url)


def _read_address(text):
    """Return (kind or None, handle, address), or None of what is no address."""
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "." not in host:
        return None
    kind = next(
        (kind for name, kind in HOSTS.items() if host == name or host.endswith(f".{name}")), None
    )
    steps = [unquote(step) for step in parts.path.split("/") if step]
    while len(steps) > 1 and steps[0] in STEPS:
        steps.pop(0)
    if not steps:
        return None
    return kind, steps[0], address if kind not in PAGES or "company" in parts.path else ""
