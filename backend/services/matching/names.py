"""Comparison of names by their keys (`customer.name_key`), which are in Latin letters and equal for all spellings.

The words of a name may be in any order. A patronymic is compared by its stem, so that `Асан уулу` equals `Асанович`.
A word is similar to another one if a typing error makes the one of the other: a letter changed, inserted, left out, or
exchanged with its neighbour. Two given names of `given_names.txt` are never similar: Hasan and Husan are twins.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

from rapidfuzz.distance import OSA

from backend.errors import MatchCode

# Keys of the words that make a patronymic of the word before: уулу, кызы.
_CHILD_OF = ("ulu", "kizi")
_PATRONYMIC = re.compile(r"(.{3,}?)(?:(?:ov|ev|iev)(?:ic|na)|ulu|kizi)")
_ENDINGS = ("ovic", "ovna", "evic", "evna")
_STEM = "~"  # marks a patronymic
# Keys of legal forms: ОсОО, ООО, ОАО, ЗАО, АО, ПАО, ЖЧК, ААК, ИП, ЧП, ОФ, LLC, Ltd, JSC, Inc.
_LEGAL_FORMS = frozenset("oso o oao zao ao pao jck ak ip cp of lk ltd jsk ink".split())
_FULL_NAME_WORDS = 3
_TYPING_LETTERS = 4  # the shortest word in which one error is recognised
_LONG_LETTERS = 6  # the shortest word in which two are, where its first letter is right


def _given_names() -> frozenset[str]:
    lines = Path(__file__).with_name("given_names.txt").read_text("utf-8").splitlines()
    return frozenset(line.split()[1] for line in lines if line and not line.startswith("#"))


GIVEN_NAMES = _given_names()


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name in their order, with the marks of patronymics and without legal forms; `joined`: the same
    words in alphabetical order, for a fast comparison.
    """

    words: tuple[str, ...]
    joined: str


def parsed(name_key: str) -> Name:
    """The name of a key."""
    words: list[str] = []
    for word in name_key.split():
        if words and _is_child_of(word, len(words)):
            words[-1] = _STEM + words[-1].removeprefix(_STEM)
        else:
            found = _PATRONYMIC.fullmatch(word) if words or word.endswith(_CHILD_OF) else None
            words.append(_STEM + found[1] if found else word)
    kept = [word for word in words if word not in _LEGAL_FORMS] or words
    return Name(tuple(kept), " ".join(sorted(kept)))


def _is_child_of(word: str, place: int) -> bool:
    """Whether a word makes a patronymic of the one before. After two words it may have a typing error."""
    return any(word == each or (place > 1 and OSA.distance(word, each, score_cutoff=1) <= 1) for each in _CHILD_OF)


@lru_cache(maxsize=65_536)
def distance(one: str, other: str) -> int | None:
    """The number of typing errors between two words: 0 where they are equal; None where they are different words."""
    if one == other:
        return 0
    if one > other:
        return distance(other, one)
    plain, plain_other = one.removeprefix(_STEM), other.removeprefix(_STEM)
    if plain == plain_other:
        return 1  # a patronymic without its ending
    if _latin(plain) == _latin(plain_other):
        return 1
    if any(map(str.isdigit, one + other)) or {plain, plain_other} <= GIVEN_NAMES:
        return None
    if 1 in {len(plain), len(plain_other)}:  # an initial
        return 1 if plain[0] == plain_other[0] else None
    shortest = min(len(plain), len(plain_other))
    is_long = shortest >= _LONG_LETTERS and plain[0] == plain_other[0]
    allowed = 0 if shortest < _TYPING_LETTERS else 2 if is_long else 1
    errors = min(
        OSA.distance(left, right, score_cutoff=allowed)
        for left, right in product(_spellings(one, other), _spellings(other, one))
    )
    return errors if errors <= allowed else None


def _latin(word: str) -> str:
    """The word without what keys make of the rarer ways to write in Latin: x for Х, yo for ыо."""
    return word.replace("ks", "h").replace("io", "e")


def _spellings(word: str, other: str) -> Sequence[str]:
    """A patronymic as it may stand beside a word whose error hides that it is one."""
    stem = word.removeprefix(_STEM)
    return (stem,) if stem == word or other.startswith(_STEM) else (stem, *(stem + ending for ending in _ENDINGS))


def compared(one: Name, other: Name) -> MatchCode | None:
    """How two names compare; None where one word is all that they share, and one of them has no other."""
    if one.words == other.words or "".join(one.words) == "".join(other.words):
        return MatchCode.NAME_SAME
    if one.joined == other.joined:
        return MatchCode.NAME_REORDERED
    pairs = _aligned(one.words, other.words)
    rest = _without(one.words, (pair[0] for pair in pairs))
    other_rest = _without(other.words, (pair[1] for pair in pairs))
    if rest and other_rest:
        return _partly(one, other, len(pairs), rest, other_rest)
    errors = sum(distance(one.words[left], other.words[right]) or 0 for left, right in pairs)
    if rest or other_rest:
        return None if len(pairs) == 1 else MatchCode.NAME_ALIKE if errors else MatchCode.NAME_SHORTENED
    return MatchCode.NAME_SIMILAR if errors == 1 or len(pairs) >= _FULL_NAME_WORDS else MatchCode.NAME_ALIKE


def _partly(one: Name, other: Name, pairs: int, rest: Sequence[int], other_rest: Sequence[int]) -> MatchCode:
    """How names compare in which words of both have no counterpart. The surname is the first word."""
    if not pairs:
        return MatchCode.NAME_DIFFERENT
    only_surnames = list(rest) == [0] and list(other_rest) == [0] and not {one.words[0], other.words[0]} & GIVEN_NAMES
    return MatchCode.SURNAME_DIFFERENT if only_surnames and pairs > 1 else MatchCode.GIVEN_NAME_DIFFERENT


def _aligned(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the words that correspond to each other: equal words first, then those with the fewest errors."""
    found = sorted(
        ((errors, *sorted((word, counterpart)), abs(left - right), left + right), left, right)
        for left, word in enumerate(one)
        for right, counterpart in enumerate(other)
        if (errors := distance(word, counterpart)) is not None
    )
    pairs: list[tuple[int, int]] = []
    for _, left, right in found:
        if all(left != taken and right != other_taken for taken, other_taken in pairs):
            pairs.append((left, right))
    return pairs


def _without(words: Sequence[str], taken: Iterable[int]) -> list[int]:
    used = set(taken)
    return [place for place in range(len(words)) if place not in used]
