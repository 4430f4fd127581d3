"""A raw mail, however broken, to what is needed to file it. Nothing here raises."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parsedate_to_datetime

from .addresses import MAX_ADDRESSES, Address, read_addresses
from .charsets import decode_bytes, decode_header

RECIPIENTS = (
    "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To",
    "X-Forwarded-To", "X-Rcpt-To", "To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc",
)  # fmt: skip
RECEIVED_FOR = re.compile(r"\bfor\s+<?([^\s<>;]{1,128}@[^\s<>;]{1,128})>?")
REFERENCE = re.compile(r"<[^<>\s]{1,250}>")
AUTOMATIC_SENDER = re.compile(r"^(mailer-daemon|postmaster|bounces?|no-?reply|root)([+\-_=].*)?@")
MAX_PARTS = 300
MAX_REFERENCES = 32
MAX_TEXT = 2_000_000


@dataclass(frozen=True)
class MailFile:
    name: str
    content: bytes
    cid: str = ""


@dataclass
class Mail:
    """A mail as read; ``date`` is naive UTC, ``inner`` a mail attached to it whole."""

    message_id: str
    references: list[str] = field(default_factory=list)
    subject: str = ""
    senders: list[Address] = field(default_factory=list)
    to: list[Address] = field(default_factory=list)
    cc: list[Address] = field(default_factory=list)
    date: datetime | None = None
    is_automatic: bool = False
    is_damaged: bool = False
    text: str = ""
    html: str = ""
    files: list[MailFile] = field(default_factory=list)
    inner: "Mail | None" = None


def recipient_addresses(raw: bytes) -> list[str]:
    """Return every address that a mail may have been delivered for, from its headers."""
    message = BytesHeaderParser(policy=policy.compat32).parsebytes(raw)
    found = {}
    for name in RECIPIENTS:
        for address in _addresses(message, name):
            found[address.email] = True
    for value in _values(message, "Received")[:20]:
        for email in RECEIVED_FOR.findall(value):
            found[email.lower()] = True
    return [email for email in found if email][: 2 * MAX_ADDRESSES]


def read_mail(raw: bytes) -> Mail:
    """Return what could be read of ``raw``; ``is_damaged`` when that is not everything."""
    message = BytesParser(policy=policy.compat32).parsebytes(raw)
    return _read_message(message, raw)


def _read_message(message: Message, raw: bytes) -> Mail:
    mail = Mail(
        message_id=_message_id(message, raw),
        references=_references(message),
        subject=decode_header(_first(message, "Subject"))[:500],
        senders=_addresses(message, "From"),
        to=_addresses(message, "To"),
        cc=_addresses(message, "Cc"),
        date=_date(_first(message, "Date")),
        is_automatic=is_automatic(message),
    )
    try:
        _read_parts(message, mail)
    except Exception:  # the standard library raises whatever it likes on broken MIME
        mail.is_damaged = True
    mail.is_damaged = mail.is_damaged or not (mail.text or mail.html or mail.files)
    return mail


def is_automatic(message: Message) -> bool:
    """Whether a machine sent it (RFC 3834): auto-replies, bounces, lists, bulk mail."""
    submitted = _first(message, "Auto-Submitted").lower().strip()
    precedence = _first(message, "Precedence").lower().strip()
    senders = [address.email for address in _addresses(message, "From")]
    return bool(
        (submitted and not submitted.startswith("no"))
        or precedence in {"bulk", "junk", "list", "auto_reply"}
        or any(
            _first(message, name)
            for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Loop", "List-Id")
        )
        or _first(message, "Return-Path").strip() == "<>"
        or message.get_content_type() == "multipart/report"
        or any(AUTOMATIC_SENDER.match(sender) for sender in senders)
    )


# Headers ----------------------------------------------------------------------------


def _values(message: Message, name: str) -> list[str]:
    return [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]


def _first(message: Message, name: str) -> str:
    return next(iter(_values(message, name)), "")


def _addresses(message: Message, name: str) -> list[Address]:
    """Return the addresses of all headers ``name``; words are decoded after splitting, for
    they may hold commas and brackets."""
    found = {}
    for value in _values(message, name):
        text = decode_bytes(value.encode("utf-8", "surrogateescape"))
        for address in read_addresses(re.sub(r"\s+", " ", text)):
            readable = Address(decode_header(address.name), address.email)
            found.setdefault(address.email or address.name, readable)
    return list(found.values())[:MAX_ADDRESSES]


def _message_id(message: Message, raw: bytes) -> str:
    """Return the Message-Id; a mail without one is known by its content."""
    value = decode_header(_first(message, "Message-Id"))
    match = REFERENCE.search(value)
    if match:
        return match[0]
    return value[:250] or f"<{hashlib.sha256(raw).hexdigest()}@no-message-id>"


def _references(message: Message) -> list[str]:
    headers = (_first(message, "References")[-20_000:], _first(message, "In-Reply-To")[:1000])
    text = " ".join(decode_header(header) for header in headers)
    return list(dict.fromkeys(REFERENCE.findall(text)))[-MAX_REFERENCES:]


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(decode_header(value))
        date = date.astimezone(UTC).replace(tzinfo=None) if date.tzinfo else date
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.year >= 1990 else None


# Body -------------------------------------------------------------------------------


def _read_parts(message: Message, mail: Mail):
    texts, pages = [], []
    for part in _leaves(message):
        if part.get_content_type() == "message/rfc822":
            _read_inner(part, mail)
            continue
        content = part.get_payload(decode=True) or b""
        name = _file_name(part)
        disposition = _first(part, "Content-Disposition").strip().lower()
        kind = part.get_content_type()
        if name or disposition.startswith("attachment") or not kind.startswith("text/"):
            cid = _first(part, "Content-Id").strip(" <>")
            if content:
                mail.files.append(MailFile(name or _default_name(kind), content, cid))
        elif content:
            text = decode_bytes(content, part.get_content_charset())[:MAX_TEXT]
            (pages if kind == "text/html" else texts).append(text)
    mail.text, mail.html = "\n\n".join(texts), "\n".join(pages)


def _leaves(message: Message):
    """Yield parts that hold content, those of attached mails not."""
    waiting, count = [message], 0
    while waiting and count < MAX_PARTS:
        part = waiting.pop(0)
        count += 1
        payload = part.get_payload()
        if part.get_content_type() == "message/rfc822":
            yield part
        elif isinstance(payload, list):
            waiting = payload + waiting
        else:
            yield part


def _read_inner(part: Message, mail: Mail):
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    raw = inner.as_bytes() if inner is not None else part.get_payload(decode=True) or b""
    if inner is not None and mail.inner is None:
        mail.inner = _read_message(inner, raw)
    name = _file_name(part) or (mail.inner.subject if mail.inner else "") or "mail"
    mail.files.append(MailFile(f"{_clean_name(name).removesuffix('.eml')}.eml", raw))


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (LookupError, ValueError, TypeError):
        name = "file"
    return _clean_name(decode_header(name))


def _clean_name(name: str) -> str:
    name = re.split(r"[\\/]", name)[-1]
    return "".join(character for character in name if character.isprintable()).strip(" .")[-120:]


def _default_name(kind: str) -> str:
    return "attachment." + re.sub(r"\W", "", kind.rpartition("/")[2])[:10]
