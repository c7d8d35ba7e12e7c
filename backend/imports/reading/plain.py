"""Values that are in their stored form already, told at a glance. The rules would return each of them unchanged.

Everything here answers "certainly" or "perhaps not": what is not certain goes to the rule. The numbering plans are
those of libphonenumber, asked for the lengths a country has and for the prefixes it would strip.
"""

import re
from functools import lru_cache
from unicodedata import is_normalized

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

from backend.errors import Refusal
from backend.services import rules

_CODES = {f"+{code}": code for code in COUNTRY_CODE_TO_REGION_CODE}
_EMAIL = re.compile(r"[a-z0-9]+(?:[._+-][a-z0-9]+)*")
_ICCID = re.compile(r"89[0-9]{16,20}")
_DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")
_LONGEST_LOCAL = 64
_LONGEST_DOMAIN = 150
_NEVER = re.compile(r"(?!)")


def is_name(text: str) -> bool:
    """Printable, single spaces, composed characters."""
    return (
        text.isprintable()
        and 0 < len(text) <= rules.LONGEST_NAME
        and "  " not in text
        and text[0] != " "
        and text[-1] != " "
        and (text.isascii() or is_normalized("NFC", text))
    )


def is_number(text: str) -> bool:
    """A plus sign, a country's code, and as many digits as its plan has, none of them a prefix that is dialled."""
    plan = _plan(text[:4]) or _plan(text[:3]) or _plan(text[:2])
    return plan is not None and plan.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _plan(begin: str) -> re.Pattern[str] | None:
    code = _CODES.get(begin)
    if code is None:
        return None
    region = COUNTRY_CODE_TO_REGION_CODE[code][0]
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    if metadata is None or metadata.general_desc is None:
        return _NEVER
    digits = sorted(
        length
        for length in (*metadata.general_desc.possible_length, *metadata.general_desc.possible_length_local_only)
        if 4 <= length <= 15 - len(str(code))
    )
    if not digits:
        return _NEVER
    prefix = f"(?!{metadata.national_prefix_for_parsing})" if metadata.national_prefix_for_parsing else ""
    lengths = "|".join(f"[1-9][0-9]{{{length - 1}}}" for length in digits)
    return re.compile(rf"\+{code}{prefix}(?:{lengths})")


def is_email(text: str) -> bool:
    """A simple name at a domain that the rule has seen."""
    local, at, domain = text.partition("@")
    return (
        at == "@"
        and len(local) <= _LONGEST_LOCAL
        and len(domain) <= _LONGEST_DOMAIN
        and _EMAIL.fullmatch(local) is not None
        and _is_domain(domain)
    )


@lru_cache(maxsize=4096)
def _is_domain(domain: str) -> bool:
    try:
        return rules.email(f"a@{domain}") == f"a@{domain}"
    except Refusal:
        return False


def is_iccid(text: str) -> bool:
    """Digits alone, the last of which is Luhn's."""
    if _ICCID.fullmatch(text) is None:
        return False
    digits = text.encode()
    return (sum(digits[-1::-2]) + sum(digits[-2::-2].translate(_DOUBLED)) - 48 * len(digits)) % 10 == 0
