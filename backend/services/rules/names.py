"""Names of people and organisations. The rule returns the stored form."""

import unicodedata
from collections.abc import Sequence

from backend.errors import ErrorCode, Refusal
from backend.services.rules.texts import is_clean

LONGEST_NAME = 200


def name(text: str, field: Sequence[str] = ("name",)) -> str:
    """A name in one form: NFC, no control characters, single spaces. Raises Refusal INVALID_NAME."""
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if not tidy or len(tidy) > LONGEST_NAME or not is_clean(tidy):
        raise Refusal(ErrorCode.INVALID_NAME, f"a name has 1 to {LONGEST_NAME} characters", field)
    return tidy
