"""Rules on free text: reasons, subjects, comments. Each returns the stored form."""

import unicodedata
from collections.abc import Sequence

from backend.errors import ErrorCode, Refusal

LONGEST_TEXT = 200


def reason(text: str | None, field: Sequence[str] = ("reason",)) -> str | None:
    """A reason in the actor's words, or none. Raises Refusal INVALID_INPUT."""
    tidy = " ".join((text or "").split())
    if len(tidy) > LONGEST_TEXT or not is_clean(tidy):
        raise Refusal(ErrorCode.INVALID_INPUT, f"a reason has at most {LONGEST_TEXT} characters", field)
    return tidy or None


def text(given: str, longest: int, field: Sequence[str], *, lines: bool = True) -> str:
    """What somebody wrote, in lines or in one, not empty. Raises Refusal INVALID_INPUT."""
    written = unicodedata.normalize("NFC", given).replace("\r\n", "\n").replace("\r", "\n")
    tidy = written.strip() if lines else " ".join(written.split())
    if not tidy or len(tidy) > longest or not is_clean(tidy.replace("\n", " ").replace("\t", " ")):
        raise Refusal(ErrorCode.INVALID_INPUT, f"a text of 1 to {longest} characters is needed", field)
    return tidy


def is_clean(text: str) -> bool:
    """No control characters and no half surrogates."""
    return not any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)
