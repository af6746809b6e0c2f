"""Numbers and amounts as people write them, in either half of the world."""

import re
from decimal import Decimal

DIGITS = 15
"""More than anybody counts to; and what every database and spreadsheet can hold."""
_SPACES = re.compile("[\\s\u00a0\u202f'\u2019]")
_BESIDE = re.compile(
    r"(?:(?P<before>[A-Za-z]{3})\b)?(?P<amount>[^A-Za-z]*)(?:\b(?P<after>[A-Za-z]{3}))?", re.DOTALL
)
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}


def decimal(words: str, *, has_cents: bool = False) -> Decimal | None:
    """The number in somebody's words, with points and commas as either half of the world sets them.

    None where it is no number, or where one separator could be of thousands or of decimals. An
    amount `has_cents`, two digits at most, so that three of them are always thousands.
    """
    bare = _SPACES.sub("", words)
    if not re.fullmatch(r"[-+]?[\d.,]*\d[\d.,]*", bare, re.ASCII):
        return None
    sign, digits = ("-", bare[1:]) if bare[0] == "-" else ("", bare.removeprefix("+"))
    plain = _plain(digits, has_cents=has_cents)
    is_short = plain is not None and len(plain.replace(".", "")) <= DIGITS
    return Decimal(sign + plain) if plain is not None and is_short else None


def without_currency(words: str) -> tuple[str, str]:
    """The amount alone, and the code of the currency if one stands beside it."""
    for symbol, code in _SYMBOLS.items():
        if symbol in words:
            return words.replace(symbol, ""), code
    found = _BESIDE.fullmatch(words.strip())
    if found is None:
        return words, ""
    return found["amount"], (found["before"] or found["after"] or "").upper()


def _plain(digits: str, *, has_cents: bool) -> str | None:
    """Digits with at most one point; None where they cannot be, or could be two things."""
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return digits
    last = marks[-1]
    whole, _, part = digits.rpartition(last)
    if len(set(marks)) > 1:
        other = "," if last == "." else "."
        is_grouped = last not in whole and _is_grouped(whole, other)
        return f"{whole.replace(other, '')}.{part}" if is_grouped and part else None
    if len(marks) > 1:
        return digits.replace(last, "") if _is_grouped(digits, last) else None
    return _with_one_mark(whole, part, mark=last, has_cents=has_cents)


def _with_one_mark(whole: str, part: str, *, mark: str, has_cents: bool) -> str | None:
    if _is_grouped(f"{whole}{mark}{part}", mark) and not whole.startswith("0"):
        return whole + part if has_cents else None
    if has_cents and len(part) > len("00"):
        return None
    return f"{whole or '0'}.{part}" if part else None


def _is_grouped(digits: str, mark: str) -> bool:
    return bool(re.fullmatch(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", digits))
