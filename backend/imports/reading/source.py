"""The bytes of a file in blocks of equal size. A gzip file is decompressed as it is read, within limits."""

import zlib
from collections.abc import Iterator
from typing import Protocol

from backend.imports.reading.structure import StructureCode, StructureError

BLOCK_BYTES = 256 * 1024
GZIP = b"\x1f\x8b"
MAX_RATIO = 200
RATIO_FROM_BYTES = 10 * 1024 * 1024  # below this size the ratio is not checked: repetitive files compress well
MAX_MEMBERS = 100_000  # of a gzip file; even an empty member takes time
_GZIP_WINDOW = 31  # zlib's value for the gzip format with any window
_MAGIC = (
    (b"PK\x03\x04", "this is an Excel workbook; save it as CSV"),
    (b"PK\x05\x06", "this is an Excel workbook; save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "this is an Excel workbook; save it as CSV"),
    (b"%PDF", "this is a PDF document; a CSV file is needed"),
    (b"{\\rtf", "this is a text processor's document; a CSV file is needed"),
    (b"7z\xbc\xaf", "this is a 7-Zip archive; a CSV file may be compressed with gzip only"),
    (b"Rar!", "this is a RAR archive; a CSV file may be compressed with gzip only"),
    (b"BZh", "this file is compressed with bzip2; a CSV file may be compressed with gzip only"),
    (b"\xfd7zXZ", "this file is compressed with xz; a CSV file may be compressed with gzip only"),
    (b"\x28\xb5\x2f\xfd", "this file is compressed with zstd; a CSV file may be compressed with gzip only"),
    (b"\x89PNG", "this is a picture; a CSV file is needed"),
    (b"\xff\xd8\xff", "this is a picture; a CSV file is needed"),
    (GZIP, "this file is compressed with gzip twice; compress it once"),
)


class Readable(Protocol):
    """A stream whose `read` returns the requested number of bytes, and fewer only at its end."""

    def read(self, size: int, /) -> bytes: ...


def blocks(stream: Readable, max_bytes: int) -> Iterator[bytes]:
    """The decompressed bytes in blocks of BLOCK_BYTES, the last one shorter.

    `max_bytes` limits the file as it is and decompressed. Raises StructureError NOT_TEXT, TOO_LARGE, BAD_GZIP and
    GZIP_RATIO.
    """
    raw = _limited(stream, max_bytes)
    first = next(raw, b"")
    if first.startswith(GZIP):
        raw = _in_blocks(_decompressed(first, raw, max_bytes))
        first = next(raw, b"")
    for magic, message in _MAGIC:
        if first.startswith(magic):
            raise StructureError(StructureCode.NOT_TEXT, message)
    if first:
        yield first
        yield from raw


def _limited(stream: Readable, max_bytes: int) -> Iterator[bytes]:
    size = 0
    while block := stream.read(BLOCK_BYTES):
        size += len(block)
        if size > max_bytes:
            raise _too_large(max_bytes)
        yield block


def _too_large(max_bytes: int) -> StructureError:
    return StructureError(StructureCode.TOO_LARGE, f"the file is larger than {max_bytes} bytes, compressed or not")


def _decompressed(first: bytes, rest: Iterator[bytes], max_bytes: int) -> Iterator[bytes]:
    """The contents of all members of a gzip file; zero bytes after the last are padding (RFC 1952)."""
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    packed, given, pending, members = len(first), 0, first, 1
    while True:
        try:
            block = unpacker.decompress(pending, BLOCK_BYTES)
        except zlib.error:
            raise StructureError(StructureCode.BAD_GZIP, "the gzip file is damaged") from None
        given += len(block)
        if given > max_bytes:
            raise _too_large(max_bytes)
        if given > RATIO_FROM_BYTES and given > MAX_RATIO * (packed - len(unpacker.unconsumed_tail)):
            message = f"the gzip file expands to more than {MAX_RATIO} times its size"
            raise StructureError(StructureCode.GZIP_RATIO, message)
        if block:
            yield block
        pending = unpacker.unused_data.lstrip(b"\0") if unpacker.eof else unpacker.unconsumed_tail
        if not pending and (unpacker.eof or not block):
            pending = next(rest, b"")
            packed += len(pending)
            if not pending:
                break
            if unpacker.eof:
                pending = pending.lstrip(b"\0")
        if unpacker.eof and pending:
            members += 1
            if members > MAX_MEMBERS:
                raise StructureError(StructureCode.BAD_GZIP, f"a gzip file has at most {MAX_MEMBERS} members")
            unpacker = zlib.decompressobj(_GZIP_WINDOW)
    if not unpacker.eof:
        raise StructureError(StructureCode.BAD_GZIP, "the gzip file is not complete")


def _in_blocks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks of at least BLOCK_BYTES."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= BLOCK_BYTES:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)
