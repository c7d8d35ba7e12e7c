"""The score of two customers: pure, symmetric, and the same for a single check and for the whole base."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from rapidfuzz.distance import OSA

from backend.errors import MatchCode, MatchReason
from backend.services.matching.names import Name, compared
from backend.services.matching.weights import MAX_SCORE, WEIGHTS, Weights

_SAME_GENERATION_YEARS = 10  # a digit of a year may be wrong; a father is not mistaken for his son
_DOCUMENT_DIGITS = 6  # the shortest document number in which an error is recognised


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """A document as it is compared; `number`: see `rules.document_key`."""

    kind: str
    country: str
    number: str


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared of a customer, person or organisation. What is None or empty is not known, and not compared.

    `phone`: E.164; `email`: in lower case; `further`: phones and e-mail addresses beside these primary ones.
    """

    kind: str | None = None
    name: Name | None = None
    phone: str | None = None
    email: str | None = None
    birth_date: date | None = None
    documents: Sequence[DocumentKey] = ()
    further: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A score from 0 to 100, and its reasons, those with the most points first."""

    score: int
    reasons: tuple[MatchReason, ...]

    @property
    def codes(self) -> frozenset[MatchCode]:
        return frozenset(each.code for each in self.reasons)


def match(one: Person, other: Person, weights: Weights = WEIGHTS) -> Match:
    """The score of two customers: the sum of the points of all reasons, not below 0 and not above 100."""
    codes = [code for code in _reasons(one, other) if code is not None]
    reasons = sorted((MatchReason(code, weights.points[code]) for code in codes), key=_order)
    return Match(min(MAX_SCORE, max(0, sum(each.points for each in reasons))), tuple(reasons))


def _order(reason: MatchReason) -> tuple[int, str]:
    return -abs(reason.points), reason.code


def _reasons(one: Person, other: Person) -> list[MatchCode | None]:
    return [
        MatchCode.KIND_DIFFERENT if one.kind and other.kind and one.kind != other.kind else None,
        compared(one.name, other.name) if one.name and other.name else None,
        _birth_dates(one.birth_date, other.birth_date),
        _documents(one.documents, other.documents),
        _phones(one.phone, other.phone, further=_have_in_common(one, other, is_phone=True)),
        _emails(one.email, other.email, further=_have_in_common(one, other, is_phone=False)),
    ]


def _birth_dates(one: date | None, other: date | None) -> MatchCode | None:
    if one is None or other is None:
        return None
    if one == other:
        return MatchCode.BIRTH_DATE_SAME
    return MatchCode.BIRTH_DATE_SIMILAR if similar_dates(one, other) else MatchCode.BIRTH_DATE_DIFFERENT


def similar_dates(one: date, other: date) -> bool:
    """Whether an error makes the one date of the other: a wrong digit, or two digits or day and month exchanged."""
    if abs(one.year - other.year) > _SAME_GENERATION_YEARS:
        return False
    exchanged = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    return exchanged or OSA.distance(one.isoformat(), other.isoformat(), score_cutoff=1) <= 1


def _documents(one: Sequence[DocumentKey], other: Sequence[DocumentKey]) -> MatchCode | None:
    """Documents of different kinds have different numbers, so only those of one kind and country tell apart."""
    pairs = list(product(one, other))
    if any(left.number == right.number for left, right in pairs):
        return MatchCode.DOCUMENT_SAME
    alike = [(left, right) for left, right in pairs if (left.kind, left.country) == (right.kind, right.country)]
    if any(_is_misspelt(left.number, right.number) for left, right in alike):
        return MatchCode.DOCUMENT_SIMILAR
    return MatchCode.DOCUMENT_DIFFERENT if alike else None


def _is_misspelt(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _DOCUMENT_DIGITS and OSA.distance(one, other, score_cutoff=1) <= 1


def _phones(one: str | None, other: str | None, *, further: bool) -> MatchCode | None:
    if one is not None and one == other:
        return MatchCode.PHONE_SAME
    if further:
        return MatchCode.FURTHER_PHONE_SAME
    if one is None or other is None:
        return None
    return MatchCode.PHONE_SIMILAR if OSA.distance(one, other, score_cutoff=1) <= 1 else None


def _emails(one: str | None, other: str | None, *, further: bool) -> MatchCode | None:
    if one is not None and one == other:
        return MatchCode.EMAIL_SAME
    return MatchCode.FURTHER_EMAIL_SAME if further else None


def _have_in_common(one: Person, other: Person, *, is_phone: bool) -> bool:
    """Whether a further contact of the one is a contact of the other."""
    if not one.further and not other.further:
        return False
    mine, theirs = ({each.phone, each.email, *each.further} - {None} for each in (one, other))
    return any(_is_phone(each) is is_phone for each in mine & theirs if each is not None)


def _is_phone(contact: str) -> bool:
    return "@" not in contact
