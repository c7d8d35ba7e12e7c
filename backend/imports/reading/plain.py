"""Fast checks whether a value is in its stored form already, so that its rule would return it unchanged.

True is certain; False means that the rule has to decide. The numbering plans are those of libphonenumber, compiled to
one regular expression per country code.
"""

import re
from functools import lru_cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberDesc

from backend.errors import Refusal
from backend.services import rules

_CODES = {f"+{code}": code for code in COUNTRY_CODE_TO_REGION_CODE}
_EMAIL = re.compile(r"[a-z0-9]+(?:[._+-][a-z0-9]+)*")
# Only these letters: none of them has a combining mark in NFC, and none is invisible.
_LETTERS = "A-Za-z\u0401\u0410-\u044f\u0451\u04a2\u04a3\u04ae\u04af\u04e8\u04e9"  # English, Russian, Kyrgyz
_NAME = re.compile(f"[{_LETTERS}][{_LETTERS}0-9 !\"#&'()+,./:;№«»–—-]*")
_ICCID = re.compile(r"89[0-9]{16,20}")
_DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")
_MAX_LOCAL_LENGTH = 64
_MAX_DOMAIN_LENGTH = 150
_NEVER = re.compile(r"(?!)")


def is_name(text: str) -> bool:
    """Whether a name begins with an English, Russian or Kyrgyz letter, has single spaces, and is in NFC."""
    return (
        _NAME.fullmatch(text) is not None
        and len(text) <= rules.MAX_NAME_CHARACTERS
        and "  " not in text
        and text[-1] != " "
    )


def is_number(text: str) -> bool:
    """Whether a text is a valid number in E.164 that does not begin with the national prefix after its country code."""
    plan = _plan(text[:4]) or _plan(text[:3]) or _plan(text[:2])
    return plan is not None and plan.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _plan(begin: str) -> re.Pattern[str] | None:
    code = _CODES.get(begin)
    if code is None:
        return None
    regions = COUNTRY_CODE_TO_REGION_CODE[code]
    first = PhoneMetadata.metadata_for_region_or_calling_code(code, regions[0])
    if first is None:
        return _NEVER
    prefix = f"(?!{first.national_prefix_for_parsing})" if first.national_prefix_for_parsing else ""
    return re.compile(rf"\+{code}{prefix}(?=[1-9])(?:{_of_any(code, regions)})", re.ASCII)


def _of_any(code: int, regions: tuple[str, ...]) -> str:
    """An expression for the valid numbers of all countries that share a code.

    A number belongs to the first country whose leading digits it has or, for a country without leading digits, whose
    plan contains it; it must be valid in that country's plan.
    """
    others: list[str] = []
    plans: list[str] = []
    for region in regions:
        metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
        if metadata is None:
            continue
        before = "".join(f"(?!{leading})" for leading in others)
        leading = metadata.leading_digits
        within = f"(?={leading})" if leading else ""
        plans.append(f"{before}{within}{_valid(metadata)}")
        if leading:
            others.append(leading)
    return "|".join(plans) or "(?!)"


def _valid(metadata: PhoneMetadata) -> str:
    """An expression for the valid numbers of one country: of some kind of number, and of the general description."""
    kinds = (
        metadata.mobile, metadata.fixed_line, metadata.premium_rate, metadata.toll_free, metadata.shared_cost,
        metadata.voip, metadata.personal_number, metadata.pager, metadata.uan, metadata.voicemail,
    )  # fmt: skip
    found = [_kind(kind) for kind in kinds if kind is not None and kind.national_number_pattern]
    general = metadata.general_desc
    if not found or general is None or not general.national_number_pattern:
        return "(?!)"
    return rf"(?={_kind(general)}\Z)(?:{'|'.join(found)})"


def _kind(kind: PhoneNumberDesc) -> str:
    lengths = "|".join(f"[0-9]{{{length}}}" for length in kind.possible_length)
    return rf"(?=(?:{lengths or '[0-9]+'})\Z)(?:{kind.national_number_pattern})"


def is_email(text: str) -> bool:
    """Whether an address has a simple local part and a domain that the rule accepts (the result is cached)."""
    local, at, domain = text.partition("@")
    return (
        at == "@"
        and len(local) <= _MAX_LOCAL_LENGTH
        and len(domain) <= _MAX_DOMAIN_LENGTH
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
    """Whether a text is an ICCID of digits only with a valid Luhn check digit (ITU-T E.118)."""
    if _ICCID.fullmatch(text) is None:
        return False
    digits = text.encode()
    return (sum(digits[-1::-2]) + sum(digits[-2::-2].translate(_DOUBLED)) - 48 * len(digits)) % 10 == 0
