"""Birth dates of persons."""

from collections.abc import Sequence
from datetime import date

from backend.errors import ErrorCode, Refusal

FIRST_BIRTH_DATE = date(1900, 1, 1)


def birth_date(day: date, kind: str, today: date, field: Sequence[str] = ("birthDate",)) -> date:
    """A person's birth date, from 1900 until today. Raises Refusal INVALID_INPUT; `kind` is that of the customer."""
    if kind != "PERSON":
        raise Refusal(ErrorCode.INVALID_INPUT, "only a person has a birth date", field)
    if not FIRST_BIRTH_DATE <= day <= today:
        raise Refusal(ErrorCode.INVALID_INPUT, f"a birth date is a day from {FIRST_BIRTH_DATE} until today", field)
    return day
