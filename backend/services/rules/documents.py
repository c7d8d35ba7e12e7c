"""Identity documents: their numbers, and the countries that issued them. Each rule returns the stored form."""

import re
import unicodedata
from collections.abc import Sequence

from backend.errors import ErrorCode, Refusal
from backend.services.rules.texts import is_clean

# Cyrillic capitals that are drawn like Latin ones: people type either, and read no difference.
_ALIKE = str.maketrans("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS")


def document_number(text: str, field: Sequence[str] = ("document", "number")) -> str:
    """A document's series and number: upper case, no spaces. Raises Refusal INVALID_INPUT."""
    tidy = "".join(text.split()).upper()
    if not tidy or len(tidy) > 50 or not is_clean(tidy):
        raise Refusal(ErrorCode.INVALID_INPUT, "a document number has 1 to 50 characters", field)
    return tidy


def country(text: str, field: Sequence[str] = ("document", "country")) -> str:
    """An ISO 3166-1 alpha-2 code in upper case. Raises Refusal INVALID_INPUT."""
    if not re.fullmatch("[A-Za-z]{2}", text):
        raise Refusal(ErrorCode.INVALID_INPUT, "a country has two letters, such as KG", field)
    return text.upper()


def document_key(number: str) -> str:
    """The form in which document numbers are compared: upper case, letters and digits only, look-alikes as Latin."""
    kept = "".join(each for each in unicodedata.normalize("NFKC", number).upper() if each.isalnum())
    return kept.translate(_ALIKE)
