"""Placeholders: what people write into a field that identifies when they have nothing to write: `-`, `нет`."""

import re
import string
import unicodedata

# Cyrillic capitals that are drawn like Latin ones: people type either, and read no difference.
ALIKE = ("АВЕКМНОРСТУХІЈЅԚԜ", "ABEKMHOPCTYXIJSQW")
SEPARATORS = " \t-‐‑‒–—―−/\\.,:;_()'\"`«»#№*+?!|=~"
_FOLDED = str.maketrans(
    string.ascii_lowercase + ALIKE[0], string.ascii_uppercase + ALIKE[1], SEPARATORS
)  # fmt: skip
_WORDS = """
    na на none null nil nan no not unknown undefined missing absent empty blank void tbd todo test testing example dummy
    placeholder nodocument nonumber nopassport noid notavailable notapplicable withoutnumber x xx xxx xyz abc qwerty
    нет нету н/д н/у нд ну бн б/н б/д бд безномера безн бездокумента беспаспорта нетдокумента нетданных нетномера
    нетпаспорта номеранет документанет отсутствует отсутствуют неизвестно неизвестен неуказан неуказано непредоставлен
    пусто прочерк тест тестовый пример хх ххх
    жок жокдокумент документжок паспортжок номерижок номержок белгисиз көрсөтүлгөнэмес сыноо тесттик
"""
LONGEST = 24  # letters of the longest placeholder and more; what is longer names something


def fold(text: str) -> str:
    """Upper case, without separators, look-alikes as Latin letters: the form in which such values are compared."""
    # As capitals first: what PostgreSQL makes of letters that are not ASCII depends on how it was set up.
    return unicodedata.normalize("NFKC", text.upper().translate(_NUMBER_SIGN)).translate(_FOLDED)


_NUMBER_SIGN = str.maketrans("", "", "№")  # NFKC makes two letters of it
_PLACEHOLDERS = frozenset(fold(word) for word in _WORDS.split())
_COMMON = re.compile("[A-Z]{1,3}[0-9]{0,8}[1-9][0-9]{0,8}")
_NUMBER = re.compile("[1-9]")  # none of the words has one: most values are let through by this
_REPEATED = re.compile(r"(\w)\1*")


def is_placeholder(text: str) -> bool:
    """Whether a text stands for nothing: a word such as `нет` or `N/A`, punctuation or zeros, however written."""
    if len(text) > LONGEST or _NUMBER.search(text):
        return False
    folded = fold(text)
    return not folded or not folded.strip("0") or folded in _PLACEHOLDERS


def is_placeholder_document(number: str) -> bool:
    """The same of a document's number, where one digit or letter over and over and a series before zeros count too."""
    if len(number) > LONGEST or _COMMON.fullmatch(number):
        return False
    if is_placeholder(number):
        return True
    folded = fold(number)
    letters, zeros = folded.rstrip("0"), folded.endswith("000")
    return _REPEATED.fullmatch(folded) is not None or (zeros and letters.isalpha())
