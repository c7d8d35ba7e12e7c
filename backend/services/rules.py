"""Rules of the trade on single values: numbers, identifiers, names, addresses. Each returns the stored form.

Sources: E.164 for MSISDNs (checked with the numbering plans of libphonenumber), ITU-T E.118 and ISO/IEC 7812-1 for
ICCIDs, RFC 5321 for the length of an e-mail address.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum import luhn

from backend.errors import ErrorCode, Refusal

LONGEST_NAME = 200
LONGEST_TEXT = 200
_E164 = re.compile(r"\+[1-9][0-9]{4,14}")
_ICCID = re.compile(r"89[0-9]{16,20}")


class Numbering(Protocol):
    """What of the settings the rules on numbers ask. A process that reads files has no more of them than this."""

    @property
    def default_region(self) -> str: ...

    @property
    def iccid_luhn(self) -> bool: ...

    @property
    def iccid_luhn_exempt_issuers(self) -> Sequence[str]: ...


def name(text: str, field: Sequence[str] = ("name",)) -> str:
    """A name in one form: NFC, no control characters, single spaces. Raises Refusal INVALID_NAME."""
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if not tidy or len(tidy) > LONGEST_NAME or not _clean(tidy):
        raise Refusal(ErrorCode.INVALID_NAME, f"a name has 1 to {LONGEST_NAME} characters", field)
    return tidy


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


MOST_EMAIL = 320  # RFC 3696, erratum 1690: 64 and an @ and 255


def email(text: str, field: Sequence[str] = ("email",)) -> str:
    """An e-mail address in lower case, its syntax checked, its domain not asked for. Raises INVALID_EMAIL."""
    if len(text) > MOST_EMAIL:  # the validator takes its time over a long one
        raise Refusal(ErrorCode.INVALID_EMAIL, "not an e-mail address", field)
    try:
        found = validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        raise Refusal(ErrorCode.INVALID_EMAIL, "not an e-mail address", field) from None
    return found


def iccid(text: str, settings: Numbering, field: Sequence[str] = ("iccid",)) -> str:
    """An ICCID without padding or separators, its Luhn digit checked where the issuer prints one.

    Raises Refusal INVALID_ICCID.
    """
    digits = re.sub(r"[\s-]", "", text).upper().rstrip("F")
    if not _ICCID.fullmatch(digits):
        raise Refusal(ErrorCode.INVALID_ICCID, "an ICCID has 18 to 22 digits and begins with 89", field)
    exempt = not settings.iccid_luhn or digits.startswith(tuple(settings.iccid_luhn_exempt_issuers) or ("-",))
    if not exempt and not luhn.is_valid(digits):
        raise Refusal(ErrorCode.INVALID_ICCID, "the ICCID's check digit is wrong", field)
    return digits


def document_number(text: str, field: Sequence[str] = ("document", "number")) -> str:
    """A document's series and number: upper case, no spaces. Raises Refusal INVALID_INPUT."""
    tidy = "".join(text.split()).upper()
    if not tidy or len(tidy) > 50 or not _clean(tidy):
        raise Refusal(ErrorCode.INVALID_INPUT, "a document number has 1 to 50 characters", field)
    return tidy


def country(text: str, field: Sequence[str] = ("document", "country")) -> str:
    """An ISO 3166-1 alpha-2 code in upper case. Raises Refusal INVALID_INPUT."""
    if not re.fullmatch("[A-Za-z]{2}", text):
        raise Refusal(ErrorCode.INVALID_INPUT, "a country has two letters, such as KG", field)
    return text.upper()


def reason(text: str | None, field: Sequence[str] = ("reason",)) -> str | None:
    """A reason in the actor's words, or none. Raises Refusal INVALID_INPUT."""
    tidy = " ".join((text or "").split())
    if len(tidy) > LONGEST_TEXT or not _clean(tidy):
        raise Refusal(ErrorCode.INVALID_INPUT, f"a reason has at most {LONGEST_TEXT} characters", field)
    return tidy or None


def text(given: str, longest: int, field: Sequence[str], *, lines: bool = True) -> str:
    """What somebody wrote, in lines or in one, not empty. Raises Refusal INVALID_INPUT."""
    written = unicodedata.normalize("NFC", given).replace("\r\n", "\n").replace("\r", "\n")
    tidy = written.strip() if lines else " ".join(written.split())
    if not tidy or len(tidy) > longest or not _clean(tidy.replace("\n", " ").replace("\t", " ")):
        raise Refusal(ErrorCode.INVALID_INPUT, f"a text of 1 to {longest} characters is needed", field)
    return tidy


def _clean(text: str) -> bool:
    """No control characters and no half surrogates."""
    return not any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)
