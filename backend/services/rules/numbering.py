"""The settings of the rules on numbers, and the pattern of the operator's numbers."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from phonenumbers import PhoneMetadata, country_code_for_region


class Numbering(Protocol):
    """The settings that the rules on numbers use. The process that reads files receives only these."""

    @property
    def default_region(self) -> str: ...

    @property
    def numbering_plan(self) -> Sequence[str]: ...

    @property
    def iccid_luhn(self) -> bool: ...

    @property
    def iccid_luhn_exempt_issuers(self) -> Sequence[str]: ...


def pool_pattern(settings: Numbering) -> re.Pattern[str]:
    """The pattern that an E.164 number of the pool matches as a whole: the blocks of the numbering plan, or without a
    plan every mobile number of the default region.
    """
    return _pattern(tuple(settings.numbering_plan), settings.default_region)


@lru_cache(maxsize=16)
def _pattern(blocks: tuple[str, ...], region: str) -> re.Pattern[str]:
    if blocks:
        return re.compile("|".join(re.escape(block).replace("x", "[0-9]") for block in blocks))
    metadata = PhoneMetadata.metadata_for_region(region, None)
    mobile = metadata.mobile if metadata else None
    if mobile is None or not mobile.national_number_pattern:
        return re.compile("(?!)")
    lengths = "|".join(f"[0-9]{{{length}}}" for length in mobile.possible_length) or "[0-9]+"
    return re.compile(
        rf"\+{country_code_for_region(region)}(?=(?:{lengths})\Z)(?:{mobile.national_number_pattern})", re.ASCII
    )
