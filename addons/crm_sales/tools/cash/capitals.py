"""Amounts of CNY in capitals (大写金额), as they are written on Chinese papers.

Rules of the People's Bank of China for filling in bills and settlement vouchers, an annex of
支付结算办法 (正确填写票据和结算凭证的基本规定):

- 整 follows 元 and may follow 角, never 分.
- One 零 stands for whatever noughts are in a row inside.
- Between 元 and 角 a nought in the place of 元 is written.

Where the rules leave a choice, the first example of theirs is followed. Pure: no ``env``.
"""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
FEN = Decimal("0.01")
LIMIT = 10**20
MYRIAD = 10**4
MYRIAD_MYRIADS = 10**8


def in_capitals(amount, prefix="", ending="整", is_jiao_ended=False):
    """Return ``amount`` (of 元) in capitals.

    :param amount: ``Decimal``, int, float or text of a number; rounded half up to the 分
    :param prefix: what stands before, ``人民币`` on papers
    :param ending: 整 or 正
    :param is_jiao_ended: write the ending after 角, too
    :raise ValueError: no number, or one beyond ``LIMIT``
    """
    fen = _to_fen(amount)
    yuan, cents = divmod(abs(fen), 100)
    jiao, fen_digit = divmod(cents, 10)
    parts = [prefix, "负" if fen < 0 else ""]
    if yuan or not cents:
        parts += [_integer(yuan), "元"]
    if jiao:
        # the place of 元 is nought: the rules write it, or leave it out
        parts += ["零" if yuan and yuan % 10 == 0 else "", DIGITS[jiao], "角"]
    elif fen_digit and yuan:
        parts.append("零")
    if fen_digit:
        parts += [DIGITS[fen_digit], "分"]
    elif not jiao or is_jiao_ended:
        parts.append(ending)
    return "".join(parts)


def _to_fen(amount):
    try:
        number = Decimal(str(amount))
        rounded = number.quantize(FEN, rounding=ROUND_HALF_UP)
    except InvalidOperation as error:
        raise ValueError(f"not an amount: {amount!r}") from error
    if not number.is_finite() or abs(rounded) >= LIMIT:
        raise ValueError(f"not an amount: {amount!r}")
    return int(rounded * 100)


def _integer(number):
    """Return a whole number in capitals; a number is hundred millions and what is left."""
    if number < MYRIAD:
        return _group(number)
    size, unit = (MYRIAD_MYRIADS, "亿") if number >= MYRIAD_MYRIADS else (MYRIAD, "万")
    high, low = divmod(number, size)
    text = _integer(high) + unit
    if not low:
        return text
    gap = "零" if low < size // 10 else ""
    return text + gap + _integer(low)


def _group(number):
    """Return 0 to 9999 in capitals."""
    if not number:
        return DIGITS[0]
    text, has_gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if has_gap and text else "") + DIGITS[digit] + PLACES[place]
        has_gap = not digit
    return text
