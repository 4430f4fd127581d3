"""Whether a mail was written by a person who may become a customer.

Sources: RFC 3834 (``Auto-Submitted``), RFC 5321 §4.5.5 (null return path), RFC 6522
(``multipart/report``), RFC 2919 (``List-Id``), and what mail programs write that know none of
them. A newsletter is no enquiry either.
"""

import re

AUTO_REPLY = "auto_reply"
GENERATED = "generated"
MAILING_LIST = "list"
REPORT = "report"

PRECEDENCES = {"auto_reply": AUTO_REPLY, "bulk": MAILING_LIST, "junk": MAILING_LIST}
REPLY_HEADERS = ("x-autoreply", "x-auto-reply", "x-autorespond", "x-autoresponder")
NOT_SET = {"", "no", "none", "false", "0"}
DAEMONS = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|bounces?)(?:[+\-_=.].*)?@")
# QQ, 163 and old Outlook say it in the subject alone
REPLY_SUBJECT = re.compile(
    r"^\s*(?:re\s*[:：]\s*)?(?:自动回复|自動回覆|自動回復|自动答复|automatic reply|auto[- ]?reply"
    r"|out of (?:the )?office(?: autoreply)?|abwesenheitsnotiz|réponse automatique)\s*[:：]",
    re.IGNORECASE,
)


def why_automatic(headers, sender=""):
    """Return why no person wrote a mail: one of the words above, "" if one did.

    :param headers: what has ``items()`` of names and texts, such as a message or a dict
    :param sender: the normalised address of who sent it
    """
    known = {}
    for name, value in headers.items():
        known.setdefault(name.lower(), str(value).strip())
    return _reply(known) or _report(known, sender) or _sent_by_program(known)


def _reply(known):
    if known.get("auto-submitted", "").lower().startswith("auto-replied"):
        return AUTO_REPLY
    if any(known.get(name, "no").lower() not in NOT_SET for name in REPLY_HEADERS):
        return AUTO_REPLY
    return AUTO_REPLY if REPLY_SUBJECT.match(known.get("subject", "")) else ""


def _report(known, sender):
    kind = known.get("content-type", "").lower()
    if kind.startswith("multipart/report") or "x-failed-recipients" in known:
        return REPORT
    if known.get("return-path", "").replace(" ", "") == "<>" or DAEMONS.match(sender or ""):
        return REPORT
    return ""


def _sent_by_program(known):
    if known.get("list-id") or known.get("list-unsubscribe-post"):
        return MAILING_LIST
    precedence = known.get("precedence", "").lower().strip()
    if precedence in PRECEDENCES:
        return PRECEDENCES[precedence]
    submitted = known.get("auto-submitted", "").lower().split(";")[0].strip()
    return GENERATED if submitted not in NOT_SET else ""
