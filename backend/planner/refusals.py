"""Refused documents, kept by what they say: the same document with other comments or spaces is refused without parsing.

The comparison is made of the document's tokens, which one regular expression finds. Two documents have the same tokens
here only if they have the same ones in GraphQL (specification, section 2.1), so that no valid document is refused: what
the expression does not know becomes a token of its own.
"""

import hashlib
import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.errors import RequestError

ENTRY_BYTES = 1_000  # of a refusal without its errors
PLACE_BYTES = 100  # of one location

_TOKEN = re.compile(
    r'''
    (?: [\t\n\r ,\ufeff]+ | \#[^\n\r]* )   # ignored
    | (
        """ (?: [^"\\] | \\""" | \\ | "(?!"") )* """
        | """ [\s\S]*                    # a block string without an end
        | " (?: [^"\\\n\r] | \\. )* "
        | " [^\n\r]*                     # a string without an end
        | [A-Za-z_][A-Za-z0-9_]*
        | -?[0-9] (?: [eE][+-] | [A-Za-z0-9_.] )*
        | \.\.\.
        | [\s\S]
    )''',
    re.VERBOSE,
)  # fmt: skip

_LINE_END = re.compile(r"\r\n|[\n\r]")


@dataclass(frozen=True)
class Places:
    """The tokens of a document: a hash of all, and where each begins and ends."""

    digest: bytes
    starts: Sequence[int]
    ends: Sequence[int]


def places_of(source: str) -> Places:
    """Find the tokens of a document, in time proportional to its length."""
    found = [match for match in _TOKEN.finditer(source) if match[1] is not None]
    text = "\n".join(match[1] for match in found)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return Places(digest, [match.start(1) for match in found], [match.end(1) for match in found])


class InvalidDocument(RequestError):
    """The document cannot be parsed, or is not valid. `errors`: the message and the locations of each error."""

    def __init__(self, source: str, found: Sequence[tuple[str, Collection[int]]]) -> None:
        """`found` is the message of each error, and the offsets in `source` that it concerns."""
        super().__init__(found[0][0])
        self.found = found
        lines = _line_starts(source)
        self.errors = [_entry(lines, message, offsets) for message, offsets in found]


def _entry(lines: Sequence[int], message: str, offsets: Collection[int]) -> dict[str, Any]:
    entry: dict[str, Any] = {"message": message}
    if offsets:
        entry["locations"] = [_location(lines, offset) for offset in offsets]
    return entry


def _line_starts(source: str) -> list[int]:
    return [0, *(match.end() for match in _LINE_END.finditer(source))]


def _location(lines: Sequence[int], offset: int) -> dict[str, int]:
    line = bisect_right(lines, offset)
    return {"line": line, "column": offset - lines[line - 1] + 1}


@dataclass(frozen=True)
class _Refused:
    """A refusal without the text of its document. An offset is a token's number, and the distance from its start."""

    kind: type[RequestError]
    message: str
    facts: Mapping[str, object]
    found: Sequence[tuple[str, Sequence[tuple[int, int]]]]
    size: int

    def error(self, source: str, starts: Sequence[int]) -> RequestError:
        if not issubclass(self.kind, InvalidDocument):
            return self.kind(self.message, **self.facts)
        begins = [*starts, len(source)]
        found = [(text, [begins[token] + more for token, more in offsets]) for text, offsets in self.found]
        return self.kind(source, found)


class Refusals:
    """Refusals by the tokens of their documents; the least recently used are dropped first."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[bytes, _Refused] = OrderedDict()

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0

    def find(self, source: str, places: Places) -> RequestError | None:
        """The error with which a document of these tokens was refused, with the locations that it has in `source`."""
        refused = self._kept.get(places.digest)
        if refused is None:
            return None
        self._kept.move_to_end(places.digest)
        return refused.error(source, places.starts)

    def add(self, source: str, places: Places, error: RequestError) -> None:
        """Keep a refusal that follows from the tokens alone; none for an error inside a comment."""
        found: list[tuple[str, Sequence[tuple[int, int]]]] = []
        for message, offsets in error.found if isinstance(error, InvalidDocument) else ():
            relative = [_relative(source, places, offset) for offset in offsets]
            if None in relative:
                return
            found.append((message, [each for each in relative if each is not None]))
        size = ENTRY_BYTES + sum(len(message) + PLACE_BYTES * len(offsets) for message, offsets in found)
        self._kept[places.digest] = _Refused(type(error), error.message, error.facts, found, size)
        self._bytes += size
        while self._bytes > self._max_bytes:
            self._bytes -= self._kept.popitem(last=False)[1].size


def _relative(source: str, places: Places, offset: int) -> tuple[int, int] | None:
    """An offset as the number of its token, and the distance from the token's start; None outside of tokens.

    The end of the text counts as one more token.
    """
    if offset >= len(source):
        return len(places.starts), 0
    token = bisect_right(places.starts, offset) - 1
    return (token, offset - places.starts[token]) if token >= 0 and offset < places.ends[token] else None
