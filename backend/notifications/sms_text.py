"""Encoding of short messages: GSM 03.38 where possible, else UCS-2; long texts in concatenated parts."""

import zlib
from dataclasses import dataclass

from backend.notifications.channel import Undeliverable

GSM, UCS2 = 0, 8  # data_coding: the SMSC's default alphabet; ISO 10646
UDH_INDICATOR = 0x40
ESCAPE = 0x1B
MAX_PARTS = 255

# The index of a character is its code. 0x1B is the escape code and not a character.
BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\0ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = {
    "\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40, "€": 0x65,
}  # fmt: skip
GSM_CODES = {character: bytes([code]) for code, character in enumerate(BASIC) if code != ESCAPE} | {
    character: bytes([ESCAPE, code]) for character, code in EXTENSION.items()
}


@dataclass(frozen=True)
class Encoded:
    """An encoded text. `parts`: the short_message of each submit_sm, with a user data header if there are several."""

    data_coding: int
    esm_class: int
    parts: tuple[bytes, ...]


def encode(text: str, reference: str) -> Encoded:
    """Encode a text, with one septet per octet as SMPP transports them.

    The concatenation number is computed from the reference, so that a later attempt, also of another process, repeats
    identical parts and a handset can join them with parts that it received before. Raises Undeliverable for an empty
    or too long text and for lone surrogates.
    """
    if not text:
        raise Undeliverable("the text is empty")
    if all(character in GSM_CODES for character in text):
        data_coding, units, whole, portion = GSM, [GSM_CODES[character] for character in text], 160, 153
    else:
        try:
            units = [character.encode("utf-16-be") for character in text]
        except UnicodeEncodeError as error:
            raise Undeliverable(f"the text cannot be encoded: {error}") from error
        data_coding, whole, portion = UCS2, 140, 134
    if sum(map(len, units)) <= whole:
        return Encoded(data_coding, 0, (b"".join(units),))
    portions = split(units, portion)
    if len(portions) > MAX_PARTS:
        raise Undeliverable(f"the text needs {len(portions)} parts; at most {MAX_PARTS} are possible")
    number = zlib.crc32(reference.encode("utf-8", "surrogatepass")) & 0xFF
    parts = (bytes([5, 0, 3, number, len(portions), index]) + part for index, part in enumerate(portions, start=1))
    return Encoded(data_coding, UDH_INDICATOR, tuple(parts))


def split(units: list[bytes], max_octets: int) -> list[bytes]:
    """Split encoded characters into parts; surrogate pairs and escape sequences are not divided."""
    portions = [b""]
    for unit in units:
        if len(portions[-1]) + len(unit) > max_octets:
            portions.append(b"")
        portions[-1] += unit
    return portions
