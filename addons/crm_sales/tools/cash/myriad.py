"""Amounts in short, for cards and boards: 万 and 亿 where people count so, K and M elsewhere.

Pure: no ``env``.
"""

from decimal import ROUND_HALF_UP, Decimal

MYRIADS = ((10**8, "亿"), (10**4, "万"))
THOUSANDS = ((10**9, "B"), (10**6, "M"), (10**3, "K"))
DIGITS = 2


def short(amount, lang):
    """Return ``amount`` with at most two digits after the point and its unit.

    :param lang: code of the reader's language; Chinese ones count by ten thousands
    """
    number = Decimal(str(amount or 0))
    units = MYRIADS if (lang or "").startswith("zh") else THOUSANDS
    sign = "-" if number < 0 else ""
    number = abs(number)
    below = [size for size, _unit in units[1:]] + [1]
    for (size, unit), lower in zip(units, below, strict=True):
        # what rounds up to a unit is said in it: 9999.999万 is 1亿
        if _round(number / lower) * lower >= size:
            return _join(sign, _round(number / size), unit)
    return _join(sign, _round(number), "")


def _round(number):
    return number.quantize(Decimal(1).scaleb(-DIGITS), rounding=ROUND_HALF_UP)


def _join(sign, number, unit):
    text = f"{number:,.{DIGITS}f}".rstrip("0").rstrip(".")
    return f"{'' if text == '0' else sign}{text}{unit}"
