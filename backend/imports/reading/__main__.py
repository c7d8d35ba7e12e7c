"""`python -m backend.imports.reading OPTIONS`: a file on standard input, its rows on standard output.

The exit status is 0, with a line of JSON about the file on standard error; or 3, with one that says what is wrong with
it as a whole.
"""

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

from backend.imports.reading.decoding import lines
from backend.imports.reading.layout import Header, delimiter_of, read_header, separator_line
from backend.imports.reading.structure import StructureCode, StructureError
from backend.imports.reading.subscribers import LAYOUT, Rules, Subscribers

LONGEST_CELL = 10_000
LONGEST_VALUE = 200
BLOCK_CHARACTERS = 256 * 1024
REFUSED = 3
OUTPUT = (
    "name", "phone", "email", "kind", "document_kind", "document_number", "document_country", "iccid", "msisdn",
    "tariff", "options", "start_date", "language", "external_id", "customer_external_id", "opening_balance",
)  # fmt: skip
_ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": ""})
_NULL = "\\N"


def main() -> int:
    options = json.loads(sys.argv[1])
    csv.field_size_limit(LONGEST_CELL)
    try:
        said = _read(options)
    except StructureError as wrong:
        print(json.dumps({"code": wrong.code, "message": wrong.message, "row": wrong.row}), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # nobody wants the rest
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    print(json.dumps(said), file=sys.stderr)
    return 0


def _read(options: dict[str, Any]) -> dict[str, Any]:
    header, records = _records(options)
    rules = Rules(
        options["default_region"],
        options["iccid_luhn"],
        tuple(options["iccid_luhn_exempt_issuers"]),
        date.fromisoformat(options["today"]),
    )
    check = Subscribers(header.places, rules)
    width, rows, waiting, size = len(header.cells), 0, [], 0
    for number, cells in records:
        if len(cells) != width:
            message = f"the row has {len(cells)} cells, the header {width}"
            raise StructureError(StructureCode.RAGGED_ROW, message, number)
        values, wrong = check.row(cells)
        found = [values.get(column) for column in OUTPUT]
        code, column, why, cell = wrong or (None, None, None, None)
        line = _line([str(number), *found, code, column, why, cell and cell[:LONGEST_VALUE], _joined(cells)])
        waiting.append(line)
        size += len(line)
        rows += 1
        if size >= BLOCK_CHARACTERS:
            sys.stdout.buffer.write("".join(waiting).encode())
            waiting, size = [], 0
    if rows == 0:
        raise StructureError(StructureCode.NO_ROWS, "the file has a header and nothing else")
    sys.stdout.buffer.write("".join(waiting).encode())
    sys.stdout.buffer.flush()
    return {"rows": rows, "columns": list(header.places), "header": _joined(header.cells)}


def _records(options: dict[str, Any]) -> tuple[Header, Iterator[tuple[int, list[str]]]]:
    """The header, and the records behind it with their numbers; empty lines count, and are left out."""
    mapping = options["mapping"] or {}
    source = lines(sys.stdin.buffer, options["most_bytes"])
    before = 0
    delimiter = None
    for line in source:
        before += 1
        if line.strip():
            found = separator_line(line)
            if found is None:
                break
            delimiter = found
    else:
        raise StructureError(StructureCode.EMPTY_FILE, "the file is empty")
    delimiter = delimiter or delimiter_of(line, LAYOUT, mapping)
    records = _numbered(chain([line], source), delimiter, before - 1)
    number, cells = next(records)
    return read_header(cells, delimiter, LAYOUT, mapping, number), records


def _numbered(source: Iterator[str], delimiter: str, before: int) -> Iterator[tuple[int, list[str]]]:
    number, line_before = before, 0
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if "field larger" in str(error) and reader.line_num <= line_before + 1:
                message = f"a cell has at most {LONGEST_CELL} characters"
                raise StructureError(StructureCode.CELL_TOO_LONG, message, number + 1) from None
            raise StructureError(
                StructureCode.UNCLOSED_QUOTE, "a quotation mark is not closed, or stands where none can", number + 1
            ) from None
        if cells is None:
            return
        number += 1
        line_before = reader.line_num
        if cells and any(cells):
            yield number, cells


def _joined(cells: Any) -> str:
    plain = ",".join(cells)
    if '"' not in plain and "\n" not in plain and "\r" not in plain and plain.count(",") == len(cells) - 1:
        return plain
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _line(values: list[str | None]) -> str:
    said = "\t".join([_NULL if value is None else value for value in values])
    if (
        "\\" in said.replace(_NULL, "")
        or not said.replace("\t", "").isprintable()
        or said.count("\t") != len(values) - 1
    ):
        said = "\t".join([_NULL if value is None else value.translate(_ESCAPES) for value in values])
    return said + "\n"


if __name__ == "__main__":
    sys.exit(main())
