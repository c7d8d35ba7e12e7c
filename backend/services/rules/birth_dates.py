"""Birth dates of persons."""

from collections.abc import Sequence
from datetime import date

from backend.errors import ErrorCode, Refusal

FIRST_BIRTH_DATE = date(1900, 1, 1)


def birth_date(day: date, kind: str, today: date, field: Sequence[str] = ("birthDate",)) -> date:
    """A person's birth date, from 1900 until today. `kind`: the customer's. Raises Refusal INVALID_INPUT."""
    if kind != "PERSON":
        raise Refusal(ErrorCode.INVALID_INPUT, "only a customer of the kind PERSON has a birth date", field)
    if not FIRST_BIRTH_DATE <= day <= today:
        message = f"a birth date must be between {FIRST_BIRTH_DATE} and today, {today}; given is {day}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field)
    return day
