"""Codes of tariffs and options, and the operator's own numbers of customers, contracts, payments, bills and tickets."""

import re

from backend.services.rules.placeholders import LOOK_ALIKES
from backend.services.rules.texts import cleaned

MAX_CODE_CHARACTERS = 40
_CODE = re.compile(f"[A-Z0-9][A-Z0-9_-]{{0,{MAX_CODE_CHARACTERS - 1}}}")
_TO_LATIN = str.maketrans(*LOOK_ALIKES)


def code(text: str) -> str | None:
    """A code in stored form, upper case with Latin letters; None where the text is not a code."""
    found = beginning(text.strip()).strip()
    return found if _CODE.fullmatch(found) else None


def beginning(text: str) -> str:
    """The beginning or another part of a code, in upper case with Latin letters."""
    return cleaned(text).upper().translate(_TO_LATIN)
