"""Text out of bytes: UTF-8, UTF-16 or Windows-1251, told apart before a character of doubt has been passed on."""

import codecs
import re
from collections.abc import Iterator

from backend.imports.reading.structure import StructureCode, StructureError

LOOK_BYTES = 1024 * 1024  # so much is looked at, from the first byte beyond ASCII, to tell UTF-8 from Windows-1251
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
# What a text in Windows-1251 is made of beyond ASCII: letters, quotation marks, dashes, the numero sign, a hard space.
_CYRILLIC = re.compile(rb"[\xc0-\xff\xa8\xb8\xa0\xab\xbb\x84\x85\x91-\x94\x96\x97\xb0\xb9]")
_NEITHER = "neither UTF-8 nor Windows-1251; save the file as CSV in UTF-8"


def texts(blocks: Iterator[bytes]) -> Iterator[str]:
    """The characters of a file, block by block. Raises StructureError NOT_TEXT and UNDECODABLE."""
    first = next(blocks, b"")
    for mark, encoding in _MARKS:
        if first.startswith(mark):
            return _decoded(first[len(mark) :], blocks, encoding)
    unmarked = _alternating(first)
    return _decoded(first, blocks, unmarked) if unmarked else _guessed(first, blocks)


def _alternating(first: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of much of the text is zero, and none between them."""
    sample = first[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    plainly = max(len(sample) // 8, 1)
    if not even and odd >= plainly:
        return "utf-16-le"
    if not odd and even >= plainly:
        return "utf-16-be"
    return None


def _guessed(first: bytes, rest: Iterator[bytes]) -> Iterator[str]:
    """ASCII for as long as it is. What follows is decided on as much of it as is looked at."""
    block = first
    while block.isascii():
        yield from _without_zeros(block.decode("ascii"))
        block = next(rest, b"")
        if not block:
            return
    begin = _first_beyond(block)
    sample = bytearray(block[begin:])
    held = [block]
    ended = False
    while len(sample) < LOOK_BYTES:
        block = next(rest, b"")
        if not block:
            ended = True
            break
        held.append(block)
        sample += block
    encoding = _decided(bytes(sample), ended=ended)
    del sample
    yield from _decoded(b"", _then(held, rest), encoding)


def _first_beyond(block: bytes) -> int:
    found = _BEYOND_ASCII.search(block)
    return found.start() if found else len(block)


def _then(held: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    while held:
        yield held.pop(0)
    yield from rest


def _decided(sample: bytes, *, ended: bool) -> str:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=ended)
    except UnicodeDecodeError:
        rest = _UTF8_CHARACTER.sub(b"", sample)
        whole = (len(sample) - len(rest)) // 2
        beyond = len(_BEYOND_ASCII.findall(rest))
        likely = len(_CYRILLIC.findall(rest))
        # Much of it is UTF-8, or little of it is Cyrillic: then it is damaged, and not in the other encoding.
        return "utf-8" if whole > beyond or likely * 2 < beyond else "cp1251"
    return "utf-8"


def _decoded(first: bytes, rest: Iterator[bytes], encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    block, final = first, False
    while True:
        try:
            text = decoder.decode(block, final)
        except UnicodeDecodeError as error:
            yield from _without_zeros(error.object[: error.start].decode(encoding))
            message = _NEITHER if encoding in {"utf-8", "cp1251"} else "the file is not whole in UTF-16"
            raise StructureError(StructureCode.UNDECODABLE, message, here=True) from None
        yield from _without_zeros(text)
        if final:
            return
        block = next(rest, b"")
        final = not block


def _without_zeros(text: str) -> Iterator[str]:
    """A text as it is; where a NUL stands it ends, and so does the reading."""
    end = text.find("\0")
    if end < 0:
        yield text
        return
    yield text[:end]
    raise StructureError(StructureCode.NOT_TEXT, "this is not a text: it holds a NUL character", here=True)
