"""A fast path for phone numbers, in the forms for which the result of `rules.phone` is certain.

These are numbers with spaces, hyphens and brackets, without the plus sign, and in national format with or without the
national prefix. All others go to the rule, which takes a hundred times as long.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from phonenumbers import PhoneMetadata, country_code_for_region, region_code_for_country_code

from backend.imports.reading import plain

_WRITTEN = re.compile(r"\+?\(?[0-9](?:[ -]?[()]?[ -]?[0-9])*")
_SEPARATORS = str.maketrans("", "", " -()")


@dataclass(frozen=True)
class _Home:
    """The numbering plan of the region that applies to a number without a plus sign."""

    code: str
    abroad: re.Pattern[str]  # international prefix
    prefix: str | None  # national prefix, if it is always the same
    number: re.Pattern[str]
    longest: int


def e164(text: str, region: str) -> str | None:
    """The number in E.164, or None when the rule has to decide. `region` is ISO 3166-1 alpha-2."""
    if plain.is_number(text):
        return text
    if len(text) > 40 or _WRITTEN.fullmatch(text) is None:
        return None
    digits = text.translate(_SEPARATORS)
    found = digits if digits[0] == "+" else _at_home(digits, region)
    return found if found and plain.is_number(found) else None


def _at_home(digits: str, region: str) -> str | None:
    home = _home(region)
    if home is None or home.abroad.match(digits):
        return None
    if digits.startswith(home.code):
        return f"+{digits}" if len(digits) > home.longest else None
    if home.prefix and digits.startswith(home.prefix):
        rest = digits[len(home.prefix) :]
        return f"+{home.code}{rest}" if home.number.fullmatch(rest) else None
    return f"+{home.code}{digits}"


@lru_cache(maxsize=8)
def _home(region: str) -> _Home | None:
    metadata = PhoneMetadata.metadata_for_region(region, None)
    code = country_code_for_region(region)
    if metadata is None or metadata.general_desc is None or region_code_for_country_code(code) != region:
        return None
    literal = metadata.national_prefix_for_parsing == metadata.national_prefix
    return _Home(
        code=str(code),
        abroad=re.compile(metadata.international_prefix or "(?!)"),
        prefix=metadata.national_prefix if literal and not metadata.national_prefix_transform_rule else None,
        number=re.compile(metadata.general_desc.national_number_pattern or "(?!)"),
        longest=max(metadata.general_desc.possible_length),
    )
