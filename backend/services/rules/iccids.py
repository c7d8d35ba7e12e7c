"""ICCIDs: ITU-T E.118, with the check digit of ISO/IEC 7812-1. The rule returns the stored form."""

import re
from collections.abc import Sequence

from stdnum import luhn

from backend.errors import ErrorCode, Refusal
from backend.services.rules.numbering import Numbering

_ICCID = re.compile(r"89[0-9]{16,20}")


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
