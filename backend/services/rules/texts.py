"""Rules on free text: reasons, subjects, comments. Each returns the stored form.

What people see is what is kept: `cleaned` is the first step of the rules on every kind of value.
"""

import re
import unicodedata
from collections.abc import Sequence

from backend.errors import ErrorCode, Refusal

LONGEST_TEXT = 200
LONGEST_SHOWN = 40  # characters of a wrong value that a message repeats
# Combining marks on one letter, by UAX #15 (stream-safe text): to order them takes the square of their number.
MOST_MARKS = 30

# Format characters (Unicode Cf), but for those that are drawn (the Arabic and Kaithi number signs) and the joiners;
# and letters and marks that are drawn as nothing (Default_Ignorable_Code_Point): fillers of Hangul, CGJ and others.
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]+")  # which drawing of the character before is meant
_JOINERS = re.compile("[\u200c\u200d]+")
_ZERO_WIDTH_JOINER = "\u200d"
_EMOJI_PRESENTATION = "\ufe0f"
_SKIN = ("\U0001f3fb", "\U0001f3ff")
# Scripts in which a joiner decides how letters are drawn: from Arabic to Tibetan, Myanmar to Mongolian, the forms of
# Arabic, and the Indic and Arabic ones of the supplementary plane.
_JOINING = re.compile(
    "[\u0600-\u109f\u1780-\u1aff\u1cd0-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff]"
)
_IDEOGRAPH = "\u2e80"


def cleaned(text: str) -> str:
    """A text in NFC, without characters that nobody sees. No text is refused.

    A joiner stays inside an emoji and between letters that are drawn by it; a variation selector stays behind a symbol
    or an ideograph.
    """
    if text.isascii():
        return text
    seen = _INVISIBLE.sub("", text)
    seen = _SELECTORS.sub(_selector, seen)
    seen = _JOINERS.sub(_joiner, seen)
    return unicodedata.normalize("NFC", _without_heaps_of_marks(seen))


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
    return character == _EMOJI_PRESENTATION or _SKIN[0] <= character <= _SKIN[1]


def _without_heaps_of_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def shown(text: str) -> str:
    """The beginning of a wrong value, in quotation marks, for a message."""
    begun = text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
    return '"' + "".join(character if character.isprintable() else "\ufffd" for character in begun) + '"'


def reason(text: str | None, field: Sequence[str] = ("reason",)) -> str | None:
    """A reason in the actor's words, or none. Raises Refusal INVALID_INPUT."""
    tidy = " ".join(cleaned(text or "").split())
    if len(tidy) > LONGEST_TEXT or not is_clean(tidy):
        raise Refusal(ErrorCode.INVALID_INPUT, f"a reason has at most {LONGEST_TEXT} characters", field)
    return tidy or None


def text(given: str, longest: int, field: Sequence[str], *, lines: bool = True) -> str:
    """What somebody wrote, in lines or in one, not empty. Raises Refusal INVALID_INPUT."""
    written = cleaned(given).replace("\r\n", "\n").replace("\r", "\n")
    tidy = written.strip() if lines else " ".join(written.split())
    if not tidy or len(tidy) > longest or not is_clean(tidy.replace("\n", " ").replace("\t", " ")):
        raise Refusal(ErrorCode.INVALID_INPUT, f"a text of 1 to {longest} characters is needed", field)
    return tidy


def is_clean(text: str) -> bool:
    """No control characters and no half surrogates."""
    return not any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)
