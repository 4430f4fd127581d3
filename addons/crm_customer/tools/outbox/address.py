"""Where a message may go: no address inside the house, unless that is allowed.

A URL that somebody types makes the server connect. Without a check it reaches what only the
server can reach: databases, routers, the metadata of a cloud. The check is on the addresses that
a name resolves to, and the connection goes to exactly the address that was checked: resolving
again could give another one.
"""

import ipaddress
import re
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

HIDDEN = "•••"
SCHEMES = {"https": 443, "http": 80}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# answer from inside a cloud alone, or are no addresses of receivers, though some versions of
# Python count them as public
NEVER = [
    ipaddress.ip_network(net)
    for net in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "fec0::/10")
]
UNWANTED = re.compile(r"[\x00-\x20\x7f\\]")


class Refused(ValueError):
    """An address that is not connected to; the argument is one of the reasons below."""


MALFORMED, USERINFO, SCHEME, UNKNOWN_HOST, INSIDE, PLAIN = (
    "malformed",
    "userinfo",
    "scheme",
    "unknown_host",
    "inside",
    "plain",
)


class Target(NamedTuple):
    """What a URL says."""

    scheme: str
    host: str  # ASCII, without brackets
    port: int
    path: str  # with the query


def parse(url):
    """Return the :class:`Target` of ``url``.

    :raise Refused: no usable http or https URL
    """
    if not url or UNWANTED.search(url):
        raise Refused(MALFORMED)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(MALFORMED) from error
    if parts.scheme not in SCHEMES:
        raise Refused(SCHEME)
    if "@" in parts.netloc:
        raise Refused(USERINFO)
    if not host or "%" in host or port == 0:
        raise Refused(MALFORMED)
    path = parts.path or "/"
    if parts.query:
        path += f"?{parts.query}"
    if not path.isascii():
        raise Refused(MALFORMED)
    return Target(parts.scheme, _ascii_host(host), port or SCHEMES[parts.scheme], path)


def _ascii_host(host):
    if ":" in host:  # an address of version 6
        return host
    try:
        # names of our own language are allowed, and look-alikes of digits become digits
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Refused(MALFORMED) from error


def is_public(address):
    """Say whether an IP address is one of the open net."""
    address = _unwrap(address)
    return address.is_global and not (
        address.is_multicast or address.is_reserved or any(address in net for net in NEVER)
    )


def is_inside(address):
    """Say whether an IP address is one of this machine or of a private net.

    Link-local ones are neither: that is where clouds answer with their credentials.
    """
    address = _unwrap(address)
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        return False
    if address.is_loopback:
        return True
    nets = PRIVATE_4 if address.version == 4 else PRIVATE_6
    return any(address in net for net in nets)


PRIVATE_4 = [ipaddress.ip_network(net) for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")]
PRIVATE_6 = [ipaddress.ip_network("fc00::/7")]


def _unwrap(address):
    """Return the address of version 4 that one of version 6 stands for, else itself."""
    address = ipaddress.ip_address(address)
    if address.version == 4:
        return address
    if address in NAT64:
        return ipaddress.ip_address(address.packed[-4:])
    teredo = address.teredo
    inner = address.ipv4_mapped or address.sixtofour or (teredo and teredo[1])
    if not inner and address.packed[:12] == bytes(12) and int(address) > 1:
        inner = ipaddress.ip_address(address.packed[-4:])  # ::a.b.c.d
    return inner or address


def resolve(target, allow_inside=False, lookup=socket.getaddrinfo):
    """Return the IP address that ``target`` is connected to, as text.

    All addresses of the name must be allowed: a name with a public and a private one is a trap.

    :param allow_inside: whether receivers on private addresses are wanted; only they may be
        spoken to without encryption
    :raise Refused: none, or one that is not allowed
    """
    try:
        found = lookup(target.host, target.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(entry[4][0] for entry in found))
        public = [is_public(address) for address in addresses]
        inside = [is_inside(address) for address in addresses]
    except (OSError, UnicodeError, ValueError) as error:
        raise Refused(UNKNOWN_HOST) from error
    if not addresses:
        raise Refused(UNKNOWN_HOST)
    if not all(public) and not (allow_inside and all(inside)):
        raise Refused(INSIDE)
    if target.scheme == "http" and any(public):
        raise Refused(PLAIN)
    return addresses[0]


def shown(url, is_key=False):
    """Return ``url`` without what must stay secret in it.

    :param is_key: whether path and query are the key, as with group robots
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return HIDDEN
    if not parts.netloc:
        return ""
    base = f"{parts.scheme}://{parts.netloc}"
    if is_key:
        return f"{base}/{HIDDEN}{url[-4:]}"
    return f"{base}{parts.path}" + (f"?{HIDDEN}" if parts.query else "")
