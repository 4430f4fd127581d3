"""What somebody quotes in a mail, marked as the host marks it, and what is written new.

The host marks the quotes of Gmail, Yahoo, Outlook on the web, ``>`` and ``blockquote``
(``tools/mail.py``, ``tag_quote``); its message list folds what is marked. Here are those of
Outlook for Windows, QQ, Foxmail, 163 and plain text in Chinese and English.
"""

import re

from lxml import etree, html

QUOTE = "data-o-mail-quote"
DIVIDER = re.compile(
    r"^[\s\-_—=*>]*(?:original message|forwarded message|原始邮件|原始郵件|转发邮件信息"
    r"|回复的原邮件|ursprüngliche nachricht)[\s\-_—=*]*$",
    re.IGNORECASE,
)
SAID = re.compile(
    r"^\s*(?:(?:on|am)\b.{5,200}(?:wrote|schrieb.{0,80})|(?:在|于|於)?.{5,200}(?:写道|寫道|撰寫))\s*[:：]\s*$",
    re.IGNORECASE,
)
HEADING = re.compile(r"^\s*\**\s*(?:from|发件人|寄件者|寄件人|von)\s*\**\s*[:：]", re.IGNORECASE)
HEADING_NEXT = re.compile(
    r"(?:sent|date|to|subject|发送时间|日期|收件人|主题|寄件日期|主旨|gesendet|an)\s*\**\s*[:：]",
    re.IGNORECASE,
)
FOXMAIL = ("isreplycontent", "foxmail_quote", "qmbox_quote", "ntes_quote", "netease_mail_quote")
MAX_LENGTH = 1_000_000
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BLOCKS = {"div", "p", "table", "blockquote", "hr", "pre", "span", "font", "section"}


def mark_quotes(source: str) -> str:
    """Return the page with what is quoted marked. What cannot be read stays as it is."""
    root = _parse(source)
    if root is None:
        return source
    try:
        return _mark(root) or source
    except ValueError:  # a character by number that no page may hold
        return source


def _mark(root):
    begin = _find_begin(root)
    if begin is None:
        return None
    _mark_from(begin, root)
    return _serialize(root)


def own_words(marked: str) -> str:
    """Return the page without what is marked as quoted; all of it if nothing else is there."""
    root = _parse(marked)
    if root is None or not root.xpath(f"//*[@{QUOTE}]"):
        return marked
    try:
        _drop(root)
    except ValueError:  # as above
        return marked
    is_empty = not root.text_content().strip() and root.find(".//img") is None
    return marked if is_empty else _serialize(root)


def _drop(root):
    for element in root.xpath(f"//*[@{QUOTE}]"):
        if element is not root and element.getparent() is not None:
            element.drop_tree()
    _trim(root)


def _parse(source):
    if not source or len(source) > MAX_LENGTH or not source.strip():
        return None
    try:
        root = html.fragment_fromstring(NOT_XML.sub("", str(source)), create_parent="div")
    except (etree.LxmlError, ValueError, TypeError, AssertionError):
        return None
    return root


def _serialize(root):
    inner = [html.tostring(child, encoding="unicode") for child in root]
    return (root.text or "").replace("&", "&amp;").replace("<", "&lt;") + "".join(inner)


def _find_begin(root):
    """Return the element with which the quote begins, made of a text where there is none."""
    for element in root.iter():
        if element is root or not isinstance(element.tag, str):
            continue
        if element.tag == "pre" and (span := _split_lines(element)) is not None:
            return span
        if element.tag == "br" and _is_divider(element.tail):
            return _wrap_tail(element)
        if _begins_quote(element):
            return element
    return None


def _begins_quote(element):
    names = f"{element.get('id', '')} {element.get('class', '')} {element.get('name', '')}".lower()
    if any(name in names for name in FOXMAIL):
        return True
    if element.tag not in BLOCKS:
        return False
    return _is_divider(element.text) or (element.tag in ("div", "p") and _is_heading(element))


def _is_divider(text):
    line = " ".join((text or "").split())
    return bool(DIVIDER.match(line) or SAID.match(line))


def _split_lines(element):
    """Cut the text of ``element`` where the quote begins; return the span with the quote."""
    lines = (element.text or "").splitlines(keepends=True)
    for place, line in enumerate(lines):
        if not (_is_divider(line) or _is_plain_heading(lines[place : place + 5])):
            continue
        span = element.makeelement("span")
        element.text, span.text = "".join(lines[:place]), "".join(lines[place:])
        element.insert(0, span)
        return span
    return None


def _is_plain_heading(lines):
    return bool(HEADING.match(lines[0])) and len(HEADING_NEXT.findall("".join(lines))) >= 2


def _is_heading(element):
    """Outlook's block: From, Sent, To, Subject above a line."""
    text = element.text_content()[:2000]
    return bool(HEADING.match(text)) and len(HEADING_NEXT.findall(text)) >= 2


def _mark_from(begin, root):
    """Mark ``begin`` and all that comes behind it, on each level up to the top."""
    begin.set(QUOTE, "1")
    element = begin
    while element is not None and element is not root:
        for sibling in (element, *element.itersiblings()):
            if sibling is not element and isinstance(sibling.tag, str):
                sibling.set(QUOTE, "1")
            if (sibling.tail or "").strip():
                _wrap_tail(sibling).set(QUOTE, "1")
        element = element.getparent()


def _wrap_tail(element):
    """Put the text behind ``element`` into an element of its own, and return that."""
    span = element.makeelement("span")
    span.text, element.tail = element.tail, None
    element.addnext(span)
    return span


def _trim(root):
    """Drop what is empty at the end, as is left above a quote."""
    for text in root.iter("pre"):
        if not len(text):
            text.text = (text.text or "").rstrip()
    while len(root):
        last = root[-1]
        if (last.tail or "").strip() or not isinstance(last.tag, str):
            return
        if last.text_content().strip() or last.tag == "img" or last.find(".//img") is not None:
            return
        root.remove(last)
