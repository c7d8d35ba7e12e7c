"""Lines with their ends, LF, CRLF or CR, out of blocks of text."""

import io
from collections.abc import Iterable, Iterator

from backend.imports.reading.structure import LONGEST_RECORD


class Lines:
    """Iterates over groups of lines. A line that is longer than a record may be is cut, and nothing follows it."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self.cut = False

    def __iter__(self) -> Iterator[Iterable[str]]:
        carried = ""
        for text in self._texts:
            held = carried + text if carried else text
            # A CR at the end may be half of a CRLF; it waits.
            end = max(held.rfind("\n"), held.rfind("\r", 0, len(held) - 1)) + 1
            if end:
                yield io.StringIO(held[:end], newline="")
            carried = held[end:]
            if len(carried) > LONGEST_RECORD:
                self.cut = True
                yield [carried[:LONGEST_RECORD]]
                return
        if carried:
            yield [carried]
