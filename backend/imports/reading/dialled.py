"""Numbers as people write them, in the cases in which what the rule would make of them is certain.

With spaces, hyphens and brackets; without the plus sign; or as they are dialled at home, with the national prefix or
without it. Everything else is for the rule, which takes a hundred times as long.
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
    """The numbering plan of the region in which a number without a plus sign is read."""

    code: str
    abroad: re.Pattern[str]  # what is dialled before a number of another country
    prefix: str | None  # what is dialled before a number of the same, if it is always the same
    number: re.Pattern[str]
    longest: int


def e164(text: str, region: str) -> str | None:
    """The number's stored form, or nothing where only the rule knows."""
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
