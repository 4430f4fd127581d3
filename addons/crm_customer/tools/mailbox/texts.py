"""The words of a mail that somebody wrote now, without what he quotes."""

import re

from lxml import etree, html

from .forward import parse_forward

BREAKS = {"br", "p", "div", "tr", "li", "blockquote", "h1", "h2", "h3", "hr", "table", "pre"}
SILENT = {"head", "script", "style", "title"}
MAX_INPUT = 500_000
QUOTE_BEGINS = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht"
    r"|weitergeleitete nachricht|原始邮件|转发邮件信息|转发的邮件|原始郵件|轉寄的郵件)"
    r"|begin forwarded message|anfang der weitergeleiteten nachricht|以下是转发的邮件"
    r"|(?:on|am)\b.{5,200}(?:wrote|schrieb.{0,80}):\s*$"
    r"|.{5,200}(?:写道|寫道|撰寫)\s*[:：]\s*$|_{10,}\s*$|-- ?$)",
    re.IGNORECASE,
)


def html_to_lines(source: str) -> str:
    """Return the visible text of a page with its lines. Never raises."""
    try:
        markup = f"<div>{(source or '')[:MAX_INPUT]}</div>".encode("utf-8", "ignore")
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
        root = etree.fromstring(markup, parser)
    except (etree.LxmlError, ValueError):
        return ""
    if root is None:
        return ""
    pieces, silent = [], 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        is_silent, is_break = element.tag in SILENT, element.tag in BREAKS
        silent += is_silent if event == "start" else -is_silent
        if is_break:
            pieces.append("\n")
        text = element.text if event == "start" else element.tail
        if text and not silent:
            pieces.append(re.sub(r"\s+", " ", text))
    lines = (line.strip() for line in "".join(pieces).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def written_text(text: str, is_forward: bool = False, max_length: int = 600) -> str:
    """Return the beginning of what was written, of a forward of what was forwarded."""
    lines = (text or "").splitlines()
    forward = parse_forward(text)
    if forward and is_forward:
        lines = [re.sub(r"^\s*(?:>\s?)+", "", line) for line in lines[forward.end :]]
    elif forward:
        lines = lines[: forward.start]
    kept = []
    for line in lines:
        if line.lstrip().startswith(">"):
            continue
        if QUOTE_BEGINS.match(line[:400]) and any(kept):
            break
        kept.append(line.strip())
    result = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return result if len(result) <= max_length else result[: max_length - 1].rstrip() + "…"
