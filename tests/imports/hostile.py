"""Large files and decompression bombs, which must not take memory or time. Each is built when it is needed."""

import gzip
import struct
import zlib
from collections.abc import Callable

from tests.imports.corpus import Case, accepted, refused
from tests.imports.subscriber_files import several, text

GZIP_HEADER = bytes.fromhex("1f8b08000000000002ff")  # RFC 1952, section 2.3


def _bomb(name: str, head: bytes, unit: bytes, code: str, row: int | None, size: int = 300_000_000) -> Case:
    piece = unit * (1_000_000 // len(unit))
    count = size // len(piece)
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a block does not refer to earlier data, so a block compressed once can be repeated.
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    checked = zlib.crc32(head)
    for _ in range(count):
        checked = zlib.crc32(piece, checked)
    end = packer.flush() + struct.pack("<II", checked, len(head) + count * len(piece))
    return refused(name, GZIP_HEADER + first + again * count + end, code, row)


def _head() -> bytes:
    return text(several(1)).encode()


def _row() -> bytes:
    return text(several(1)).encode().partition(b"\n")[2]


def _long(name: str, unit: str, size: int, code: str, row: int, *, head: bool = True) -> Callable[[], Case]:
    return lambda: refused(name, (_head() if head else b"") + unit.encode() * (size // len(unit.encode())), code, row)


HOSTILE: dict[str, Callable[[], Case]] = {
    "a bomb of zeros": lambda: _bomb("a bomb of zeros", b"", b"\0", "NOT_TEXT", 1),
    "a bomb of zeros after a row": lambda: _bomb("a bomb of zeros after a row", _head(), b"\0", "NOT_TEXT", 3),
    "a bomb of commas": lambda: _bomb("a bomb of commas", b"", b",", "CELL_TOO_LONG", 1),
    "a bomb of commas after a row": lambda: _bomb("a bomb of commas after a row", _head(), b",", "RAGGED_ROW", 3),
    "a bomb of blank lines": lambda: _bomb("a bomb of blank lines", _head(), b"\n", "GZIP_RATIO", None),
    "a bomb of separators": lambda: _bomb("a bomb of separators", _head(), b"," * 13 + b"\n", "GZIP_RATIO", None),
    "a bomb of one row": lambda: _bomb("a bomb of one row", _head(), _row(), "GZIP_RATIO", None),
    "gzip of empty members": lambda: refused("gzip of empty members", gzip.compress(b"") * 200_000, "BAD_GZIP", None),
    "a line of letters": _long("a line of letters", "x", 50_000_000, "CELL_TOO_LONG", 3),
    "a header of letters": _long("a header of letters", "x", 50_000_000, "CELL_TOO_LONG", 1, head=False),
    "a line of wide characters": _long("a line of wide characters", "𝒳", 50_000_000, "CELL_TOO_LONG", 3),
    "a line of short cells": _long("a line of short cells", "ab,", 50_000_000, "RAGGED_ROW", 3),
    "a record of lines": _long("a record of lines", '"\n",', 50_000_000, "RAGGED_ROW", 3),
    "an unclosed quote": lambda: refused(
        "an unclosed quote", _head() + b'"' + b"x" * 50_000_000, "UNCLOSED_QUOTE", 3
    ),
    "an unclosed quote over lines": lambda: refused(
        "an unclosed quote over lines", _head() + b'"' + b"xyz,\n" * 10_000_000, "UNCLOSED_QUOTE", 3
    ),
    "an unclosed quote in the header": lambda: refused(
        "an unclosed quote in the header", b'"' + b"xyz,\n" * 10_000_000, "UNCLOSED_QUOTE", 1
    ),
    "a million empty lines": lambda: accepted("a million empty lines", _head() + b"\n" * 1_000_000, 1),
    "empty lines alone": lambda: refused("empty lines alone", b"\n" * 1_000_000, "EMPTY_FILE", None),
    "quotes": lambda: refused("quotes", _head() + b'"' * 50_000_000, "CELL_TOO_LONG", 3),
    "a long tail in the other encoding": lambda: refused(
        "a long tail in the other encoding", text(several(20_000)).encode() + b"\xc0\xe1\xe2\n", "UNDECODABLE", 20_002
    ),
}  # fmt: skip
