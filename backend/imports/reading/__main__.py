"""`python -m backend.imports.reading OPTIONS`: reads a file from standard input, writes rows for COPY to standard out.

The exit status is 0 when the whole file was read and 3 when it cannot be read; then the rows written so far are to be
discarded. Either way the last line of standard error is a report as JSON.
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
MAX_COLUMNS_LISTED = 20
MIN_LOST_ROWS = 3  # a note is written from this many names with question marks on, in a small file from fewer
ABANDONED_STATUS = 1  # the process that reads standard output has gone
STDOUT = 1


def read(options: Options, stream: Readable, write: Callable[[bytes], None]) -> dict[str, object]:
    """Read the whole file and write its rows. Returns the report about it. Raises StructureError."""
    checker = CHECKERS[options.kind](options)
    headings = Headings(checker.layout, options.mapping)
    notes = Notes()
    texts = Texts(blocks(stream, options.max_bytes), options.encoding)
    records = Records(Lines(iter(texts)), notes)
    columns = headings.columns(records.header(headings.count_known, headings.min_known), records.row)
    count = 0
    for some, text in rows(records, columns, checker):
        count += some
        write(text.encode())
    if not count:
        raise StructureError(StructureCode.NO_ROWS, "the file has a header and no rows")
    found = [column for column in checker.layout.columns if column in columns.positions]
    if texts.found:
        notes.add(NoteCode.ENCODING_FOUND, f"the file was read as {shown(texts.encoding)}")
    if columns.nameless:
        places = ", ".join(str(position + 1) for position in columns.nameless[:MAX_COLUMNS_LISTED])
        notes.add(NoteCode.COLUMNS_WITHOUT_NAME, f"columns without a name are empty and were ignored: {places}")
    dialect = {
        "encoding": texts.encoding, "marked": texts.marked, "delimiter": records.delimiter, "end": records.end,
    }  # fmt: skip
    least = min(MIN_LOST_ROWS, max(1, count // 100))
    listed = notes.listed(least=least)
    return {"rows": count, "columns": found, "header": columns.header, "dialect": dialect, "notes": listed}


def _write(data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(STDOUT, rest) :]


def run(given: str, stream: Readable, write: Callable[[bytes], None]) -> tuple[int, dict[str, object]]:
    """As `read`, with the options as JSON. Returns the exit status and the report for standard error."""
    try:
        return 0, read(Options.of(given), stream, write)
    except StructureError as error:
        code = error.code.value
        return STRUCTURE_STATUS, {"code": code, "message": error.message, "row": error.row, "column": error.column}


def main() -> int:
    """Read standard input with the options of the command line. Returns the exit status."""
    try:
        status, report = run(sys.argv[1], sys.stdin.buffer, _write)
    except BrokenPipeError:
        return ABANDONED_STATUS
    print(json.dumps(report), file=sys.stderr)  # noqa: T201
    return status


if __name__ == "__main__":
    sys.exit(main())
