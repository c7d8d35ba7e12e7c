"""Names of people and organisations. The rule returns the stored form."""

import unicodedata
from collections.abc import Sequence

from backend.errors import ErrorCode, Refusal
from backend.services.rules.texts import cleaned, is_clean, quoted

MAX_NAME_CHARACTERS = 200


def name(text: str, field: Sequence[str] = ("name",)) -> str:
    """A name in NFC, with single spaces, without control and format characters, and with at least one letter.

    Raises Refusal INVALID_NAME.
    """
    normalized = stored_form(text)
    if not normalized or len(normalized) > MAX_NAME_CHARACTERS:
        message = f"a name has 1 to {MAX_NAME_CHARACTERS} characters; given are {len(normalized)}"
        raise Refusal(ErrorCode.INVALID_NAME, message, field)
    if not is_clean(normalized):
        message = f"a name must not contain control characters: {quoted(normalized)}"
        raise Refusal(ErrorCode.INVALID_NAME, message, field)
    if not has_letter(normalized):
        raise Refusal(ErrorCode.INVALID_NAME, f"a name must contain a letter: {quoted(normalized)}", field)
    return normalized


def stored_form(text: str) -> str:
    """A name in stored form; the text is not validated."""
    return " ".join(cleaned(text).split())


def has_letter(text: str) -> bool:
    """Whether a text contains a letter of any script."""
    return any(unicodedata.category(character)[0] == "L" for character in text)
