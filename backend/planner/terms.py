"""The terms of a search: what somebody typed, told apart by what kind of value each part can be."""

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from backend.errors import BadUserInput
from backend.planner.fields import Look
from backend.services.rules import numbers
from backend.services.rules.numbering import Numbering
from backend.services.rules.placeholders import fold
from backend.services.rules.texts import cleaned

LEAST_DIGITS = 3
MOST_CHARACTERS = 500
MOST_TERMS = 5
LONGEST_PHONE = 15  # E.164
SHORTEST_PHONE = 9  # from so many digits on, digits alone are meant as a phone number
SHORTEST_ICCID = 10

_DIGITS = re.compile(r"\+?[0-9()./+-]*[0-9][0-9()./+-]*")
_SERIES = re.compile("[A-Z]{2}")
_KYRGYZ_SERIES = {"ID", "AN", "AC"}
_NUMBER_IN_SERIES = re.compile("[0-9]{7}")
_ADDRESS = re.compile(r"[^@\s]*@[^@\s]*|[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)


class Kind(enum.Enum):
    """What a term can be."""

    NAME = enum.auto()  # letters
    EMAIL = enum.auto()  # an address, or the end of one
    PHONE = enum.auto()  # digits written as a phone number is: with +, 00, 0, or many of them
    ICCID = enum.auto()  # digits that begin as ICCIDs do
    DIGITS = enum.auto()  # other digits
    CODE = enum.auto()  # letters and digits


# Where a term of a kind is at home: when all of that is masked, the search says so instead of finding nothing.
HOME = {
    Kind.NAME: Look.NAME,
    Kind.EMAIL: Look.EMAIL,
    Kind.PHONE: Look.PHONE,
    Kind.ICCID: Look.ICCID,
    Kind.CODE: Look.NUMBER,
}


@dataclass(frozen=True)
class Term:
    kind: Kind
    text: str

    @property
    def digits(self) -> str:
        return "".join(filter(str.isdigit, self.text))

    def phone(self, settings: Numbering) -> tuple[str, str | None]:
        """What a number in stored form begins with, and what digits it ends with; None where they can only begin it."""
        begins = numbers.beginning(self.text, settings)
        dialled = self.kind is Kind.PHONE and re.match(r"\+|00?[1-9]", self.text) is not None
        return begins, None if dialled else self.digits


def terms(text: str) -> list[Term]:
    """The terms of a search, none for spaces alone. Raises BadUserInput for too much, or for too little to look for."""
    if len(text) > MOST_CHARACTERS:
        raise BadUserInput(f"search: at most {MOST_CHARACTERS} characters", field="search")
    # NFKC makes the letters No of a number sign, which stands before digits in names of organisations.
    words = unicodedata.normalize("NFKC", cleaned(text).replace("№", " ")).split()
    found = [_term(part) for part in _parts(words)]
    if len(found) > MOST_TERMS:
        raise BadUserInput(f"search: at most {MOST_TERMS} words", field="search")
    if found and not any(_says_enough(term) for term in found):
        raise BadUserInput(
            f"search: too short; give two letters of a name or more, or {LEAST_DIGITS} digits of a number",
            field="search",
        )
    return found


def kinds(text: str) -> tuple[Kind, ...]:
    """The kinds of a search's terms: what the statement depends on."""
    return tuple(term.kind for term in terms(text))


def _parts(words: list[str]) -> Iterator[str]:
    """Words without those that are marks alone; digits that stand beside each other are one number, and a document's
    series and number one too.
    """
    number = ""
    for word in _with_documents(words):
        is_number = _DIGITS.fullmatch(word) is not None
        complete = sum(map(str.isdigit, number)) >= SHORTEST_PHONE or word.startswith("+")
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
    """Words in which ID 1234567 is ID1234567: two capitals of a series, or those that Kyrgyz documents have."""
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
    if digits.startswith("89") and len(digits) >= SHORTEST_ICCID and not part.startswith("+"):
        return Term(Kind.ICCID, digits)
    international = part.startswith("+") or re.match("00[1-9]", digits) is not None
    if international or re.match("0[1-9]", digits) or SHORTEST_PHONE <= len(digits) <= LONGEST_PHONE:
        return Term(Kind.PHONE, ("+" if part.startswith("+") else "") + digits)
    return Term(Kind.DIGITS, digits)


def _says_enough(term: Term) -> bool:
    if term.kind in {Kind.NAME, Kind.CODE, Kind.EMAIL}:
        return sum(map(str.isalnum, term.text)) >= 2
    return len(term.digits) >= LEAST_DIGITS
