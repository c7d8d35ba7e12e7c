"""ICCIDs: ITU-T E.118, with the check digit of ISO/IEC 7812-1. The rule returns the stored form."""

import re
from collections.abc import Sequence

from stdnum import luhn

from backend.errors import ErrorCode, Refusal
from backend.services.rules.numbering import Numbering
from backend.services.rules.texts import cleaned, quoted

_ICCID = re.compile(r"89[0-9]{16,20}")
_SEPARATORS = re.compile(r"[\s-]+")


def iccid(text: str, settings: Numbering, field: Sequence[str] = ("iccid",)) -> str:
    """An ICCID without padding and separators. Its Luhn check digit is verified, except where the settings exempt it.

    Raises Refusal INVALID_ICCID.
    """
    digits = stored_form(text)
    if digits is None:
        message = f"an ICCID has 18 to 22 digits and begins with 89; given is {quoted(text)}"
        raise Refusal(ErrorCode.INVALID_ICCID, message, field)
    exempt = not settings.iccid_luhn or digits.startswith(tuple(settings.iccid_luhn_exempt_issuers) or ("-",))
    if not exempt and not luhn.is_valid(digits):
        raise Refusal(ErrorCode.INVALID_ICCID, f"the ICCID's check digit is wrong: {quoted(text)}", field)
    return digits


def stored_form(text: str) -> str | None:
    """The ICCID in stored form, whatever its check digit; None where the text is not an ICCID."""
    digits = digits_of(text).rstrip("F")
    return digits if _ICCID.fullmatch(digits) else None


def digits_of(text: str) -> str:
    """A text in upper case without the separators of ICCIDs; padding (F) is kept."""
    return _SEPARATORS.sub("", cleaned(text)).upper()
