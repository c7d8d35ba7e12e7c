"""Identity documents: their numbers, and the countries that issued them. Each rule returns the stored form."""

import re
from collections.abc import Sequence

from backend.errors import ErrorCode, Refusal
from backend.services.rules.placeholders import fold, is_placeholder_document
from backend.services.rules.texts import cleaned, is_clean, shown

MOST_DOCUMENT = 50
# Kyrgyz identity cards and passports: two letters, which name the series, and seven digits.
_NATIONAL = ("ID_CARD", "PASSPORT")
_SERIES_AND_DIGITS = re.compile("([A-Z]{2}|ИД|1D)([0-9OIL]{7})")
_SERIES = {"AH": "AN", "ИД": "ID", "1D": "ID", "LD": "ID"}  # as people mistype ID and AN
_DIGITS = str.maketrans("OIL", "011")


def document_number(text: str, field: Sequence[str] = ("document", "number")) -> str:
    """A document's series and number: upper case, no spaces.

    Raises Refusal INVALID_INPUT, for placeholders too, and for words in any language: every number has a digit.
    """
    tidy = "".join(cleaned(text).upper().split())
    if not tidy or len(tidy) > MOST_DOCUMENT or not is_clean(tidy):
        raise Refusal(ErrorCode.INVALID_INPUT, f"a document number has 1 to {MOST_DOCUMENT} characters", field)
    if is_placeholder_document(tidy):
        message = f"{tidy!r} is not a document's number; leave the document out where there is none"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field)
    if not any(map(str.isdigit, tidy)):
        message = f"a document's number has digits: {shown(tidy)}; leave the document out where there is none"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field)
    return tidy


def country(text: str, field: Sequence[str] = ("document", "country")) -> str:
    """An ISO 3166-1 alpha-2 code in upper case. Raises Refusal INVALID_INPUT."""
    if not re.fullmatch("[A-Za-z]{2}", text):
        raise Refusal(ErrorCode.INVALID_INPUT, "a country has two letters, such as KG", field)
    return text.upper()


def document_key(number: str, kind: str | None = None, country: str | None = None) -> str:
    """The form in which document numbers are compared: `ІD-1234567` and `id 1234567` are `ID1234567`.

    Upper case, without separators, Cyrillic letters that look like Latin ones as Latin ones. In numbers of Kyrgyz
    identity cards and passports letters that look like digits are digits where only digits stand. The database computes
    the same (`crm_document_key`); a test holds the two equal.
    """
    key = fold(number)
    found = _SERIES_AND_DIGITS.fullmatch(key) if kind in _NATIONAL and country == "KG" else None
    return f"{_SERIES.get(found[1], found[1])}{found[2].translate(_DIGITS)}" if found else key
