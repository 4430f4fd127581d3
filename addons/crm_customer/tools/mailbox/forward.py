"""Who wrote a forwarded mail, as mail programs write it above its text.

English, German and Chinese programs (Gmail, Outlook, Apple Mail, Thunderbird, Foxmail, QQ,
163, Yahoo): a few lines like ``From:``, ``Von:``, ``发件人：``, ``寄件者：``, quoted or not.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

from dateutil import parser as date_parser

from .addresses import Address, read_addresses

LABELS = {
    "from": "from|von|absender|发件人|寄件者|寄件人|發件人|發件者",
    "to": "to|an|empfänger|收件人|收件者",
    "cc": "cc|kopie|抄送|抄送人|副本",
    "date": (
        "date|sent|datum|gesendet|日期|发送时间|发送日期|发件时间|时间|寄件日期|傳送日期"
        "|發送時間|發送日期|已傳送|时间戳"
    ),
    "subject": "subject|betreff|主题|主题词|主旨|主題|标题|標題",
    "reply": "reply-to|antwort an|回复|回复地址|回覆",
}
PLAIN = re.compile(r"^[\s>|*_\u200b\ufeff]*")
HEADER = re.compile(
    "^(?:" + "|".join(f"(?P<{name}>{words})" for name, words in LABELS.items()) + r")"
    r"[\s*_]{0,4}[:：][\s*_]*(?P<value>.*)$",
    re.IGNORECASE,
)
PREFIX = re.compile(r"^\s*(?:fwd?|wg|weitergeleitet|转发|轉寄|轉發|转寄|fw)\s*[:：]", re.IGNORECASE)
MAX_LINES = 3000
MAX_LINE = 2000
MAX_BLOCK = 14
MONTHS = {
    "januar": "january", "jänner": "january", "februar": "february", "märz": "march",
    "mai": "may", "juni": "june", "juli": "july", "oktober": "october",
    "dezember": "december", "okt": "oct", "dez": "dec", "mrz": "mar",
}  # fmt: skip
CHINESE = re.compile(
    r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日[^\d]{0,12}?"
    r"(凌晨|早上|上午|中午|下午|晚上)?\s*(\d{1,2})\s*[:：时時]\s*(\d{2})"
)
AFTERNOON = {"下午", "晚上"}


@dataclass
class Forward:
    """What stands above a forwarded text; ``start`` and ``end`` are its lines."""

    sender: Address
    to: list[Address] = field(default_factory=list)
    cc: list[Address] = field(default_factory=list)
    date: datetime | None = None
    subject: str = ""
    start: int = 0
    end: int = 0


def is_forward_subject(subject: str) -> bool:
    return bool(PREFIX.match(subject or ""))


def strip_forward_prefix(subject: str) -> str:
    """Return the subject of the mail that was forwarded."""
    text = subject or ""
    while match := PREFIX.match(text):
        text = text[match.end() :]
    return text.strip()


def parse_forward(text: str) -> Forward | None:
    """Return the first forwarded heading in ``text``, None without one. Never raises.

    A heading has a sender and at least one of recipient, date and subject.
    """
    lines = [line[:MAX_LINE] for line in (text or "").splitlines()[:MAX_LINES]]
    for start, line in enumerate(lines):
        if _read_header(line):
            block, end = _read_block(lines, start)
            if "from" in block and len(block.keys() & {"to", "date", "subject"}) > 0:
                forward = _build(block, start, end)
                if forward:
                    return forward
    return None


def _read_header(line: str):
    return HEADER.match(PLAIN.sub("", line))


def _read_block(lines, start):
    """Return ({label: value}, line behind) of the lines that belong together from ``start``.

    A long list of recipients goes on in the next lines; one empty line may lie between.
    """
    block, last, position, empty = {}, "", start, 0
    end = start
    for position in range(start, min(start + MAX_BLOCK, len(lines))):
        line = PLAIN.sub("", lines[position])
        header = _read_header(line)
        if header:
            last = next(name for name in LABELS if header[name] is not None)
            if last in block:
                break
            block[last] = header["value"].strip(" *_\t")
            end, empty = position + 1, 0
        elif not line.strip():
            empty += 1
            if empty > 1:
                break
        elif not empty and (last in ("to", "cc") or not block.get(last)) and "@" in line:
            block[last] = f"{block[last]} {line.strip()}"
            end = position + 1
        elif not empty and not block.get(last) and last == "from":
            block[last] = line.strip()
            end = position + 1
        else:
            break
    return block, end


def _build(block, start, end):
    senders = read_addresses(block["from"])
    if not senders:
        return None
    return Forward(
        sender=senders[0],
        to=read_addresses(block.get("to", "")),
        cc=read_addresses(block.get("cc", "")),
        date=parse_date(block.get("date", "")),
        subject=block.get("subject", "")[:500],
        start=start,
        end=end,
    )


def parse_date(text: str) -> datetime | None:
    """Return when, aware if an offset is written; None when it cannot be read."""
    text = (text or "")[:120]
    try:
        if match := CHINESE.search(text):
            year, month, day, half, hour, minute = match.groups()
            hour = int(hour) + (12 if half in AFTERNOON and int(hour) < 12 else 0)
            return datetime(int(year), int(month), int(day), hour, int(minute))
        if not re.search(r"\d{4}", text):
            return None
        words = re.sub(
            r"[^\W\d]+", lambda word: MONTHS.get(word[0].lower(), word[0]), text.replace("Uhr", "")
        )
        is_german = bool(re.search(r"\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d])", words))
        return date_parser.parse(words, fuzzy=True, dayfirst=is_german)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
