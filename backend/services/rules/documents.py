"""Identity documents: numbers and issuing countries. Each rule returns the stored form."""

import re
from collections.abc import Sequence

from backend.errors import ErrorCode, Refusal
from backend.services.rules.placeholders import fold, is_placeholder_document
from backend.services.rules.texts import cleaned, is_clean, quoted

MAX_DOCUMENT_CHARACTERS = 50
# Numbers of Kyrgyz identity cards and passports: two letters for the series and seven digits.
_NATIONAL = ("ID_CARD", "PASSPORT")
_SERIES_AND_DIGITS = re.compile("([A-Z]{2}|ИД|1D)([0-9OIL]{7})")
_SERIES = {"AH": "AN", "ИД": "ID", "1D": "ID", "LD": "ID"}  # frequent misspellings of ID and AN
_DIGITS = str.maketrans("OIL", "011")


def document_number(text: str, field: Sequence[str] = ("document", "number")) -> str:
    """A document's series and number in upper case without spaces.

    Raises Refusal INVALID_INPUT, also for placeholders and for a text without a digit.
    """
    number = "".join(cleaned(text).upper().split())
    if not number or len(number) > MAX_DOCUMENT_CHARACTERS or not is_clean(number):
        message = f"a document number has 1 to {MAX_DOCUMENT_CHARACTERS} characters and no control characters"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field)
    if is_placeholder_document(number):
        message = f"{number!r} is a placeholder, not a document number; omit the document if there is none"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field)
    if not any(map(str.isdigit, number)):
        message = f"a document number must contain a digit, unlike {quoted(number)}; omit the document if there is none"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field)
    return number


def country(text: str, field: Sequence[str] = ("document", "country")) -> str:
    """An ISO 3166-1 alpha-2 code in upper case. Raises Refusal INVALID_INPUT."""
    if not re.fullmatch("[A-Za-z]{2}", text):
        raise Refusal(ErrorCode.INVALID_INPUT, "a country is a code of two letters (ISO 3166-1), such as KG", field)
    return text.upper()


def document_key(number: str, kind: str | None = None, country: str | None = None) -> str:
    """The form in which document numbers are compared: for `ІD-1234567` and `id 1234567` it is `ID1234567`.

    It is in upper case, without separators, and Cyrillic letters that look like Latin ones are replaced by these. In
    numbers of Kyrgyz identity cards and passports, letters that look like digits are replaced at the places of digits.
    The database function `crm_document_key` computes the same; a test compares both.
    """
    key = fold(number)
    found = _SERIES_AND_DIGITS.fullmatch(key) if kind in _NATIONAL and country == "KG" else None
    return f"{_SERIES.get(found[1], found[1])}{found[2].translate(_DIGITS)}" if found else key
