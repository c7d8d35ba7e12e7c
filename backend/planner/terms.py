"""The terms of a search, each with the kind of value that it can be."""

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from backend.errors import BadUserInput
from backend.planner.fields import SearchedKind
from backend.services.rules import numbers
from backend.services.rules.numbering import Numbering
from backend.services.rules.placeholders import fold
from backend.services.rules.texts import cleaned

MIN_DIGITS = 3
MAX_CHARACTERS = 500
MAX_TERMS = 5
MAX_PHONE_DIGITS = 15  # E.164
MIN_PHONE_DIGITS = 9  # digits without a prefix are a phone number from this length on
MIN_ICCID_DIGITS = 10

_DIGITS = re.compile(r"\+?[0-9()./+-]*[0-9][0-9()./+-]*")
_SERIES = re.compile("[A-Z]{2}")
_KYRGYZ_SERIES = {"ID", "AN", "AC"}
_NUMBER_IN_SERIES = re.compile("[0-9]{7}")
_ADDRESS = re.compile(r"[^@\s]*@[^@\s]*|[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)


class Kind(enum.Enum):
    """The kind of value that a term can be."""

    NAME = enum.auto()  # letters
    EMAIL = enum.auto()  # an e-mail address, or its domain
    PHONE = enum.auto()  # digits with a prefix +, 00 or 0, or as many as a phone number has
    ICCID = enum.auto()  # digits with the prefix 89 of ICCIDs (ITU-T E.118)
    DIGITS = enum.auto()  # other digits
    CODE = enum.auto()  # letters and digits


# The main kind of column for terms of each kind. If all such columns are masked, the search is refused.
PRIMARY_KIND = {
    Kind.NAME: SearchedKind.NAME,
    Kind.EMAIL: SearchedKind.EMAIL,
    Kind.PHONE: SearchedKind.PHONE,
    Kind.ICCID: SearchedKind.ICCID,
    Kind.CODE: SearchedKind.NUMBER,
}


@dataclass(frozen=True)
class Term:
    kind: Kind
    text: str

    @property
    def digits(self) -> str:
        return "".join(filter(str.isdigit, self.text))

    def phone(self, settings: Numbering) -> tuple[str, str | None]:
        """The beginning of a number in its stored form, and its last digits; None if the term is a beginning only."""
        begins = numbers.beginning(self.text, settings)
        dialled = self.kind is Kind.PHONE and re.match(r"\+|00?[1-9]", self.text) is not None
        return begins, None if dialled else self.digits


def terms(text: str) -> list[Term]:
    """The terms of a search; none for white space. Raises BadUserInput when the text is too long or too short."""
    if len(text) > MAX_CHARACTERS:
        raise BadUserInput(f"search: {len(text)} characters exceed the limit of {MAX_CHARACTERS}", field="search")
    # NFKC would turn the numero sign, which precedes digits in names of organisations, into the letters No.
    words = unicodedata.normalize("NFKC", cleaned(text).replace("№", " ")).split()
    found = [_term(part) for part in _parts(words)]
    if len(found) > MAX_TERMS:
        raise BadUserInput(f"search: {len(found)} words exceed the limit of {MAX_TERMS}", field="search")
    if found and not any(_is_long_enough(term) for term in found):
        raise BadUserInput(
            f"search: too short; at least 2 letters of a name or {MIN_DIGITS} digits of a number are required",
            field="search",
        )
    return found


def kinds(text: str) -> tuple[Kind, ...]:
    """The kinds of the terms, which decide the SQL text."""
    return tuple(term.kind for term in terms(text))


def _parts(words: list[str]) -> Iterator[str]:
    """The words that contain a letter or digit. Adjacent groups of digits are joined to one number, and the series and
    number of a document to one word.
    """
    number = ""
    for word in _with_documents(words):
        is_number = _DIGITS.fullmatch(word) is not None
        complete = sum(map(str.isdigit, number)) >= MIN_PHONE_DIGITS or word.startswith("+")
        if number and not (is_number and not complete):
            yield number
            number = ""
        if is_number:
            number += word
        elif word in {"+", "("} or not any(map(str.isalnum, word)):
            continue
        else:
            yield word
    if number:
        yield number


def _with_documents(words: list[str]) -> Iterator[str]:
    """Words with series and number of a document joined: ID 1234567 becomes ID1234567.

    A series is two capital letters, or a series of Kyrgyz documents in any case.
    """
    at = 0
    while at < len(words):
        pair = words[at : at + 2]
        if len(pair) == 2 and _NUMBER_IN_SERIES.fullmatch(pair[1]) and _is_series(pair[0]):
            yield "".join(pair)
            at += 2
        else:
            yield words[at]
            at += 1


def _is_series(word: str) -> bool:
    return fold(word) in _KYRGYZ_SERIES or (word.isupper() and _SERIES.fullmatch(fold(word)) is not None)


def _term(part: str) -> Term:
    if not _DIGITS.fullmatch(part):
        if (_ADDRESS.fullmatch(part) and "." in part) or "@" in part:
            return Term(Kind.EMAIL, part.lower())
        return Term(Kind.CODE if any(map(str.isdigit, part)) else Kind.NAME, part)
    digits = "".join(filter(str.isdigit, part))
    if digits.startswith("89") and len(digits) >= MIN_ICCID_DIGITS and not part.startswith("+"):
        return Term(Kind.ICCID, digits)
    international = part.startswith("+") or re.match("00[1-9]", digits) is not None
    if international or re.match("0[1-9]", digits) or MIN_PHONE_DIGITS <= len(digits) <= MAX_PHONE_DIGITS:
        return Term(Kind.PHONE, ("+" if part.startswith("+") else "") + digits)
    return Term(Kind.DIGITS, digits)


def _is_long_enough(term: Term) -> bool:
    if term.kind in {Kind.NAME, Kind.CODE, Kind.EMAIL}:
        return sum(map(str.isalnum, term.text)) >= 2
    return len(term.digits) >= MIN_DIGITS
