"""A mail that the host's parser would misread, made one that it reads right.

The host takes labels at their word: unknown charsets raise, wrong ones give question marks,
a container without a boundary loses its text. Here such parts are written anew in UTF-8;
a mail that is sound stays as it came, byte for byte.
"""

import hashlib
import re
from email import policy
from email.header import Header
from email.message import Message
from email.parser import BytesParser
from email.utils import formataddr

from odoo.addons.crm_customer.tools.mailbox.addresses import read_addresses
from odoo.addons.crm_customer.tools.mailbox.charsets import WORD, decode_header

from .characters import read_bytes

ADDRESSES = ("From", "To", "Cc", "Reply-To", "Delivered-To", "Resent-To", "Resent-Cc")
TEXTS = ("Subject",)
SOUND_WORDS = {"utf-8", "us-ascii"}
MAX_PARTS = 300


def message_key(raw: bytes) -> str:
    """Return what is the same for each copy of a mail: its Message-Id, else its content."""
    message = BytesParser(policy=policy.compat32).parsebytes(raw, headersonly=True)
    found = re.search(r"<[^<>\s]+>", str(message.get("Message-Id") or ""))
    return hashlib.sha256(found[0].encode("utf-8", "replace") if found else raw).hexdigest()


def heal(raw: bytes) -> bytes:
    """Return ``raw``, rewritten where it is not sound. Never raises."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(raw)
        changes = [_heal_headers(message), _heal_identity(message, raw)]
        changes += [_heal_part(part) for part in list(message.walk())[:MAX_PARTS]]
        return message.as_bytes(policy=policy.compat32) if any(changes) else raw
    except Exception:  # the standard library raises whatever it likes on broken MIME
        return raw


def _heal_identity(message, raw):
    """Give a mail without Message-Id one that is the same whenever it is read again."""
    if re.search(r"<[^<>\s]+>", str(message.get("Message-Id") or "")):
        return False
    del message["Message-Id"]
    message["Message-Id"] = f"<{hashlib.sha256(raw).hexdigest()}@no-message-id>"
    return True


# Headers ----------------------------------------------------------------------------


def read_header(message, name):
    """Return the text of the first header ``name``, in whatever characters it is written."""
    values = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    return _decode(next(values, ""))


def _heal_headers(message):
    changed = False
    for name in (*ADDRESSES, *TEXTS):
        values = [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]
        if all(_is_sound(value) for value in values):
            continue
        del message[name]
        for value in values:
            message[name] = _rewrite_addresses(value) if name in ADDRESSES else _encode(value)
        changed = True
    return changed


def _is_sound(value):
    """Whether the host reads a header right: ASCII, with encoded words in UTF-8 at most."""
    if not value.isascii():
        return False
    return all(word[1].lower().partition("*")[0] in SOUND_WORDS for word in WORD.finditer(value))


def _decode(value):
    """Return the text of a header, also of one with bare bytes of whatever charset."""
    if any("\udc80" <= character <= "\udcff" for character in value):
        value = read_bytes(value.encode("utf-8", "surrogateescape"))
    return decode_header(value)


def _encode(value):
    return Header(_decode(value), "utf-8", maxlinelen=74).encode()


def _rewrite_addresses(value):
    if any("\udc80" <= character <= "\udcff" for character in value):
        value = read_bytes(value.encode("utf-8", "surrogateescape"))
    written = [
        formataddr((decode_header(address.name), address.email)) if address.email else ""
        for address in read_addresses(re.sub(r"\s+", " ", value))
    ]
    return ", ".join(filter(None, written)) or _encode(value)


# Parts ------------------------------------------------------------------------------


def _heal_part(part: Message):
    if part.get_content_maintype() == "multipart":
        return _heal_container(part)
    name_changed = _heal_name(part)
    if part.get_content_maintype() == "text" and not part.is_multipart():
        return _heal_text(part) or name_changed
    return name_changed


def _heal_container(part):
    """A container without parts is a text, or nobody sees what it says."""
    if part.is_multipart():
        return False
    payload = part.get_payload(decode=True) or b""
    _write_text(part, read_bytes(payload), "plain")
    return True


def _heal_text(part):
    data = part.get_payload(decode=True) or b""
    charset = _charset(part)
    if _is_encoding_known(part) and _reads_right(data, charset):
        return False
    subtype = "html" if part.get_content_type() == "text/html" else part.get_content_subtype()
    _write_text(part, read_bytes(data, charset), subtype)
    return True


def _is_encoding_known(part):
    encoding = str(part.get("Content-Transfer-Encoding") or "7bit").strip().lower()
    return encoding in ("7bit", "8bit", "binary", "quoted-printable", "base64")


def _charset(part):
    try:
        return part.get_content_charset()
    except (LookupError, UnicodeError, ValueError):
        return ""


def _reads_right(data, charset):
    """Whether the host makes the same of the bytes as we do."""
    if data.isascii() and charset in (None, "utf-8", "us-ascii"):
        return True
    try:
        return data.decode(charset or "us-ascii") == read_bytes(data, charset)
    except (LookupError, UnicodeError, ValueError):
        return False


def _write_text(part, text, subtype):
    name = part.get_filename()
    for header in ("Content-Type", "Content-Transfer-Encoding", "MIME-Version"):
        del part[header]
    part["MIME-Version"] = "1.0"
    part["Content-Type"] = f"text/{subtype}"
    if name and not part.get("Content-Disposition"):
        part.set_param("name", ("utf-8", "", decode_header(name)))
    part.set_payload(text, "utf-8")


def _heal_name(part):
    """Write the name of a file anew that has bare bytes, or words that have no place there."""
    changed = False
    for header, param in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        raw = next(
            (str(value) for key, value in part.raw_items() if key.lower() == header.lower()), ""
        )
        found = re.search(rf"\b{param}\s*=\s*(?:\"([^\"]*)\"|([^;\s]+))", raw)
        name = (found[1] or found[2] or "") if found else ""
        if name.isascii() and raw.isascii() and not WORD.search(name):
            continue
        # the other parameters stay, whatever is not ASCII in them goes
        rest = (raw.replace(name, "file") if name else raw).encode("ascii", "ignore").decode()
        del part[header]
        part[header] = rest
        if name:
            part.set_param(param, _decode(name), header=header, charset="utf-8")
        changed = True
    return changed
