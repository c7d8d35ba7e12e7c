"""Telephone numbers at the speed of files: what is plainly in stored form already is taken without a parser.

A number is plain when libphonenumber's own tables say that its country knows numbers of this length, and nothing in it
could be a prefix to take off. Whatever is not plain goes to the rule.
"""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

_E164 = re.compile(r"\+[1-9][0-9]{4,14}")


def plain(text: str) -> bool:
    """Whether the rule would return just this text."""
    if not _E164.fullmatch(text):
        return False
    for digits in (1, 2, 3):
        country = _country(text[1 : 1 + digits])
        if country is not None:
            lengths, prefix = country
            national = text[1 + digits :]
            return (
                len(national) in lengths
                and not national.startswith("0")
                and (prefix is None or prefix.match(national) is None)
            )
    return False


@lru_cache(maxsize=1_000)
def _country(code: str) -> tuple[frozenset[int], re.Pattern[str] | None] | None:
    if int(code) not in COUNTRY_CODE_TO_REGION_CODE:
        return None
    region = phonenumbers.region_code_for_country_code(int(code))
    metadata = (
        PhoneMetadata.metadata_for_nongeo_region(int(code))
        if region == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY
        else PhoneMetadata.metadata_for_region(region)
    )
    if metadata is None or metadata.general_desc is None:
        return frozenset(), None
    prefix = metadata.national_prefix_for_parsing
    return frozenset(metadata.general_desc.possible_length), re.compile(prefix) if prefix else None
