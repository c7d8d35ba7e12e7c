"""Names of people and organisations. The rule returns the stored form."""

import unicodedata
from collections.abc import Sequence

from backend.errors import ErrorCode, Refusal
from backend.services.rules.texts import cleaned, is_clean, shown

LONGEST_NAME = 200


def name(text: str, field: Sequence[str] = ("name",)) -> str:
    """A name in one form: NFC, no control or format characters, single spaces, a letter at least.

    Raises Refusal INVALID_NAME.
    """
    tidy = stored_form(text)
    if not tidy or len(tidy) > LONGEST_NAME:
        message = f"a name has 1 to {LONGEST_NAME} characters; given are {len(tidy)}"
        raise Refusal(ErrorCode.INVALID_NAME, message, field)
    if not is_clean(tidy):
        raise Refusal(ErrorCode.INVALID_NAME, f"a name has no control characters: {shown(tidy)}", field)
    if not has_letter(tidy):
        raise Refusal(ErrorCode.INVALID_NAME, f"a name has a letter at least: {shown(tidy)}", field)
    return tidy


def stored_form(text: str) -> str:
    """A name as it would be stored, whether or not it is one."""
    return " ".join(cleaned(text).split())


def has_letter(text: str) -> bool:
    """Whether there is a letter of any script among the characters."""
    return any(unicodedata.category(character)[0] == "L" for character in text)
