"""Rules on free text: reasons, subjects, comments. Each returns the stored form.

`cleaned` removes invisible characters and is the first step of the rules on every kind of value.
"""

import re
import unicodedata
from collections.abc import Sequence

from backend.errors import ErrorCode, Refusal

MAX_REASON_CHARACTERS = 200
MAX_QUOTED_CHARACTERS = 40  # of an invalid value that a message repeats
# Combining marks on one letter, by UAX #15 (stream-safe text). Normalisation takes time quadratic in their number.
MAX_MARKS = 30

# Format characters (Unicode Cf), except the visible ones (Arabic and Kaithi number signs) and the joiners; and
# invisible letters and marks (Default_Ignorable_Code_Point): fillers of Hangul, CGJ and others.
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]+")  # variation selectors, which follow a character
_JOINERS = re.compile("[\u200c\u200d]+")
_ZERO_WIDTH_JOINER = "\u200d"
_EMOJI_PRESENTATION = "\ufe0f"
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
# Scripts in which a joiner changes the shape of letters: from Arabic to Tibetan, Myanmar to Mongolian, the presentation
# forms of Arabic, and the Indic and Arabic scripts of the supplementary plane.
_JOINING = re.compile(
    "[\u0600-\u109f\u1780-\u1aff\u1cd0-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff]"
)
_IDEOGRAPH = "\u2e80"


def cleaned(text: str) -> str:
    """A text in NFC without invisible characters. No text is refused.

    A joiner is kept inside an emoji and between letters whose shape it changes; a variation selector is kept after a
    symbol or an ideograph.
    """
    if text.isascii():
        return text
    visible = _INVISIBLE.sub("", text)
    visible = _SELECTORS.sub(_selector, visible)
    visible = _JOINERS.sub(_joiner, visible)
    return unicodedata.normalize("NFC", _with_limited_marks(visible))


def _selector(found: re.Match[str]) -> str:
    before = found.string[: found.start()][-1:]
    plain = (
        not before or before.isspace() or (before.isalpha() and before < _IDEOGRAPH) or unicodedata.combining(before)
    )
    return "" if plain else found[0][0]


def _joiner(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    first = found[0][0]
    if _JOINING.match(before) and (first == _ZERO_WIDTH_JOINER or _JOINING.match(after)):
        return first
    in_emoji = first == _ZERO_WIDTH_JOINER and _is_symbol(after) and (_is_symbol(before) or _ends_emoji(before))
    return first if in_emoji else ""


def _is_symbol(character: str) -> bool:
    return bool(character) and unicodedata.category(character) == "So"


def _ends_emoji(character: str) -> bool:
    return character == _EMOJI_PRESENTATION or _SKIN_TONES[0] <= character <= _SKIN_TONES[1]


def _with_limited_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)


def quoted(text: str) -> str:
    """An invalid value for a message: in quotation marks, at most 40 characters of it."""
    shortened = text if len(text) <= MAX_QUOTED_CHARACTERS else text[:MAX_QUOTED_CHARACTERS] + "…"
    return '"' + "".join(character if character.isprintable() else "\ufffd" for character in shortened) + '"'


def reason(text: str | None, field: Sequence[str] = ("reason",)) -> str | None:
    """The reason of a verb in one line; None for an empty one. Raises Refusal INVALID_INPUT."""
    one_line = " ".join(cleaned(text or "").split())
    if len(one_line) > MAX_REASON_CHARACTERS or not is_clean(one_line):
        message = f"a reason has at most {MAX_REASON_CHARACTERS} characters and no control characters"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field)
    return one_line or None


def text(given: str, max_characters: int, field: Sequence[str], *, multiline: bool = True) -> str:
    """A free text that is not empty, with lines or in one line. Raises Refusal INVALID_INPUT."""
    normalized = cleaned(given).replace("\r\n", "\n").replace("\r", "\n")
    normalized = normalized.strip() if multiline else " ".join(normalized.split())
    clean = is_clean(normalized.replace("\n", " ").replace("\t", " "))
    if not normalized or len(normalized) > max_characters or not clean:
        message = f"a text must have 1 to {max_characters} characters and no control characters"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field)
    return normalized


def is_clean(text: str) -> bool:
    """Whether a text has neither control characters nor lone surrogates."""
    return not any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)
