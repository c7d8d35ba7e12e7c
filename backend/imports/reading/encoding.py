"""Decoding of a file, in the encoding that was given or is detected before any character beyond ASCII is passed on."""

import codecs
import re
from collections.abc import Iterator

from backend.imports.reading import detect
from backend.imports.reading.structure import StructureCode, StructureError
from backend.services.rules.encodings import ENCODINGS

SAMPLE_BYTES = 1024 * 1024  # examined from the first byte beyond ASCII on, to decide whether the file is UTF-8
DETECT_BYTES = 64 * 1024  # examined to detect another encoding
NAMES_SHOWN = 3
MAX_NAME_LENGTH = 40  # characters of a cell shown in a message
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_CELL_BEYOND = re.compile(rb"[^,;\t|\"\r\n]*[\x80-\xff][^,;\t|\"\r\n]*")


class Texts:
    """Iterates over the text of a file in blocks.

    `marked` is set before the first block, `encoding` before the first block with a character beyond ASCII. Raises
    StructureError NOT_TEXT, UNDECODABLE and, unless the encoding is given, ENCODING_DOUBTFUL.
    """

    def __init__(self, blocks: Iterator[bytes], named: str | None = None) -> None:
        self._blocks = blocks
        self._named = named
        self.encoding = "utf-8"
        self.marked = False  # whether the file begins with a byte order mark
        self.found = False  # whether the encoding was detected from the words

    def __iter__(self) -> Iterator[str]:
        first = next(self._blocks, b"")
        for mark, encoding in _MARKS:
            if first.startswith(mark):
                self.encoding, self.marked = encoding, True
                return self._decoded(first[len(mark) :], self._blocks)
        named = None if self._named == "utf-16" else self._named
        certain = named or _utf16_without_mark(first) or ("utf-16-le" if self._named else None)
        if certain:
            self.encoding = certain
            return self._decoded(first, self._blocks)
        return self._detecting(first)

    def _detecting(self, first: bytes) -> Iterator[str]:
        """Decode ASCII until the first byte beyond it, then detect the encoding on SAMPLE_BYTES of what follows."""
        block = first
        while block.isascii():
            yield from _until_nul(block.decode("ascii"))
            block = next(self._blocks, b"")
            if not block:
                return
        begin = _first_beyond(block)
        sample = bytearray(block[begin:])
        held = [block]
        ended = False
        while len(sample) < SAMPLE_BYTES:
            block = next(self._blocks, b"")
            if not block:
                ended = True
                break
            held.append(block)
            sample += block
        # The beginning of the word that contains the first of these bytes, and the header before it.
        before = held[0][max(0, begin - 1000) : begin]
        self.encoding = self._decided(before, bytes(sample), ended=ended)
        del sample
        yield from self._decoded(b"", _resume(held, self._blocks))

    def _decided(self, before: bytes, sample: bytes, *, ended: bool) -> str:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(sample, final=ended)
        except UnicodeDecodeError:
            rest = _UTF8_CHARACTER.sub(b"", sample)
            whole = (len(sample) - len(rest)) // 2
            if whole > len(_BEYOND_ASCII.findall(rest)):
                return (
                    "utf-8"  # most characters are valid UTF-8, so the file is damaged rather than differently encoded
                )
            return self._detected(before + sample[:DETECT_BYTES])
        return "utf-8"

    def _detected(self, sample: bytes) -> str:
        """Detect a single-byte encoding. Raises ENCODING_DOUBTFUL, with the first names in each likely reading."""
        likely = detect.ranked(detect.words(sample))
        if len(likely) == 1:
            self.found = True
            return likely[0]
        _, _, behind = sample.partition(b"\n")
        cells = _CELL_BEYOND.findall(behind)[:NAMES_SHOWN] or _CELL_BEYOND.findall(sample)[:NAMES_SHOWN]
        readings = "; ".join(f"as {shown(encoding)}: {_read(cells, encoding)}" for encoding in likely)
        message = f"the file's encoding is not certain. {readings}. Give it in `encoding`, or save the file in UTF-8"
        raise StructureError(StructureCode.ENCODING_DOUBTFUL, message)

    def _decoded(self, first: bytes, rest: Iterator[bytes]) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding)()
        block, final = first, False
        while True:
            try:
                text = decoder.decode(block, final)
            except UnicodeDecodeError as error:
                yield from _until_nul(error.object[: error.start].decode(self.encoding))
                message = (
                    f"the row contains bytes that are not valid {shown(self.encoding)}; save the file as CSV in UTF-8"
                )
                raise StructureError(StructureCode.UNDECODABLE, message, here=True) from None
            yield from _until_nul(text)
            if final:
                return
            block = next(rest, b"")
            final = not block


def shown(encoding: str) -> str:
    """The usual name of an encoding, from Python's."""
    return ENCODINGS.get(encoding.replace("_", "-"), encoding)


def _read(cells: list[bytes], encoding: str) -> str:
    names = (cell[: MAX_NAME_LENGTH * 2].decode(encoding, "replace").strip()[:MAX_NAME_LENGTH] for cell in cells)
    return ", ".join("".join(c if c.isprintable() else "?" for c in name) for name in names)


def _utf16_without_mark(first: bytes) -> str | None:
    """UTF-16 without a byte order mark: many bytes are zero, all at even or all at odd positions; else None."""
    sample = first[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    plainly = max(len(sample) // 8, 1)
    if not even and odd >= plainly:
        return "utf-16-le"
    if not odd and even >= plainly:
        return "utf-16-be"
    return None


def _first_beyond(block: bytes) -> int:
    found = _BEYOND_ASCII.search(block)
    return found.start() if found else len(block)


def _resume(held: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    while held:
        yield held.pop(0)
    yield from rest


def _until_nul(text: str) -> Iterator[str]:
    """The text up to a NUL character; then raises NOT_TEXT."""
    end = text.find("\0")
    if end < 0:
        yield text
        return
    yield text[:end]
    raise StructureError(StructureCode.NOT_TEXT, "the file is not text: the row contains a NUL character", here=True)
