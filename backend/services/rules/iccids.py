"""ICCIDs: ITU-T E.118, with the check digit of ISO/IEC 7812-1. The rule returns the stored form."""

import re
from collections.abc import Sequence

from stdnum import luhn

from backend.errors import ErrorCode, Refusal
from backend.services.rules.numbering import Numbering
from backend.services.rules.texts import cleaned, shown

_ICCID = re.compile(r"89[0-9]{16,20}")
_SEPARATORS = re.compile(r"[\s-]+")


def iccid(text: str, settings: Numbering, field: Sequence[str] = ("iccid",)) -> str:
    """An ICCID without padding or separators, its Luhn digit checked where the issuer prints one.

    Raises Refusal INVALID_ICCID.
    """
    digits = stored_form(text)
    if digits is None:
        message = f"an ICCID has 18 to 22 digits and begins with 89; given is {shown(text)}"
        raise Refusal(ErrorCode.INVALID_ICCID, message, field)
    exempt = not settings.iccid_luhn or digits.startswith(tuple(settings.iccid_luhn_exempt_issuers) or ("-",))
    if not exempt and not luhn.is_valid(digits):
        raise Refusal(ErrorCode.INVALID_ICCID, f"the ICCID's check digit is wrong: {shown(text)}", field)
    return digits


def stored_form(text: str) -> str | None:
    """The ICCID as it is stored, whatever its check digit; None where the text is none."""
    digits = digits_of(text).rstrip("F")
    return digits if _ICCID.fullmatch(digits) else None


def digits_of(text: str) -> str:
    """A text without what people write between the digits of a card, in upper case; the padding stays."""
    return _SEPARATORS.sub("", cleaned(text)).upper()
