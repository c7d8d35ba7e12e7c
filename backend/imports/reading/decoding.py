"""From a file's bytes, packed or not, in whichever encoding, to lines of text, in bounded memory."""

import codecs
import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from backend.imports.reading.structure import StructureCode, StructureError

PIECE_BYTES = 256 * 1024
LONGEST_LINE = 1_000_000  # characters
MOST_RATIO = 200
RATIO_FROM_BYTES = 10_000_000
_GZIP = b"\x1f\x8b"
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OTHERS = {
    b"PK\x03\x04": "this is an Excel workbook or another archive: save it as CSV",
    b"%PDF": "this is a PDF: save the table as CSV",
    b"\xd0\xcf\x11\xe0": "this is an old Excel workbook: save it as CSV",
    b"\x89PNG": "this is a picture",
    b"\xff\xd8\xff": "this is a picture",
}


def lines(source: BinaryIO, most_bytes: int) -> Iterator[str]:
    """Lines with their ends. Raises StructureError NOT_TEXT, UNDECODABLE, TOO_LARGE, BAD_GZIP, GZIP_RATIO,
    CELL_TOO_LONG.
    """
    raw: Any = _Pieces(_as_utf8(_unpacked(source, most_bytes)))
    text = io.TextIOWrapper(io.BufferedReader(raw), "utf-8", newline="")
    while line := text.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise StructureError(StructureCode.CELL_TOO_LONG, f"a line has at most {LONGEST_LINE} characters")
        yield line


class _Pieces(io.RawIOBase):
    """An iterator of bytes under the face of a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def _unpacked(source: BinaryIO, most_bytes: int) -> Iterator[bytes]:
    piece = source.read(PIECE_BYTES)
    packed = piece.startswith(_GZIP)
    unpack = zlib.decompressobj(31) if packed else None
    taken = given = 0
    while piece:
        taken += len(piece)
        if unpack is None:
            given += len(piece)
            _check_size(given, taken, most_bytes, packed=False)
            yield piece
        else:
            rest = piece
            while rest:
                try:
                    out = unpack.decompress(rest, PIECE_BYTES)
                except zlib.error:
                    raise StructureError(StructureCode.BAD_GZIP, "the gzip file is damaged") from None
                given += len(out)
                _check_size(given, taken, most_bytes, packed=True)
                if out:
                    yield out
                rest = unpack.unconsumed_tail
                if unpack.eof:  # another member may follow
                    rest = unpack.unused_data
                    if not rest.startswith(_GZIP):
                        break
                    unpack = zlib.decompressobj(31)
        piece = source.read(PIECE_BYTES)
    if unpack is not None and not unpack.eof:
        raise StructureError(StructureCode.BAD_GZIP, "the gzip file ends in the middle")


def _check_size(given: int, taken: int, most_bytes: int, *, packed: bool) -> None:
    if given > most_bytes:
        raise StructureError(StructureCode.TOO_LARGE, f"a file has at most {most_bytes} bytes, unpacked")
    if packed and given > RATIO_FROM_BYTES and given > taken * MOST_RATIO:
        message = f"the file grows more than {MOST_RATIO} times when it is unpacked"
        raise StructureError(StructureCode.GZIP_RATIO, message)


def _as_utf8(pieces: Iterator[bytes]) -> Iterator[bytes]:
    first = next(pieces, b"")
    if not first:
        return
    for beginning, message in _OTHERS.items():
        if first.startswith(beginning):
            raise StructureError(StructureCode.NOT_TEXT, message)
    encoding, skip = next(((name, len(mark)) for mark, name in _MARKS if first.startswith(mark)), (None, 0))
    encoding = encoding or _wide(first)
    first = first[skip:]
    decoder = codecs.getincrementaldecoder(encoding)() if encoding else None
    seen_lines = 0
    piece: bytes | None = first
    while piece is not None:
        if decoder is None and not piece.isascii():
            decoder = codecs.getincrementaldecoder(_eight_bits(piece))()
        if b"\0" in piece and not (encoding or "").startswith("utf-16"):
            raise StructureError(StructureCode.NOT_TEXT, "the file is not text", seen_lines + 1 + _ends(piece, b"\0"))
        following = next(pieces, None)
        if decoder is None:
            yield piece
        else:
            try:
                yield decoder.decode(piece, final=following is None).encode()
            except UnicodeError as error:
                at = getattr(error, "start", 0)
                row = seen_lines + 1 + piece[: max(0, at)].count(b"\n")
                message = "the file is neither UTF-8 nor UTF-16 nor Windows-1251, or not all of it"
                raise StructureError(StructureCode.UNDECODABLE, message, row) from None
        seen_lines += piece.count(b"\n")
        piece = following


def _ends(piece: bytes, before: bytes) -> int:
    return piece[: piece.index(before)].count(b"\n")


def _wide(first: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of plain text is zero."""
    start = first[:2000]
    if len(start) >= 4 and start[1::2].count(0) > len(start) * 0.4 and start[::2].count(0) == 0:
        return "utf-16-le"
    if len(start) >= 4 and start[::2].count(0) > len(start) * 0.4 and start[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _eight_bits(piece: bytes) -> str:
    """UTF-8 or Windows-1251. Text of the latter is hardly ever valid as the former, and never mostly."""
    text = piece.decode("utf-8", "replace")
    bad = text.rstrip("\ufffd").count("\ufffd")  # the last character may be cut
    good = sum(not character.isascii() for character in text) - text.count("\ufffd")
    return "utf-8" if bad * 10 <= good or (bad == 0 and len(text) > 1) else "cp1251"
