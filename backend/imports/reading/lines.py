"""Splits blocks of text into lines, which keep their ends: LF, CRLF or CR."""

import io
from collections.abc import Iterable, Iterator

from backend.imports.reading.structure import MAX_RECORD_LENGTH


class Lines:
    """Iterates over groups of lines. A line longer than MAX_RECORD_LENGTH is cut, sets `cut`, and is the last."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self.cut = False

    def __iter__(self) -> Iterator[Iterable[str]]:
        carried = ""
        for text in self._texts:
            held = carried + text if carried else text
            # A CR at the end of a block may be the first half of a CRLF, so it is carried over.
            end = max(held.rfind("\n"), held.rfind("\r", 0, len(held) - 1)) + 1
            if end:
                yield io.StringIO(held[:end], newline="")
            carried = held[end:]
            if len(carried) > MAX_RECORD_LENGTH:
                self.cut = True
                yield [carried[:MAX_RECORD_LENGTH]]
                return
        if carried:
            yield [carried]
