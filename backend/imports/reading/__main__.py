"""`python -m backend.imports.reading OPTIONS`: a file on standard input, rows for COPY on standard output.

Status 0 and a line of JSON on standard error when the file was read through; status 3 and a line of JSON when it cannot
be read as a whole, and then nothing of what was written counts.
"""

import json
import os
import sys
from collections.abc import Callable

from backend.imports.reading.encoding import Texts, shown
from backend.imports.reading.layout import Headings
from backend.imports.reading.lines import Lines
from backend.imports.reading.notes import NoteCode, Notes
from backend.imports.reading.options import Options
from backend.imports.reading.records import Records
from backend.imports.reading.rows import CHECKERS, rows
from backend.imports.reading.source import Readable, blocks
from backend.imports.reading.structure import StructureCode, StructureError

STRUCTURE_STATUS = 3
MOST_SHOWN = 20
MOST_LOST = 3  # names with question marks inside: so many are told, and in a small file fewer
ABANDONED_STATUS = 1  # nobody reads what is written here
STDOUT = 1


def read(options: Options, stream: Readable, write: Callable[[bytes], None]) -> dict[str, object]:
    """Read a file through and write its rows. Returns what is reported of it. Raises StructureError."""
    checker = CHECKERS[options.kind](options)
    headings = Headings(checker.layout, options.mapping)
    notes = Notes()
    texts = Texts(blocks(stream, options.most_bytes), options.encoding)
    records = Records(Lines(iter(texts)), notes)
    columns = headings.columns(records.header(headings.known, headings.least), records.row)
    count = 0
    for some, text in rows(records, columns, checker):
        count += some
        write(text.encode())
    if not count:
        raise StructureError(StructureCode.NO_ROWS, "the file has a header and no rows")
    found = [column for column in checker.layout.columns if column in columns.positions]
    if texts.found:
        notes.say(NoteCode.ENCODING_FOUND, f"the file was read as {shown(texts.encoding)}")
    if columns.nameless:
        places = ", ".join(str(position + 1) for position in columns.nameless[:MOST_SHOWN])
        notes.say(NoteCode.COLUMNS_WITHOUT_NAME, f"columns without a name are empty and were left out: {places}")
    dialect = {
        "encoding": texts.encoding, "marked": texts.marked, "delimiter": records.delimiter, "end": records.end,
    }  # fmt: skip
    least = min(MOST_LOST, max(1, count // 100))
    said = notes.listed(least=least)
    return {"rows": count, "columns": found, "header": columns.header, "dialect": dialect, "notes": said}


def _write(data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(STDOUT, rest) :]


def run(given: str, stream: Readable, write: Callable[[bytes], None]) -> tuple[int, dict[str, object]]:
    """As `read`, with the options as JSON. Returns the exit status and what is told on standard error."""
    try:
        return 0, read(Options.of(given), stream, write)
    except StructureError as error:
        code = error.code.value
        return STRUCTURE_STATUS, {"code": code, "message": error.message, "row": error.row, "column": error.column}


def main() -> int:
    """Returns the exit status."""
    try:
        status, told = run(sys.argv[1], sys.stdin.buffer, _write)
    except BrokenPipeError:
        return ABANDONED_STATUS
    print(json.dumps(told), file=sys.stderr)  # noqa: T201
    return status


if __name__ == "__main__":
    sys.exit(main())
