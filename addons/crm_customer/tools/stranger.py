"""Text that a stranger typed into a public form, and who counts as one sender."""

import unicodedata
from ipaddress import ip_address, ip_network

LINE = 200
BODY = 20_000
# an own house has an IPv6 network of this length
PREFIX = 64


def line_of(value, limit=LINE):
    """Return ``value`` as one line of at most ``limit`` characters without control ones."""
    return " ".join(_printable(value).split())[:limit].strip()


def text_of(value, limit=BODY):
    """Return ``value`` with its lines, at most ``limit`` characters without control ones."""
    return _printable(value).strip()[:limit].strip()


def _printable(value):
    if not isinstance(value, str):
        return ""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        sign for sign in value if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs")
    )


def network_of(address):
    """Return what counts as one sender: an IPv4 address, or the /64 network of an IPv6 one."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network(f"{parsed}/{PREFIX}", strict=False))
    return str(parsed)
