"""Which encoding a text of one byte a character is in, told from its words beyond ASCII, or that nobody can tell.

charset-normalizer judges each encoding by what a text in it would look like. Names are few and short, so its judgement
alone is not enough: of three Russian names in Windows-1251 it takes the MacCyrillic reading for as good. A second test
counts what the letters of Russian and Kyrgyz are: how often each is used, whether capitals begin words, whether a word
is in one script, whether quotation marks and dashes stand where they can. Where the two tests do not agree, or another
reading is nearly as good and differs, it is doubtful.
"""

import math
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache

CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
LATIN = ("cp1252",)  # which has the letters of Latin-1, and quotation marks beside them
MOST_WORDS = 4_000
_WORD = re.compile(rb"[A-Za-z\x80-\xff][A-Za-z\x80-\xff'-]*")
_BEYOND = re.compile(rb"[\x80-\xff]")
# Of a thousand letters of Russian text so many are this one (National Corpus of the Russian Language); the letters that
# Kyrgyz has beside them are as frequent as in Kyrgyz names.
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
_NEVER_FIRST = frozenset("»”’–—…")  # with a letter behind it
_UMLAUTS = frozenset("äöüßéèêëàâáåæçñøóôòúùíîïìã")
_RARE = math.log(0.0005)  # a letter of neither alphabet, or a sign that words do not have
_MISPLACED = math.log(0.002)  # a capital behind a small letter, two scripts in a word
_USUAL = {"cp1251": 5.0}  # what spreadsheets write here: it is shown first, and is no less doubtful for that
_CLEAR = 10.0  # of a natural logarithm: e to the tenth times likelier than any other reading is certain
_LEAST = -4.2  # a character on average; below it no reading makes words


def words(sample: bytes) -> list[bytes]:
    """The words with characters beyond ASCII, each once: what is repeated proves nothing more."""
    found = (word[0] for word in _WORD.finditer(sample) if _BEYOND.search(word[0]))
    return list(dict.fromkeys(found))[:MOST_WORDS]


def ranked(those: Sequence[bytes]) -> list[str]:
    """The encodings that the words may be in, the likeliest first: one when it is certain."""
    joined = b"\n".join(those)
    readings: dict[str, str] = {}
    for encoding in (*CYRILLIC, *LATIN):
        with suppress(UnicodeDecodeError):
            readings[encoding] = joined.decode(encoding)
    scores = {encoding: _score(text) for encoding, text in readings.items()}
    order = sorted(scores, key=lambda encoding: -scores[encoding] - _USUAL.get(encoding, 0))
    best, reading = scores[order[0]], readings[order[0]]
    near = any(readings[other] != reading and scores[other] > best - _CLEAR for other in order[1:])
    makes_words = best > _LEAST * len(_BEYOND.findall(joined))
    if makes_words and not near and order[0] in _by_library(joined, list(readings)):
        return order[:1]
    return order[:3]


def _by_library(joined: bytes, encodings: list[str]) -> list[str]:
    from charset_normalizer import from_bytes

    return [match.encoding for match in from_bytes(joined, cp_isolation=encodings)]


def _score(text: str) -> float:
    """How likely the characters beyond ASCII are: the logarithm of a probability."""
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
