"""Patterns of phone numbers, by which a customer chooses one: digits, `?` for any digit, `…` or `*` for any digits."""

import re

from backend.services.rules import numbers
from backend.services.rules.numbering import Numbering
from backend.services.rules.texts import cleaned

MAX_CHARACTERS = 40
_SEPARATORS = re.compile(r"[\s().-]")
_PATTERN = re.compile(r"\+?[0-9%_]+")
# What an index finds: the last two digits, a long beginning, or three digits in succession.
_SELECTIVE = re.compile(r"[0-9]{2}$|^[+0-9]{5}|[0-9]{3}")


def like(text: str, settings: Numbering) -> str:
    """The pattern of LIKE for numbers in stored form. Raises ValueError, whose text says what is expected."""
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"a pattern has at most {MAX_CHARACTERS} characters")
    # Three points are another spelling of an ellipsis. A sign that LIKE reads must not come from the client.
    tidy = cleaned(text).replace("...", "…").replace("%", "!").replace("_", "!")
    tidy = re.sub("[…*]+", "%", _SEPARATORS.sub("", tidy)).replace("?", "_")
    if not _PATTERN.fullmatch(tidy):
        raise ValueError("a pattern has digits, ? for a digit, and … or * for any digits, such as …77 or 0700*77")
    if not _SELECTIVE.search(tidy):
        raise ValueError("a pattern needs its last two digits, its first five, or three digits in succession")
    head = re.match(r"\+?[0-9]*", tidy)
    begins = head[0] if head else ""
    if not begins:
        return tidy if tidy[0] == "%" else f"%{tidy}"
    return numbers.beginning(begins, settings) + tidy[len(begins) :]


def ending(pattern: str) -> str:
    """The pattern of LIKE for the reversed number that the digits at the end of a pattern give."""
    found = re.search(r"[0-9]*$", pattern)
    digits = found[0] if found else ""
    return digits[::-1] + "%"
