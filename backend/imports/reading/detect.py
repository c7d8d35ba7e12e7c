"""Detection of a single-byte encoding from the words of a text that contain characters beyond ASCII.

charset-normalizer rates each encoding by the text that it would give. Names are few and short, so this is not enough:
for three Russian names in Windows-1251 it rates MacCyrillic equally. A second test rates the letters by Russian and
Kyrgyz usage: their frequency, capitals only at the beginning of a word, one script per word, and the places of
quotation marks and dashes. If the two tests disagree, or if another reading is nearly as likely and differs, the
encoding is doubtful.
"""

import math
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache

CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
LATIN = ("cp1252",)  # the letters of Latin-1, and quotation marks
MAX_WORDS = 4_000
_WORD = re.compile(rb"[A-Za-z\x80-\xff][A-Za-z\x80-\xff'-]*")
_BEYOND = re.compile(rb"[\x80-\xff]")
# Occurrences per thousand letters of Russian text (National Corpus of the Russian Language); the additional letters of
# Kyrgyz by their frequency in Kyrgyz names.
_FREQUENCIES = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёңөү",
        (
            110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14, 12, 10, 9, 7, 6, 5,
            4, 3, 3, 1, 1, 1, 1, 1,
        ),
        strict=True,
    )
)  # fmt: skip
_SIGNS = frozenset("«»„“”‘’–—№\u00a0°…")
_OPENING, _CLOSING = frozenset("«„“‘"), frozenset("»“”’")
_NEVER_FIRST = frozenset("»”’–—…")  # never directly before the first letter of a word
_UMLAUTS = frozenset("äöüßéèêëàâáåæçñøóôòúùíîïìã")
_RARE = math.log(0.0005)  # a letter of neither alphabet, or a sign that does not occur in words
_MISPLACED = math.log(0.002)  # a capital after a small letter, or two scripts in one word
_PREFERRED = {"cp1251": 5.0}  # what spreadsheets write in this country; affects the order only, not the certainty
_CERTAIN_MARGIN = 10.0  # difference of natural logarithms from which the likeliest reading is certain
_MIN_MEAN = -4.2  # mean score per character below which no reading consists of words


def words(sample: bytes) -> list[bytes]:
    """The distinct words with characters beyond ASCII; a repeated word is no additional evidence."""
    found = (word[0] for word in _WORD.finditer(sample) if _BEYOND.search(word[0]))
    return list(dict.fromkeys(found))[:MAX_WORDS]


def ranked(distinct_words: Sequence[bytes]) -> list[str]:
    """The possible encodings of the words, the likeliest first: one if it is certain, else up to three."""
    joined = b"\n".join(distinct_words)
    readings: dict[str, str] = {}
    for encoding in (*CYRILLIC, *LATIN):
        with suppress(UnicodeDecodeError):
            readings[encoding] = joined.decode(encoding)
    scores = {encoding: _score(text) for encoding, text in readings.items()}
    order = sorted(scores, key=lambda encoding: -scores[encoding] - _PREFERRED.get(encoding, 0))
    best, reading = scores[order[0]], readings[order[0]]
    near = any(readings[other] != reading and scores[other] > best - _CERTAIN_MARGIN for other in order[1:])
    makes_words = best > _MIN_MEAN * len(_BEYOND.findall(joined))
    if makes_words and not near and order[0] in _by_library(joined, list(readings)):
        return order[:1]
    return order[:3]


def _by_library(joined: bytes, encodings: list[str]) -> list[str]:
    from charset_normalizer import from_bytes

    return [match.encoding for match in from_bytes(joined, cp_isolation=encodings)]


def _score(text: str) -> float:
    """The logarithm of the probability of the characters beyond ASCII, one word per line."""
    total = 0.0
    opened = closed = 0
    for word in text.split("\n"):
        before = ""
        cyrillic = latin = False
        if word[1:2].isalpha():
            total += _MISPLACED * (word[0] in _NEVER_FIRST)
            opened += word[0] in _OPENING
        closed += word[-1:] in _CLOSING
        for character in word:
            if not character.isascii():
                total += _likely(character)
            if character.isupper() and before.islower():
                total += _MISPLACED
            cyrillic |= "\u0400" <= character <= "\u04ff"
            latin |= character.isalpha() and not "\u0400" <= character <= "\u04ff"
            before = character
        if cyrillic and latin:
            total += _MISPLACED
    return total + _MISPLACED * max(0, opened - closed)


@lru_cache(maxsize=512)
def _likely(character: str) -> float:
    found = _FREQUENCIES.get(character.lower())
    if found:
        return math.log(found / 1000)
    if character in _SIGNS:
        return math.log(0.01)
    return math.log(0.02) if character.lower() in _UMLAUTS else _RARE
