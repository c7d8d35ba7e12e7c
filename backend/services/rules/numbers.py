"""Telephone numbers, E.164, checked with the numbering plans of libphonenumber. Each rule returns the stored form."""

import re
from collections.abc import Sequence

import phonenumbers

from backend.errors import ErrorCode, Refusal
from backend.services.rules.numbering import Numbering

_E164 = re.compile(r"\+[1-9][0-9]{4,14}")


def phone(text: str, settings: Numbering, field: Sequence[str] = ("phone",)) -> str:
    """A contact number as E.164; without a plus sign it is read in the default region. Raises INVALID_PHONE."""
    found = _e164(text, settings.default_region)
    if found is None:
        raise Refusal(ErrorCode.INVALID_PHONE, "not a possible phone number", field)
    return found


def msisdn(text: str, settings: Numbering, field: Sequence[str] = ("msisdn",)) -> str:
    """An MSISDN as E.164. Raises Refusal INVALID_MSISDN."""
    found = _e164(text, settings.default_region)
    if found is None:
        raise Refusal(ErrorCode.INVALID_MSISDN, "not an international number", field)
    return found


def _e164(text: str, region: str) -> str | None:
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return written if phonenumbers.is_possible_number(parsed) and _E164.fullmatch(written) else None
