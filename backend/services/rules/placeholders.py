"""Placeholders: texts such as `-` or `нет` that people enter in a field for an identifier when they have none."""

import re
import string
import unicodedata

# Cyrillic capitals and the Latin ones that look the same.
LOOK_ALIKES = ("АВЕКМНОРСТУХІЈЅԚԜ", "ABEKMHOPCTYXIJSQW")
SEPARATORS = " \t-‐‑‒–—―−/\\.,:;_()'\"`«»#№*+?!|=~"
_FOLDED = str.maketrans(
    string.ascii_lowercase + LOOK_ALIKES[0], string.ascii_uppercase + LOOK_ALIKES[1], SEPARATORS
)  # fmt: skip
_WORDS = """
    na на none null nil nan no not unknown undefined missing absent empty blank void tbd todo test testing example dummy
    placeholder nodocument nonumber nopassport noid notavailable notapplicable withoutnumber x xx xxx xyz abc qwerty
    нет нету н/д н/у нд ну бн б/н б/д бд безномера безн бездокумента беспаспорта нетдокумента нетданных нетномера
    нетпаспорта номеранет документанет отсутствует отсутствуют неизвестно неизвестен неуказан неуказано непредоставлен
    пусто прочерк тест тестовый пример хх ххх
    жок жокдокумент документжок паспортжок номерижок номержок белгисиз көрсөтүлгөнэмес сыноо тесттик
"""
MAX_CHARACTERS = 24  # more than the longest placeholder has; a longer text is not a placeholder


def fold(text: str) -> str:
    """A text in upper case, without separators, look-alikes as Latin letters: the form in which values are compared."""
    # Upper case comes first: PostgreSQL's upper() of other than ASCII letters depends on the database's locale.
    return unicodedata.normalize("NFKC", text.upper().translate(_NUMBER_SIGN)).translate(_FOLDED)


_NUMBER_SIGN = str.maketrans("", "", "№")  # NFKC would turn it into two letters
_PLACEHOLDERS = frozenset(fold(word) for word in _WORDS.split())
_COMMON = re.compile("[A-Z]{1,3}[0-9]{0,8}[1-9][0-9]{0,8}")
_NUMBER = re.compile("[1-9]")  # no placeholder has one, so that most values need no further check
_REPEATED = re.compile(r"(\w)\1*")


def is_placeholder(text: str) -> bool:
    """Whether a text is a placeholder: a word such as `нет` or `N/A` in any spelling, or only punctuation or zeros."""
    if len(text) > MAX_CHARACTERS or _NUMBER.search(text):
        return False
    folded = fold(text)
    return not folded or not folded.strip("0") or folded in _PLACEHOLDERS


def is_placeholder_document(number: str) -> bool:
    """Whether a document's number is a placeholder; one repeated character and a series with only zeros are too."""
    if len(number) > MAX_CHARACTERS or _COMMON.fullmatch(number):
        return False
    if is_placeholder(number):
        return True
    folded = fold(number)
    letters, zeros = folded.rstrip("0"), folded.endswith("000")
    return _REPEATED.fullmatch(folded) is not None or (zeros and letters.isalpha())
