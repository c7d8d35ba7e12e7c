"""Patterns for values as they are typed, in the part of regular expressions that ECMA-262 and Python read alike.

The server removes spaces and invisible characters and changes the case before it checks a value. A pattern for the
stored form is therefore made wider: it accepts these characters between all others, and both cases.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from backend.services.rules.texts import INVISIBLE
from backend.services.validation_rule import CHARACTER, COUNT

# What the server leaves out or joins with its neighbour: space, invisible characters, joiners, marks on letters. The
# pattern is written with characters, so that it needs no escapes for those above U+FFFF.
_IGNORED = "[\\s\u0300-\u036f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef" + INVISIBLE + "]*"
_COUNTED = "[^\\s\u0300-\u036f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef" + INVISIBLE + "]"
_PARTS = re.compile(f"({CHARACTER})({COUNT})")
_ANYTHING = "[\\s\\S]*"
_LAST_CASED = 0x1FFF  # letters with cases that numbers of documents and addresses have
_SPACE = " \u00ad\u0301"  # one of each kind of ignored characters

HAS_DIGIT = "[0-9]|[^\\x00-\\x7f]"  # any script has digits
HAS_LETTER = "[A-Za-z]|[^\\x00-\\x7f]"


def length(least: int, most: int | None) -> str:
    """The pattern of a text with at least `least` characters and at most `most`, of those that surely count."""
    upper = "" if most is None else str(most)
    return f"^{_IGNORED}(?:{_COUNTED}{_IGNORED}){{{least},{upper}}}$"


@lru_cache(maxsize=256)
def typed_pattern(pattern: str, case: Callable[[str], str] | None) -> str:
    """The pattern of typed values for a pattern of values in stored form. `case`: how the server changes the case."""
    parts = [_part(character, count, case) for character, count in _atoms(pattern)]
    return f"^{''.join(parts)}{_IGNORED}$"


def _atoms(pattern: str) -> Iterator[tuple[str, str]]:
    for found in _PARTS.finditer(pattern):
        yield found[1], found[2]


def _part(character: str, count: str, case: Callable[[str], str] | None) -> str:
    if any(re.fullmatch(character, each) for each in _SPACE):
        return _ANYTHING  # its characters cannot be told from those that are left out
    return f"(?:{_IGNORED}{_cases(character, case) if case else character}){count}"


def _cases(character: str, case: Callable[[str], str]) -> str:
    """A set with the characters that the server changes into those of another one."""
    matches = re.compile(character)
    codes = [code for code in range(0x21, _LAST_CASED + 1) if matches.fullmatch(case(chr(code)))]
    # Beyond these letters every character is accepted where any may be.
    ranges = [_range(first, last) for first, last in _ranges(codes)]
    return f"[{''.join(ranges)}\u2000-\U0010ffff]"


def _ranges(codes: list[int]) -> Iterator[tuple[int, int]]:
    first = last = -2
    for code in codes:
        if code != last + 1:
            if first >= 0:
                yield first, last
            first = code
        last = code
    if first >= 0:
        yield first, last


def _range(first: int, last: int) -> str:
    return _escaped(first) if first == last else f"{_escaped(first)}-{_escaped(last)}"


def _escaped(code: int) -> str:
    return f"\\{chr(code)}" if chr(code) in "\\]^-[" else chr(code)
