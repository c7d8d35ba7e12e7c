"""Text as octets of short messages: GSM 03.38 where it fits, else UCS-2; long ones in parts."""

import zlib
from dataclasses import dataclass

from backend.notifications.channel import Undeliverable

GSM, UCS2 = 0, 8  # data_coding: the SMSC's default alphabet; ISO 10646
UDH_INDICATOR = 0x40
ESCAPE = 0x1B
MOST_PARTS = 255

# Position is code. 0x1B is the escape and stands for no character.
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
    """`parts`: short_message of each submit_sm, with its user data header where there are several."""

    data_coding: int
    esm_class: int
    parts: tuple[bytes, ...]


def encode(text: str, reference: str) -> Encoded:
    """Septets stand one in an octet, as SMPP carries them. Raises Undeliverable: empty, too long, lone surrogates.

    The concatenation number comes from the reference: a later attempt, even of another process, repeats the very same
    parts, and a handset that has some of them already joins the rest to these.
    """
    if not text:
        raise Undeliverable("an empty text")
    if all(character in GSM_CODES for character in text):
        data_coding, units, whole, portion = GSM, [GSM_CODES[character] for character in text], 160, 153
    else:
        try:
            units = [character.encode("utf-16-be") for character in text]
        except UnicodeEncodeError as error:
            raise Undeliverable(f"not a text: {error}") from error
        data_coding, whole, portion = UCS2, 140, 134
    if sum(map(len, units)) <= whole:
        return Encoded(data_coding, 0, (b"".join(units),))
    portions = split(units, portion)
    if len(portions) > MOST_PARTS:
        raise Undeliverable(f"{len(portions)} parts where {MOST_PARTS} are the most")
    number = zlib.crc32(reference.encode("utf-8", "surrogatepass")) & 0xFF
    headed = (bytes([5, 0, 3, number, len(portions), index]) + one for index, one in enumerate(portions, start=1))
    return Encoded(data_coding, UDH_INDICATOR, tuple(headed))


def split(units: list[bytes], most_octets: int) -> list[bytes]:
    """Whole characters only: neither a surrogate pair nor an escape and its character is ever parted."""
    portions = [b""]
    for unit in units:
        if len(portions[-1]) + len(unit) > most_octets:
            portions.append(b"")
        portions[-1] += unit
    return portions
