"""Rules for cells that single mutations do not have: dates, amounts, codes and words as written in spreadsheets.

Each function takes the text of a cell without surrounding spaces and returns the stored form as text.
"""

import re
from collections.abc import Mapping
from datetime import date

from backend.errors import ErrorCode, Refusal
from backend.imports.reading.layout import key
from backend.services import rules

FIRST_DAY = date(1990, 1, 1)
MAX_OPTIONS = 50
MAX_IDENTIFIER_LENGTH = 100
MAX_NUMBER_LENGTH = 100  # characters, with separators; the rules take milliseconds for a long text
QUOTED_LENGTH = 40  # characters of a wrong value that a message quotes
_DAY = re.compile(r"(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4}))")
_AMOUNT = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,4})?")
_WRITTEN_AMOUNT = re.compile(r"([-\u2212]?)([0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:[.,]([0-9]{1,4}))?")
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eEеЕ]\+?[0-9]{1,3}")
_LONG_SCIENTIFIC = re.compile(r"[0-9][.,][0-9]+[eEеЕ]\+[0-9]{1,3}")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2}")
_BOTH_MARKS = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]{3})*[.,][0-9]+")
_WITH_CURRENCY = re.compile(r"[$€₽]\s*[0-9][0-9 \u00a0.,]*|-?[0-9][0-9 \u00a0.,]*(?:[^\W\d_]{1,5}\.?|[$€₽])")
_DECIMAL = re.compile(r"\+?[0-9]+[.,][0-9]{1,2}")

KINDS = {
    "PERSON": "individual physical физлицо физическоелицо частноелицо жекеадам",
    "ORGANISATION": "organisation organization company legal business юрлицо юридическоелицо организация компания "
    "уюм ишкана юридикалыкжак",
}
LANGUAGES = {
    "EN": "en eng english английский англисче",
    "RU": "ru rus russian русский рус орусча орус",
    "KY": "ky kg kir kgz kyrgyz кыргызский кыргызча кыргыз киргизский",
}
DOCUMENTS = {
    "ID_CARD": "idcard id",
    "PASSPORT": "passport паспорт",
    "RESIDENCE_PERMIT": "residencepermit",
    "REGISTRATION_CERTIFICATE": "registrationcertificate",
}


def _by_word(words: Mapping[str, str]) -> dict[str, str]:
    return {key(word): stored for stored, them in words.items() for word in (stored, *them.split())}


_KINDS, _LANGUAGES, _DOCUMENTS = _by_word(KINDS), _by_word(LANGUAGES), _by_word(DOCUMENTS)


def kind(text: str) -> str:
    """PERSON or ORGANISATION. Raises INVALID_INPUT."""
    return _word(_KINDS, text, "kind", "PERSON or ORGANISATION")


def language(text: str) -> str:
    """EN, RU or KY. Raises INVALID_INPUT."""
    return _word(_LANGUAGES, text, "language", "EN, RU or KY")


def document_kind(text: str) -> str:
    """A kind of document. Raises INVALID_INPUT."""
    forms = f"NUMBER, KIND:NUMBER or KIND:NUMBER:COUNTRY, with a kind of {', '.join(DOCUMENTS)}"
    return _word(_DOCUMENTS, text, "document", forms)


def _word(words: Mapping[str, str], text: str, column: str, expected: str) -> str:
    found = words.get(key(text)) if len(text) <= MAX_IDENTIFIER_LENGTH else None
    if found is None:
        raise Refusal(ErrorCode.INVALID_INPUT, f"the value must be {expected}", (column,))
    return found


def tariff(text: str) -> str:
    """A tariff's code. Raises TARIFF_NOT_FOUND."""
    code = rules.code(text)
    if code is None:
        raise Refusal(ErrorCode.TARIFF_NOT_FOUND, "this is not a valid code of a tariff", ("tariff",))
    return code


def options(text: str) -> str | None:
    """Codes of options as an array literal of PostgreSQL; None when there are none. Raises OPTION_NOT_FOUND."""
    codes: dict[str, None] = {}
    for part in filter(None, re.split(r"[\s;|,]+", text)):
        code = rules.code(part)
        if code is None:
            raise Refusal(
                ErrorCode.OPTION_NOT_FOUND, f"{part[:QUOTED_LENGTH]} is not a valid code of an option", ("options",)
            )
        codes[code] = None
    if len(codes) > MAX_OPTIONS:
        raise Refusal(ErrorCode.OPTION_NOT_FOUND, f"a contract has at most {MAX_OPTIONS} options", ("options",))
    quoted = ('"NULL"' if code == "NULL" else code for code in codes)  # without quotes NULL would be a null element
    return "{" + ",".join(quoted) + "}" if codes else None


def start_date(text: str, today: date) -> str:
    """A day from FIRST_DAY until today in ISO 8601. Raises INVALID_INPUT."""
    start = day(text, "start_date")
    if not FIRST_DAY <= start <= today:
        raise Refusal(ErrorCode.INVALID_INPUT, f"the date must be from {FIRST_DAY} until today", ("start_date",))
    return start.isoformat()


def day(text: str, column: str) -> date:
    """A day written 2026-01-31, 31.01.2026 or 31/01/2026. Raises INVALID_INPUT."""
    found = _DAY.fullmatch(text)
    try:
        year, month, of_month = (found[1], found[2], found[3]) if found and found[1] else _reversed(found)
        return date(int(year), int(month), int(of_month))
    except ValueError:
        raise Refusal(ErrorCode.INVALID_INPUT, _why_no_day(text), (column,)) from None


def _why_no_day(text: str) -> str:
    forms = "write a date as 2026-01-31, 31.01.2026 or 31/01/2026"
    shown = text[:QUOTED_LENGTH]
    if _SHORT_YEAR.fullmatch(text):
        return f"the year of {shown} has two digits, so its century is not certain; {forms}"
    if text.isascii() and text.isdigit() and len(text) == 5:
        return f"{shown} is the serial number of a date in a spreadsheet; format the column as a date; {forms}"
    return forms


def _reversed(found: re.Match[str] | None) -> tuple[str, str, str]:
    if found is None:
        raise ValueError
    return found[6], found[5], found[4]


def identifier(text: str, column: str) -> str:
    """An identifier of another system. Raises INVALID_INPUT."""
    check_not_shortened(text, column, ErrorCode.INVALID_INPUT)
    tidy = rules.cleaned(text).strip()
    if not 0 < len(tidy) <= MAX_IDENTIFIER_LENGTH or not tidy.isprintable():
        message = f"an identifier must have 1 to {MAX_IDENTIFIER_LENGTH} printable characters"
        raise Refusal(ErrorCode.INVALID_INPUT, message, (column,))
    return tidy


def amount(text: str) -> str:
    """An amount in major units as a plain decimal, such as -1234.56. Raises INVALID_AMOUNT."""
    if _AMOUNT.fullmatch(text) and text[0] != "-":
        return text
    found = _WRITTEN_AMOUNT.fullmatch(text)
    units = re.sub("[^0-9]", "", found[2]).lstrip("0") or "0" if found else ""
    if found is None or len(units) > 12:
        raise Refusal(ErrorCode.INVALID_AMOUNT, _why_no_amount(text), ("opening_balance",))
    written = f"{units}.{found[3]}" if found[3] else units
    return f"-{written}" if found[1] and written.strip("0.") else written


def _why_no_amount(text: str) -> str:
    shown = text[:QUOTED_LENGTH]
    if _SCIENTIFIC.fullmatch(text):
        return f"{shown} is a number in scientific notation; format the column as a number"
    if _BOTH_MARKS.fullmatch(text) and len(re.findall("[.,]", text)) > 1:
        return f"{shown} has more than one decimal mark; write 1234.56 or 1234,56"
    if _WITH_CURRENCY.fullmatch(text):
        return f"{shown} contains a currency; write only the amount, in the currency of the tariff"
    return "an amount must be a number with at most 12 digits, and 4 after the decimal mark"


def check_not_shortened(text: str, column: str, code: ErrorCode) -> None:
    """Raises Refusal with the column's code for a number that a spreadsheet has rounded to scientific notation."""
    if _LONG_SCIENTIFIC.fullmatch(text):
        raise _rounded(text, column, code)


def _rounded(text: str, column: str, code: ErrorCode) -> Refusal:
    message = (
        f"the spreadsheet has rounded this number to {text[:QUOTED_LENGTH]} (scientific notation), so its last digits"
        " are lost; format the column as text and export the file again"
    )
    return Refusal(code, message, (column,))


def digits(text: str, column: str, code: ErrorCode) -> str:
    """A phone number, ICCID or the like without the apostrophe by which a spreadsheet keeps it a text.

    Raises Refusal with the column's code for a number that a spreadsheet has changed: rounded to scientific notation,
    or written as a decimal.
    """
    if len(text) > MAX_NUMBER_LENGTH:
        raise Refusal(code, f"a number may have at most {MAX_NUMBER_LENGTH} characters", (column,))
    if _SCIENTIFIC.fullmatch(text):
        raise _rounded(text, column, code)
    if _DECIMAL.fullmatch(text):
        message = (
            f"the spreadsheet has changed this number to the decimal {text[:QUOTED_LENGTH]}; format the column as text"
        )
        raise Refusal(code, message, (column,))
    return text[1:].lstrip() if text[0] == "'" and (text[1:2].isdigit() or text[1:2] == "+") else text
