"""Bytes to text when the label is wrong or missing.

``crm_customer`` decodes by the label and knows which superset mail programs mean by it.
Here the label itself is doubted: UTF-8 called GB2312, GBK called Big5, no label at all.
"""

import codecs

from odoo.addons.crm_customer.tools.mailbox.charsets import UNKNOWN, decode_bytes

UTF8 = ("utf-8", "utf8")
CHINESE = ("gb2312", "big5")
# the lead bytes of the characters that people use daily: level 1 of both standards
COMMON_LEADS = {"gb2312": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
LIKELY = 0.8
SAMPLE = 4000


def read_bytes(data: bytes, charset: str | None = None) -> str:
    """Return the text of ``data``. Never raises."""
    label = (charset or "").strip("\"' ").lower()
    if data.isascii():
        # HZ and ISO-2022 hide in seven bits
        return decode_bytes(data, label or None)
    if _is_utf8(data):
        return decode_bytes(data, "utf-8")
    return decode_bytes(data, _likely_charset(data, label))


def _is_utf8(data):
    """Whether it is UTF-8 for sure: valid, with a character of three bytes or more.

    Text of another charset is hardly ever valid; "联通" in GBK is, as two bytes each.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return any(character > "\u07ff" for character in text)


def _likely_charset(data, label):
    """Return ``label`` unless it makes rare characters of what another makes common ones of."""
    family = (
        "big5" if "big5" in label else "gb2312" if label.startswith(("gb", "x-gb", "cp936")) else ""
    )
    if not family and _is_charset(label) and label not in UTF8:
        return label
    shares = {name: _share_of_common(data, name) for name in CHINESE}
    best = max(CHINESE, key=shares.get)
    if family and (shares[family] >= LIKELY or shares[best] < LIKELY):
        return label
    return best if shares[best] >= LIKELY else label


def _is_charset(label):
    if label in UNKNOWN:
        return False
    try:
        codecs.lookup(label)
    except (LookupError, ValueError):
        return False
    return True


def _share_of_common(data, charset):
    """Return how many of the characters with two bytes are in daily use, 0 if none is."""
    common = total = position = 0
    data = data[:SAMPLE]
    while position < len(data) - 1:
        if data[position] < 0x80:
            position += 1
            continue
        pair = data[position : position + 2]
        total += 1
        common += pair[0] in COMMON_LEADS[charset] and _is_character(pair, charset)
        position += 2
    return common / total if total else 0.0


def _is_character(pair, charset):
    try:
        pair.decode(charset)
    except UnicodeDecodeError:
        return False
    return True
