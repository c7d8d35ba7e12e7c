"""JSON whose numbers keep their text: `1.10` stays `1.10`, and an integer beyond 64 bits keeps its digits.

orjson reads such numbers as floats. Here they are floats too, which write themselves as they were read.
"""

import json
import math
import re
from typing import Any, Self

import orjson

# A number with a fraction, an exponent, or more digits than 64 bits surely hold. What looks like one inside a text
# costs time only.
_INEXACT = re.compile(r"[:,\[\s](?:-?[0-9]+(?:[.eE]|(?<=[0-9]{19}))|-0)|^-?[0-9]")
_NOT_ZERO = re.compile(r"-?[0.]*[1-9]")
MAX_CHARACTERS = 1_000  # of a number
_LEAST, _MOST = -(2**63), 2**64 - 1  # integers that orjson reads and writes


class ExactNumber(float):
    """The float that is nearest to a number, with the number as it was written: JSON's `1.10` or `1e3`."""

    text: str

    def __new__(cls, text: str) -> Self:
        made = super().__new__(cls, text)
        made.text = text
        return made

    def __str__(self) -> str:
        return self.text

    @property
    def is_integer_text(self) -> bool:
        """Whether it was written as digits only, with a sign or without."""
        return self.text.removeprefix("-").isdigit()


def number(text: str) -> int | float:
    """A number of JSON: an int or a float where these are written as they were read, else an `ExactNumber`.

    Raises ValueError for one that is no float and would be infinite or zero, and for one of more than 1,000 characters,
    which the database could not compute with.
    """
    nearest = float(text) if len(text) <= MAX_CHARACTERS else math.inf
    if math.isinf(nearest) or (nearest == 0 and _NOT_ZERO.match(text)):
        raise ValueError(f"the number {text[:20]} is outside of the range of a float, or has too many digits")
    if text.removeprefix("-").isdigit():
        whole = int(text) if len(text) <= len(str(_LEAST)) else None
        return whole if whole is not None and _LEAST <= whole <= _MOST and str(whole) == text else ExactNumber(text)
    return nearest if repr(nearest) == text else ExactNumber(text)


def loads(data: bytes | str) -> Any:
    """Read JSON with exact numbers. Raises ValueError, and RecursionError for too many levels."""
    text = data.decode() if isinstance(data, bytes) else data
    if _INEXACT.search(text) is None:
        return orjson.loads(text)
    return json.loads(text, parse_float=number, parse_int=number, parse_constant=_refuse)


def dumps(value: object) -> bytes:
    """Write JSON. Raises TypeError, ValueError and RecursionError for what is no JSON."""
    return orjson.dumps(value, default=default)


def default(value: object) -> orjson.Fragment:
    """How orjson writes an `ExactNumber`. Raises TypeError for anything else that it does not know."""
    if isinstance(value, ExactNumber):
        return orjson.Fragment(value.text)
    raise TypeError(f"{type(value).__name__} is no JSON")


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON")
