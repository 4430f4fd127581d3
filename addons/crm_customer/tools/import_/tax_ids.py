"""Tax ids: the 统一社会信用代码 of China, and what python-stdnum knows of others."""

import re

from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.util import get_cc_module

from .issues import EMPTY, Cleaned, failed, make_issue
from .numbers_written import restore_digits
from .texts import half_width, is_nothing

NOISE = re.compile(r"[\s\-_.:/]+")
LABEL = re.compile(r"^(?:税号|统一社会信用代码|信用代码|VAT|TAX)", re.IGNORECASE)
FORM = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")
#: letters that the code does not use, to the digits they are mistaken for
LOOKALIKES = str.maketrans("OIZS", "0125")
CODE = re.compile(r"[0-9A-Z]{4,30}")


def make_tax_id(country):
    def clean_tax_id(value):
        text = half_width(value).upper()
        if not text or is_nothing(text):
            return EMPTY
        text, issue = restore_digits(text)
        if issue:
            return Cleaned(None, issue)
        text = NOISE.sub("", LABEL.sub("", text))
        return _chinese(text, value) if country == "CN" else _foreign(text, value, country)

    return clean_tax_id


def _chinese(text, value):
    if len(text) == 18:
        return _eighteen(text, value)
    if len(text) == 15 and text[:6].isdigit() and CODE.fullmatch(text):
        return Cleaned(text, make_issue("tax_id_old"))
    if text[:2].isalpha() and len(text) > 4:
        return _foreign(text, value, "CN")
    return failed("tax_id_invalid", value)


def _eighteen(text, value):
    if FORM.fullmatch(text) and uscc.is_valid(text):
        return Cleaned(text)
    repaired = text.translate(LOOKALIKES)
    if repaired != text and uscc.is_valid(repaired):
        return Cleaned(repaired, make_issue("tax_id_repaired", repaired))
    if _is_person(text):
        return Cleaned(text, make_issue("tax_id_person"))
    code = "tax_id_check" if FORM.fullmatch(text) else "tax_id_invalid"
    return failed(code, value)


def _is_person(text):
    """The number of an identity card; ``ric.is_valid`` needs a file that is not always there."""
    try:
        return bool(ric.get_birth_date(text)) and ric.calc_check_digit(text) == text[-1]
    except (ValidationError, ValueError):
        return False


def _foreign(text, value, country):
    """Verified by the country of its prefix, else by that of the context."""
    module = prefixed = None
    if text[:2].isalpha() and text[:2] != "CN":
        prefixed = module = _vat_module(text[:2])
    module = module or (_vat_module(country) if country != "CN" else None)
    if module is None:
        return Cleaned(text) if CODE.fullmatch(text) else failed("tax_id_invalid", value)
    try:
        compact = module.validate(text)
    except InvalidChecksum:
        return failed("tax_id_check", value)
    except ValidationError:
        return failed("tax_id_invalid", value)
    is_stripped = prefixed and not compact.startswith(text[:2])
    return Cleaned(text[:2] + compact if is_stripped else compact)


def _vat_module(code):
    try:
        return get_cc_module(code.lower(), "vat")
    except (ImportError, ValueError):
        return None
