"""Telephone numbers, E.164, checked with the numbering plans of libphonenumber. Each rule returns the stored form.

One way of reading serves contacts, numbers of the pool and what is typed to find either: digits with spaces, hyphens,
dots, slashes and brackets between them, with a plus sign, with what is dialled before a country's code, or as they are
dialled in the default region, with the national prefix or without it.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from backend.errors import ErrorCode, Refusal
from backend.services.rules.numbering import Numbering, pool_pattern
from backend.services.rules.texts import cleaned, shown

LONGEST_WRITTEN = 100  # with all that people write around it
_E164 = re.compile(r"\+[1-9][0-9]{4,14}")
_DIALLED = re.compile(r"\+?[0-9]+")
_SEPARATORS = re.compile(r"[\s().\[\]/\u2010-\u2015\u2212-]+")
_EXTENSION = re.compile(
    r"(?:[;,]?\s*(?:ext(?:n|ension)?|x|доб(?:авочный|авочн)?|вн(?:утренний|утр)?|кошумча)\s*[.:=]?|#)\s*[0-9]{1,7}\s*#?\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*(?:tel|тел)\s*[.:]\s*", re.IGNORECASE)  # RFC 3966, and what business cards say
_MOST_SHOWN = 3  # blocks of the numbering plan that a message names


def phone(text: str, settings: Numbering, field: Sequence[str] = ("phone",)) -> str:
    """A contact number as E.164, valid in its country; without a plus sign it is read in the default region.

    Raises Refusal INVALID_PHONE.
    """
    found = _read(text, settings.default_region)
    if found is None or not phonenumbers.is_valid_number(found):
        raise Refusal(ErrorCode.INVALID_PHONE, _why_not(text, settings.default_region), field)
    return _written(found)


def msisdn(text: str, settings: Numbering, field: Sequence[str] = ("msisdn",)) -> str:
    """A number that is looked up, as E.164. Raises Refusal INVALID_MSISDN for what is no number."""
    found = stored_form(text, settings)
    if found is None:
        raise Refusal(ErrorCode.INVALID_MSISDN, _why_not(text, settings.default_region), field)
    return found


def pool_number(text: str, settings: Numbering, field: Sequence[str] = ("msisdn",)) -> str:
    """A number for the pool as E.164: one of the operator's numbering plan. Raises Refusal INVALID_MSISDN."""
    pattern = pool_pattern(settings)
    if pattern.fullmatch(text):
        return text
    found = stored_form(text, settings)
    if found is None:
        raise Refusal(ErrorCode.INVALID_MSISDN, _why_not(text, settings.default_region), field)
    if not pattern.fullmatch(found):
        raise Refusal(ErrorCode.INVALID_MSISDN, f"{shown(text)} is not in the numbering plan: {_plan(settings)}", field)
    return found


def stored_form(text: str, settings: Numbering) -> str | None:
    """The number as it is stored, whether or not it is in use; None where the text is none."""
    found = _read(text, settings.default_region)
    if found is None:
        return None
    written = _written(found)
    fits = phonenumbers.is_possible_number(found) or pool_pattern(settings).fullmatch(written)
    return written if fits and _E164.fullmatch(written) else None


def digits_of(text: str) -> str:
    """The digits of a number as people type it, or of a part of one; empty where letters stand between them.

    A plus sign in front is kept.
    """
    dialled = _dialled(text)
    return dialled if _DIALLED.fullmatch(dialled) else ""


def beginning(text: str, settings: Numbering) -> str:
    """The beginning of a number in the form in which numbers are stored; empty where the text is none.

    Without a plus sign it begins with what is dialled abroad (00), with the country's code, with the national prefix,
    or with a number of the default region.
    """
    digits = digits_of(text)
    if not digits or digits[0] == "+":
        return digits
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(settings.default_region, None)
    code = str(phonenumbers.country_code_for_region(settings.default_region))
    abroad = metadata and re.match(metadata.international_prefix or "(?!)", digits)
    if abroad:
        return "+" + digits[abroad.end() :]
    if digits.startswith(code):
        return "+" + digits
    prefix = (metadata and metadata.national_prefix) or ""
    return f"+{code}" + digits.removeprefix(prefix)


def _dialled(text: str) -> str:
    """What is left to dial: digits in ASCII, without what people write before and between them."""
    seen = cleaned(text[: LONGEST_WRITTEN + 1]).replace("\uff0b", "+")
    label = _LABEL.match(seen)
    seen = _SEPARATORS.sub("", seen[label.end() :] if label else seen)
    return seen if seen.isascii() else "".join(map(_ascii_digit, seen))


def _ascii_digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _read(text: str, region: str) -> PhoneNumber | None:
    if len(text) > LONGEST_WRITTEN:
        return None
    digits = digits_of(text)
    try:
        return phonenumbers.parse(digits, region) if digits else None
    except phonenumbers.NumberParseException:
        return None


def _written(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _why_not(text: str, region: str) -> str:
    """What is wrong with a number, and what is expected."""
    extension = _EXTENSION.search(text) if len(text) <= LONGEST_WRITTEN else None
    if extension and digits_of(text[: extension.start()]):
        return f"a number is kept without an extension: give {shown(text)} without {shown(extension[0].strip())}"
    if any(character.isalpha() for character in text):
        return f"a number has no letters: {shown(text)}; expected is {_example(region)}"
    return f"{shown(text)} is not a valid number; expected is {_example(region)}"


def _plan(settings: Numbering) -> str:
    blocks = list(settings.numbering_plan)
    if blocks:
        return "expected is " + ", ".join(blocks[:_MOST_SHOWN]) + (" and others" if len(blocks) > _MOST_SHOWN else "")
    return f"expected is a mobile number of {settings.default_region}, such as {_example(settings.default_region)}"


@lru_cache(maxsize=16)
def _example(region: str) -> str:
    found = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    if found is None:
        return "a number with the code of its country"
    return f"{_written(found)} or {phonenumbers.format_number(found, PhoneNumberFormat.NATIONAL)}"
