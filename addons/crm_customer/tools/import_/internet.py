"""E-mail and web addresses."""

import re
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from .issues import EMPTY, Cleaned, failed, make_issue
from .texts import half_width, is_nothing

#: what the validator accepts too, told at a glance
PLAIN = re.compile(
    r"(?=.{6,120}$)[a-z0-9_]+(?:[.+-][a-z0-9_]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+(?:com|cn|net|org|de|jp|hk|tw|io|us|uk|fr|it|eu)"
)
SPLIT = re.compile(r"[\s,;、|/]+")
WRAPPED = re.compile(r"<([^<>@\s]+@[^<>@\s]+)>")
DOMAIN_TYPOS = {
    "gmail.com": "gmial.com gmai.com gamil.com gmal.com gmil.com gnail.com gmaill.com gmail.con "
    "gmail.cmo gmail.co gmail.cn gmail.comm gmail.om",
    "163.com": "163.con 163.cmo 163.cm 163.co 163.comm 136.com 163com.com 163.cn",
    "126.com": "126.con 126.cmo 126.cm 126.comm",
    "qq.com": "qq.con qq.cmo qq.cm qq.co qq.comm qqq.com qq.cn",
    "hotmail.com": "hotmial.com hotmai.com hotmal.com hotmail.con homail.com hotmil.com",
    "outlook.com": "outlok.com outllook.com outlook.con outloo.com oulook.com",
    "foxmail.com": "foxmial.com foxmai.com foxmail.con fomail.com",
    "sina.com": "sian.com sina.con",
    "yahoo.com": "yaho.com yahoo.con yahooo.com yhoo.com",
    "icloud.com": "iclould.com icloud.con iclod.com",
    "aliyun.com": "aliyun.con alyun.com",
}
TYPOS = {typo: domain for domain, typos in DOMAIN_TYPOS.items() for typo in typos.split()}
ENDINGS = {"con": "com", "cmo": "com", "comm": "com", "ocm": "com", "vom": "com", "nte": "net"}
HOST = re.compile(
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}(?::\d{1,5})?", re.IGNORECASE
)


def clean_email(value):
    text = half_width(value).lower()
    if PLAIN.fullmatch(text):
        return Cleaned(text, _typo(text))
    if not text or is_nothing(text):
        return EMPTY
    found, wrong = _addresses(text)
    if not found:
        return failed("email_invalid", value, _suggest(wrong))
    if wrong:
        return Cleaned(found[0], make_issue("email_rest", text=wrong), tuple(found[1:]))
    issue = _typo(found[0])
    if not issue and len(found) > 1:
        issue = make_issue("several_values", count=len(found))
    return Cleaned(found[0], issue, tuple(found[1:]))


def _addresses(text):
    """Return ``([valid], first wrong one or "")`` of a cell."""
    text = text.replace("。", ".").replace("mailto:", "")
    pieces = WRAPPED.findall(text) or _pieces(text)
    found, wrong = [], ""
    for piece in pieces:
        piece = piece.strip("<>()[]\"'.:")
        address = _validate(piece)
        if address and address not in found:
            found.append(address)
        elif not address:
            wrong = wrong or piece
    return found, wrong


def _pieces(text):
    """Spaces inside one address are a slip, between two they separate."""
    if text.count("@") == 1:
        joined = re.sub(r"\s+", "", text).rstrip(",;、")
        if joined.isascii() and _validate(joined):
            return [joined]
    return [piece for piece in SPLIT.split(text) if piece]


@lru_cache(maxsize=4096)
def _validate(address):
    try:
        found = validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return None
    # a domain of another script in the form that every mail server takes
    return (found.ascii_email or found.normalized).lower()


def _typo(address):
    """The warning for a domain that is nearly a common one."""
    domain = address.rsplit("@", 1)[1]
    meant = TYPOS.get(domain)
    if meant is None:
        name, _dot, ending = domain.rpartition(".")
        if ending not in ENDINGS:
            return None
        meant = f"{name}.{ENDINGS[ending]}"
    suggestion = address.removesuffix(domain) + meant
    return make_issue("email_typo", suggestion, domain=domain, meant=meant)


def _suggest(wrong):
    """An address that only lacks its @ or dot before a common domain."""
    for domain in DOMAIN_TYPOS:
        plain = domain.replace(".", "")
        for ending in (domain, plain):
            name = wrong.removesuffix(ending).rstrip("@#*.,，2")
            if wrong.endswith(ending) and name and _validate(f"{name}@{domain}"):
                return f"{name}@{domain}"
    repaired = re.sub(r"@+", "@", wrong).replace("..", ".").replace(",", ".").strip(".")
    return repaired if repaired != wrong and _validate(repaired) else None


def clean_url(value):
    text = half_width(value).replace("。", ".").rstrip("/ ,;")
    if not text or is_nothing(text):
        return EMPTY
    match = re.match(r"(https?)[:;]/*", text, re.IGNORECASE)
    scheme = match[1].lower() if match else "http"
    rest = text[match.end() :] if match else text
    host, slash, path = rest.partition("/")
    if not HOST.fullmatch(host.split("?")[0]) or any(char.isspace() for char in rest):
        return failed("url_invalid", value)
    return Cleaned(f"{scheme}://{host.lower()}{slash}{path}")
