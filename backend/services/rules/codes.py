"""Codes that operators type: of tariffs and options, and the numbers printed on documents of ours."""

import re

from backend.services.rules.placeholders import ALIKE
from backend.services.rules.texts import cleaned

LONGEST_CODE = 40
_CODE = re.compile(f"[A-Z0-9][A-Z0-9_-]{{0,{LONGEST_CODE - 1}}}")
_ALIKE = str.maketrans(*ALIKE)


def code(text: str) -> str | None:
    """A code as it is stored: upper case, Latin letters; None where the text is none."""
    found = beginning(text.strip()).strip()
    return found if _CODE.fullmatch(found) else None


def beginning(text: str) -> str:
    """The beginning of a code, or any part of it, in the letters of codes."""
    return cleaned(text).upper().translate(_ALIKE)
