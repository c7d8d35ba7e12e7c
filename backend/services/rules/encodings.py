"""Names of the encodings of files."""

import codecs
import re
from collections.abc import Mapping

from backend.errors import ErrorCode, Refusal

MAX_NAME_CHARACTERS = 40
# The encodings that can be given: Python's name and the usual name.
ENCODINGS: Mapping[str, str] = {
    "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE", "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R", "koi8-u": "KOI8-U", "cp866": "CP866", "iso8859-5": "ISO-8859-5", "mac-cyrillic": "MacCyrillic",
    "kz1048": "KZ-1048", "cp1252": "Windows-1252", "iso8859-1": "ISO-8859-1", "cp1250": "Windows-1250",
    "cp1254": "Windows-1254", "cp850": "CP850", "mac-roman": "MacRoman",
}  # fmt: skip
# Other spellings, such as koi8r, win1251 and Windows 1251.
_SPELT: Mapping[str, str] = {
    each.lower().replace("-", ""): python
    for python, name in ENCODINGS.items()
    for each in (python, name, name.replace("Windows", "win"))
}


def encoding_named(text: str) -> str | None:
    """Python's name of a supported encoding, from any of its spellings; None for others."""
    if len(text) > MAX_NAME_CHARACTERS or "\0" in text:
        return None
    spelt = _SPELT.get(re.sub(r"[-_ ]", "", text.lower()))
    if spelt is not None:
        return spelt
    try:
        found = codecs.lookup(text.strip()).name
    except LookupError:
        return None
    found = {"utf-8-sig": "utf-8"}.get(found, found)
    return found if found in ENCODINGS else None


def encoding(text: str | None) -> str | None:
    """Python's name of the encoding that an uploader gave; None when none was given. Raises Refusal INVALID_INPUT."""
    found = encoding_named(text) if text is not None else None
    if text is not None and found is None:
        message = f"the encoding must be one of {', '.join(ENCODINGS.values())}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["encoding"])
    return found
