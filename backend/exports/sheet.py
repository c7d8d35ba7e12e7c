"""Writes a workbook, in a process of its own: `python -m backend.exports.sheet SCALARS` with the rows as CSV on
standard input, the header first. The workbook is written to standard output.

`SCALARS`: the scalar of each column, separated by commas. Memory does not grow with the rows. Texts are stored as
texts, which no spreadsheet runs. The process ends when its input or its output is closed, and its temporary files with
it.
"""

import csv
import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from backend.errors import StartupError

MAX_TEXT = 32_767  # characters of a cell
EXACT_DIGITS = 15  # of a number in a cell
Write = Callable[[int, int, str], int]


def write_workbook(lines: Iterable[str], scalars: list[str], path: Path) -> None:
    """Write the rows of a CSV, with its header, to a workbook. An empty value is an empty cell."""
    options = {"constant_memory": True, "tmpdir": str(path.parent)}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        rows = csv.reader(lines)
        for column, name in enumerate(next(rows)):
            sheet.write_string(0, column, name, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        writers = [_writer(book, sheet, scalar) for scalar in scalars]
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values):
                if value and writers[column](row, column, value):
                    raise StartupError(f"the sheet has no cell for row {row}, column {column + 1}")


def _writer(book: Any, sheet: Any, scalar: str) -> Write:
    """How values of a scalar are written."""
    moment, day = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}), book.add_format({"num_format": "yyyy-mm-dd"})
    money = book.add_format({"num_format": "#,##0.00"})
    by_scalar: dict[str, Write] = {
        "DateTime": lambda row, at, text: sheet.write_datetime(row, at, datetime.fromisoformat(text), moment),
        "Date": lambda row, at, text: sheet.write_datetime(row, at, datetime.fromisoformat(text), day),
        "Boolean": lambda row, at, text: sheet.write_boolean(row, at, text == "true"),
        "Int": lambda row, at, text: sheet.write_number(row, at, int(text)),
        "Decimal": lambda row, at, text: _number(sheet, row, at, text, money),
    }
    return by_scalar.get(scalar, lambda row, at, text: sheet.write_string(row, at, text[:MAX_TEXT]))


def _number(sheet: Any, row: int, column: int, text: str, form: Any) -> int:
    """Write an amount as a number, or as a text where a number of a cell is not exact."""
    if sum(map(str.isdigit, text)) > EXACT_DIGITS:
        return int(sheet.write_string(row, column, text))
    return int(sheet.write_number(row, column, float(text), form))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="crm-sheet-") as folder:
        path = Path(folder) / "book.xlsx"
        lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", newline="")
        write_workbook(lines, sys.argv[1].split(","), path)
        with path.open("rb") as book:
            shutil.copyfileobj(book, sys.stdout.buffer, 1024 * 1024)


if __name__ == "__main__":
    main()
