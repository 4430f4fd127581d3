"""Which files are taken from customers."""

from odoo.tools.mimetypes import guess_mimetype

MEBIBYTE = 1024 * 1024
SIZE = 10 * MEBIBYTE
COUNT = 5
# by what they are called; what they are is looked at as well
PICTURES = {"bmp", "gif", "heic", "jpeg", "jpg", "png", "tif", "tiff", "webp"}
OFFICE = {"csv", "doc", "docx", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rtf", "xls", "xlsx"}
OTHERS = {"7z", "eml", "log", "mov", "mp3", "mp4", "rar", "txt", "zip"}
ENDINGS = frozenset(PICTURES | OFFICE | OTHERS)
# what a browser, or a computer, runs
REFUSED = ("html", "svg", "xml", "javascript", "x-msdownload", "x-dosexec", "x-sh", "executable")
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")


def refusal_of(name, content):
    """Return why a file is not taken: "type", "size", "empty", or None when it is.

    :param bytes content: at least one byte more than ``SIZE`` of a longer file
    """
    if len(content) > SIZE:
        return "size"
    if not content:
        return "empty"
    stem, _, ending = (name or "").rpartition(".")
    if not stem or ending.lower() not in ENDINGS:
        return "type"
    return "type" if is_active(content) else None


def is_active(content):
    """Say whether ``content`` is a program or a page, whatever the file is called."""
    if content.startswith(PROGRAMS):
        return True
    head = content[:1024].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")):
        return True
    guessed = guess_mimetype(content, default="")
    return any(word in guessed for word in REFUSED) and "openxml" not in guessed
