"""Whether a mail was written by a person.

Sources: RFC 3834 (``Auto-Submitted``), RFC 5321 §4.5.5 (null return path), RFC 6522
(``multipart/report``), RFC 2919 (``List-Id``), Microsoft [MS-OXCMAIL] 2.2.3.2.14
(``X-Auto-Response-Suppress``), and what mail programs write that know none of them.
"""

import re

# why a mail is not a person's; also what the log of mails shows
AUTO_REPLY = "auto_reply"
GENERATED = "generated"
MAILING_LIST = "list"
REPORT = "report"

PRECEDENCES = {
    "auto_reply": AUTO_REPLY,
    "bulk": MAILING_LIST,
    "junk": MAILING_LIST,
    "list": MAILING_LIST,
}
REPLY_HEADERS = (
    "x-autoreply",
    "x-auto-reply",
    "x-autorespond",
    "x-autoresponder",
    "x-autoreply-from",
    "x-mail-autoreply",
    "x-auto-response",
)
LIST_HEADERS = ("list-id", "list-unsubscribe-post", "x-mailman-version", "mailing-list")
NOT_SET = {"", "no", "none", "false", "0"}
DAEMONS = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|bounces?)(?:[+\-_=.].*)?@")
# QQ, 163 and old Outlook say it in the subject alone
REPLY_SUBJECT = re.compile(
    r"^\s*(?:re\s*[:：]\s*)?(?:自动回复|自動回覆|自動回復|自动答复|automatic reply|auto[- ]?reply"
    r"|auto[- ]?response|out of (?:the )?office(?: autoreply)?|automatische antwort"
    r"|abwesenheitsnotiz|réponse automatique|respuesta automática)\s*[:：]",
    re.IGNORECASE,
)
REPORT_SUBJECT = re.compile(
    r"^\s*(?:undeliver(?:able|ed mail)|delivery status notification|mail delivery failed"
    r"|returned mail|系统退信|退信通知|未传递|無法傳遞)\b",
    re.IGNORECASE,
)


def why_automatic(headers, sender="", own_lists=()):
    """Return why no person wrote a mail: one of the words above, "" if one did.

    :param headers: what has ``items()`` of names and texts, such as a message or a dict
    :param sender: the normalized address of who sent it
    :param own_lists: the ids of lists that are ways to the service, such as
        "support.example.com": what came by them is judged without them
    """
    known = {}
    for name, value in headers.items():
        known.setdefault(name.lower(), str(value).strip())
    return (
        _report(known, sender)
        or _reply(known)
        or _mailing_list(known, [name.lower() for name in own_lists])
        or _generated(known)
    )


def _word(known, name):
    """Return the word of a header without its parameters and comments, in lower case."""
    return re.split(r"[;(\s]", known.get(name, "").lower(), maxsplit=1)[0]


def _report(known, sender):
    kind = known.get("content-type", "").lower()
    if kind.startswith("multipart/report") or "report-type=" in kind:
        return REPORT
    if known.get("return-path", "").replace(" ", "") == "<>":
        # auto-replies have a null return path as well, and say what they are
        return _reply(known) or REPORT
    if "x-failed-recipients" in known or DAEMONS.match(sender or ""):
        return REPORT
    return REPORT if REPORT_SUBJECT.match(known.get("subject", "")) else ""


def _reply(known):
    if _word(known, "auto-submitted").startswith("auto-replied"):
        return AUTO_REPLY
    if any(known.get(name, "no").lower() not in NOT_SET for name in REPLY_HEADERS):
        return AUTO_REPLY
    if _word(known, "precedence") == "auto_reply":
        return AUTO_REPLY
    return AUTO_REPLY if REPLY_SUBJECT.match(known.get("subject", "")) else ""


def _mailing_list(known, own_lists):
    list_id = known.get("list-id", "").lower()
    if any(name and name in list_id for name in own_lists):
        return ""
    if any(known.get(name) for name in LIST_HEADERS):
        return MAILING_LIST
    return PRECEDENCES.get(_word(known, "precedence"), "")


def _generated(known):
    submitted = _word(known, "auto-submitted")
    if submitted and submitted not in NOT_SET:
        return GENERATED
    if known.get("x-auto-response-suppress", "").lower() not in NOT_SET:
        return GENERATED
    return GENERATED if known.get("x-loop") else ""
