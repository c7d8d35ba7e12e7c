"""Telephone numbers in E.164, validated with the numbering plans of libphonenumber. Each rule returns the stored form.

Contact numbers, numbers of the pool and search terms are parsed alike. Digits may be separated by spaces, hyphens,
dots, slashes and brackets. A number begins with a plus sign, with the international prefix, or as it is dialled in the
default region, with the national prefix or without it.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from backend.errors import ErrorCode, Refusal
from backend.services.rules.numbering import Numbering, pool_pattern
from backend.services.rules.texts import cleaned, quoted

MAX_INPUT_CHARACTERS = 100  # with separators and labels
_E164 = re.compile(r"\+[1-9][0-9]{4,14}")
_DIALLED = re.compile(r"\+?[0-9]+")
_SEPARATORS = re.compile(r"[\s().\[\]/\u2010-\u2015\u2212-]+")
_EXTENSION = re.compile(
    r"(?:[;,]?\s*(?:ext(?:n|ension)?|x|доб(?:авочный|авочн)?|вн(?:утренний|утр)?|кошумча)\s*[.:=]?|#)\s*[0-9]{1,7}\s*#?\Z",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*(?:tel|тел)\s*[.:]\s*", re.IGNORECASE)  # of RFC 3966 and of business cards
_MAX_BLOCKS = 3  # of the numbering plan that a message names


def phone(text: str, settings: Numbering, field: Sequence[str] = ("phone",)) -> str:
    """A contact number as E.164 that is valid in its country. Without a plus sign the default region is assumed.

    Raises Refusal INVALID_PHONE.
    """
    found = _valid(text, settings.default_region)
    if found is None:
        raise Refusal(ErrorCode.INVALID_PHONE, _fault(text, settings.default_region), field)
    return found


def msisdn(text: str, settings: Numbering, field: Sequence[str] = ("msisdn",)) -> str:
    """A number to look up, as E.164. Raises Refusal INVALID_MSISDN for a text that is not a number."""
    found = stored_form(text, settings)
    if found is None:
        raise Refusal(ErrorCode.INVALID_MSISDN, _fault(text, settings.default_region), field)
    return found


def pool_number(text: str, settings: Numbering, field: Sequence[str] = ("msisdn",)) -> str:
    """A number for the pool as E.164, which is in the operator's numbering plan. Raises Refusal INVALID_MSISDN."""
    pattern = pool_pattern(settings)
    if pattern.fullmatch(text):
        return text
    found = stored_form(text, settings)
    if found is None:
        raise Refusal(ErrorCode.INVALID_MSISDN, _fault(text, settings.default_region), field)
    if not pattern.fullmatch(found):
        message = f"{quoted(text)} is not in the numbering plan: {_expected(settings)}"
        raise Refusal(ErrorCode.INVALID_MSISDN, message, field)
    return found


def stored_form(text: str, settings: Numbering) -> str | None:
    """The number in stored form, whether or not its range is in use; None where the text is not a number."""
    found = _parsed(text, settings.default_region)
    if found is None:
        return None
    number = _e164(found)
    possible = phonenumbers.is_possible_number(found) or pool_pattern(settings).fullmatch(number)
    return number if possible and _E164.fullmatch(number) else None


def digits_of(text: str) -> str:
    """The digits of a typed number or of a part of one, with a leading plus sign; empty where the text has letters."""
    dialled = _dialled(text)
    return dialled if _DIALLED.fullmatch(dialled) else ""


def beginning(text: str, settings: Numbering) -> str:
    """The beginning of a number in stored form; empty where the text is not one.

    Without a plus sign it begins with the international prefix (00), the country code, the national prefix, or a
    national number of the default region.
    """
    digits = digits_of(text)
    if not digits or digits[0] == "+":
        return digits
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(settings.default_region, None)
    code = str(phonenumbers.country_code_for_region(settings.default_region))
    # No country code begins with 0, so 00 alone begins no number.
    abroad = metadata and re.match(f"(?:{metadata.international_prefix or '(?!)'})(?=[1-9])", digits)
    if abroad:
        return "+" + digits[abroad.end() :]
    if digits.startswith(code):
        return "+" + digits
    prefix = (metadata and metadata.national_prefix) or ""
    return f"+{code}" + digits.removeprefix(prefix)


def _dialled(text: str) -> str:
    """A text without label and separators, with ASCII digits."""
    dialled = cleaned(text[: MAX_INPUT_CHARACTERS + 1]).replace("\uff0b", "+")
    label = _LABEL.match(dialled)
    dialled = _SEPARATORS.sub("", dialled[label.end() :] if label else dialled)
    return dialled if dialled.isascii() else "".join(map(_ascii_digit, dialled))


def _ascii_digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _parsed(text: str, region: str) -> PhoneNumber | None:
    if len(text) > MAX_INPUT_CHARACTERS:
        return None
    digits = digits_of(text)
    try:
        return phonenumbers.parse(digits, region) if digits else None
    except phonenumbers.NumberParseException:
        return None


@lru_cache(maxsize=256)  # an act asks twice: for the digest of its key, and for its rows
def _valid(text: str, region: str) -> str | None:
    """The number as E.164; None where it is not valid in its country."""
    found = _parsed(text, region)
    return _e164(found) if found is not None and phonenumbers.is_valid_number(found) else None


def _e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _fault(text: str, region: str) -> str:
    """The message for an invalid number, with an example of a valid one."""
    extension = _EXTENSION.search(text) if len(text) <= MAX_INPUT_CHARACTERS else None
    if extension and digits_of(text[: extension.start()]):
        return f"extensions are not accepted: give {quoted(text)} without {quoted(extension[0].strip())}"
    if any(character.isalpha() for character in text):
        return f"a number must not contain letters: {quoted(text)}; expected is {_example(region)}"
    return f"{quoted(text)} is not a valid number; expected is {_example(region)}"


def _expected(settings: Numbering) -> str:
    blocks = list(settings.numbering_plan)
    if blocks:
        return "expected is " + ", ".join(blocks[:_MAX_BLOCKS]) + (" and others" if len(blocks) > _MAX_BLOCKS else "")
    return f"expected is a mobile number of {settings.default_region}, such as {_example(settings.default_region)}"


@lru_cache(maxsize=16)
def _example(region: str) -> str:
    found = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    if found is None:
        return "a number with its country code"
    return f"{_e164(found)} or {phonenumbers.format_number(found, PhoneNumberFormat.NATIONAL)}"
