"""HTML of any origin to a short plain text."""

import re
import unicodedata

from lxml import etree, html

MAX_INPUT = 100_000
SILENT_TAGS = {"head", "iframe", "math", "noscript", "object", "script", "style", "svg", "template"}
BLOCK_TAGS = {
    "address", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "td",
    "th", "title", "tr", "ul",
}  # fmt: skip
# control characters and the direction overrides that make a text read as another
UNPRINTABLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
KEPT_FORMAT = {"\u200c", "\u200d"}  # joiners: Persian, Indic scripts, emoji


def html_to_text(source: str | None, max_length: int = 1000) -> str:
    """Return the visible words of ``source`` in at most ``max_length`` characters.

    Never raises. Scripts, styles, comments and embedded objects go with their content; the
    result is plain text, not HTML: it may well hold a ``<`` and must be escaped as any text.
    """
    if not source:
        return ""
    text = _collapse("".join(_words(str(source)[:MAX_INPUT])))
    return text if len(text) <= max_length else text[: max(max_length - 1, 0)].rstrip() + "…"


def _words(source: str):
    """Yield the texts of a document in order, blocks apart."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    markup = f"<div>{_printable(source)}</div>".encode("utf-8", "ignore")
    root = etree.fromstring(markup, parser)
    if root is None:
        return
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_silent = element.tag in SILENT_TAGS
        if event == "start":
            silent += is_silent
            text = element.text
        else:
            silent -= is_silent
            text = element.tail
        if element.tag in BLOCK_TAGS:
            yield " "
        if text and not silent:
            yield text


def _printable(text: str) -> str:
    return "".join(
        character
        for character in text
        if character in "\n\t\r"
        or character in KEPT_FORMAT
        or unicodedata.category(character) not in UNPRINTABLE
    )


def _collapse(text: str) -> str:
    return re.sub(r"\s+", " ", _printable(text)).strip()
