"""The bytes of a file in blocks of one size. A file packed with gzip is unpacked as it comes, and watched for bombs."""

import zlib
from collections.abc import Iterator
from typing import Protocol

from backend.imports.reading.structure import StructureCode, StructureError

BLOCK_BYTES = 256 * 1024
GZIP = b"\x1f\x8b"
MOST_RATIO = 200
RATIO_FROM_BYTES = 10 * 1024 * 1024  # a small file of equal lines packs well and harms nobody
MOST_MEMBERS = 100_000  # a gzip file may be many, one after the other; each costs something, even when it is empty
_GZIP_WINDOW = 31  # zlib's own number for "gzip, whatever the window"
_MAGIC = (
    (b"PK\x03\x04", "this is an Excel workbook; save it as CSV"),
    (b"PK\x05\x06", "this is an Excel workbook; save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "this is an Excel workbook; save it as CSV"),
    (b"%PDF", "this is a PDF document; a CSV file is needed"),
    (b"{\\rtf", "this is a text processor's document; a CSV file is needed"),
    (b"7z\xbc\xaf", "this is a 7-Zip archive; pack with gzip or not at all"),
    (b"Rar!", "this is a RAR archive; pack with gzip or not at all"),
    (b"BZh", "this is packed with bzip2; pack with gzip or not at all"),
    (b"\xfd7zXZ", "this is packed with xz; pack with gzip or not at all"),
    (b"\x28\xb5\x2f\xfd", "this is packed with zstd; pack with gzip or not at all"),
    (b"\x89PNG", "this is a picture; a CSV file is needed"),
    (b"\xff\xd8\xff", "this is a picture; a CSV file is needed"),
    (GZIP, "this is packed with gzip twice; once is enough"),
)


class Readable(Protocol):
    """A stream that gives as many bytes as it is asked for until it ends."""

    def read(self, size: int, /) -> bytes: ...


def blocks(stream: Readable, most_bytes: int) -> Iterator[bytes]:
    """The bytes, unpacked, in blocks of BLOCK_BYTES; the last may be shorter.

    Raises StructureError NOT_TEXT, TOO_LARGE, BAD_GZIP and GZIP_RATIO.
    """
    raw = _counted(stream, most_bytes)
    first = next(raw, b"")
    if first.startswith(GZIP):
        raw = _even(_unpacked(first, raw, most_bytes))
        first = next(raw, b"")
    for magic, message in _MAGIC:
        if first.startswith(magic):
            raise StructureError(StructureCode.NOT_TEXT, message)
    if first:
        yield first
        yield from raw


def _counted(stream: Readable, most_bytes: int) -> Iterator[bytes]:
    size = 0
    while block := stream.read(BLOCK_BYTES):
        size += len(block)
        if size > most_bytes:
            raise _too_large(most_bytes)
        yield block


def _too_large(most_bytes: int) -> StructureError:
    return StructureError(StructureCode.TOO_LARGE, f"a file has at most {most_bytes} bytes, also when unpacked")


def _unpacked(first: bytes, rest: Iterator[bytes], most_bytes: int) -> Iterator[bytes]:
    """The contents of every member of a gzip file; zeros after the last are padding."""
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    packed, given, pending, members = len(first), 0, first, 1
    while True:
        try:
            block = unpacker.decompress(pending, BLOCK_BYTES)
        except zlib.error:
            raise StructureError(StructureCode.BAD_GZIP, "the gzip file is damaged") from None
        given += len(block)
        if given > most_bytes:
            raise _too_large(most_bytes)
        if given > RATIO_FROM_BYTES and given > MOST_RATIO * (packed - len(unpacker.unconsumed_tail)):
            message = f"the gzip file unpacks to more than {MOST_RATIO} times its size"
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
            if members > MOST_MEMBERS:
                raise StructureError(StructureCode.BAD_GZIP, f"a gzip file has at most {MOST_MEMBERS} members")
            unpacker = zlib.decompressobj(_GZIP_WINDOW)
    if not unpacker.eof:
        raise StructureError(StructureCode.BAD_GZIP, "the gzip file ends too early")


def _even(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks of the usual size."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= BLOCK_BYTES:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)
