"""Rows in PostgreSQL's COPY text format: the checked values of a record or its faults, and the original cells."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Protocol

from backend.errors import Refusal
from backend.imports.formulas import FORMULA_BEGINNINGS
from backend.imports.reading.layout import Columns, Layout, canonical
from backend.imports.reading.notes import NoteCode
from backend.imports.reading.options import Options
from backend.imports.reading.pool import Numbers, Sims, Tariffs
from backend.imports.reading.records import Records, is_total
from backend.imports.reading.structure import StructureCode, StructureError
from backend.imports.reading.subscribers import Subscribers
from backend.services.rules import cleaned

FLUSH_CHARACTERS = 256 * 1024
MAX_VALUE_LENGTH = 200  # characters of a wrong value that are stored with a fault
WRONG = ("error_code", "error_column", "error_message", "error_value", "faults")
_NULL = "\\N"
_CONSTANT = re.compile(r'="((?:[^"]|"")*)"')
_LOST = re.compile(r"[^\W\d_]\?|\?[^\W\d_]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\v": "\\v"})
_GOOD = f"\t{_NULL}" * len(WRONG)


class Checker(Protocol):
    """The rules of a kind of file.

    `values` are the names of the values that `check` returns. `valid_cells` has valid cells of required columns, which
    replace wrong ones while the other columns are checked.
    """

    layout: Layout
    values: tuple[str, ...]
    valid_cells: Mapping[str, str]

    def check(self, cells: Sequence[str]) -> tuple[str | None, ...]:
        """The stored form of the layout's cells. Raises Refusal; the first element of its field is the column."""


CHECKERS: dict[str, Callable[[Options], Checker]] = {
    "SUBSCRIBERS": Subscribers,
    "SIMS": Sims,
    "NUMBERS": Numbers,
    "TARIFFS": Tariffs,
}


def rows(records: Records, columns: Columns, checker: Checker) -> Iterator[tuple[int, str]]:
    """Blocks of rows for COPY: their number and their text."""
    mine = _picker([columns.positions.get(column, columns.width) for column in checker.layout.columns])
    whole = len(columns.kept) == columns.width
    kept = _picker(columns.kept)
    commas = len(columns.kept) - 1
    joined, nameless = columns.joined, columns.nameless
    name = checker.layout.columns.index("name") if "name" in checker.layout.columns else None
    block: list[str] = []
    total: list[tuple[int, str]] = []  # a wrong row that counts as a total only if it is the last
    size = 0
    for record in records:
        original = record if whole else kept(record)
        line = ",".join(original)
        # Most records need neither quotes nor escapes, and so do the values made of them.
        plain = line.isprintable() and "\\" not in line and '"' not in line and line.count(",") == commas
        if not whole and plain:
            plain = all(map(_is_plain, record))
        original_line = line if plain else canonical(original)
        _check_nameless(record, nameless, records.row)
        record.append("")  # the cell of columns that the file does not have
        if joined:
            record.extend([" ".join(filter(None, (record[p].strip() for p in several))) for several in joined])
        cells = mine(record)
        if "'" in line or '="' in line or "?" in line:
            cells = _unwrapped_cells(cells, name, records)
        if total and "".join(record).strip():
            block.append(total.pop()[1])
        try:
            values = checker.check(cells if plain else tuple(map(cleaned, cells)))
        except Refusal as refusal:
            if not "".join(record).strip():
                continue
            found = _rejected(records.row, cells, checker, refusal, original_line)
            if is_total(original[: len(columns.kept)]):  # `record` may be extended by joined columns
                total.append((records.row, found))
                continue
            block.append(found)
        else:
            if plain:
                text = "\t".join([_NULL if value is None else value for value in values])
                block.append(f"{records.row}\t{text}{_GOOD}\t{line}\n")
            else:
                block.append(_row(records.row, (*values, *(None,) * len(WRONG), original_line)))
        size += len(block[-1])
        if size >= FLUSH_CHARACTERS:
            yield len(block), "".join(block)
            block.clear()
            size = 0
    if total:
        records.total(total[0][0])
    if block:
        yield len(block), "".join(block)


def _unwrapped_cells(cells: Sequence[str], name: int | None, records: Records) -> Sequence[str]:
    """Cells without the apostrophes and formulas of spreadsheets; a name with lost letters is noted."""
    if name is not None and _LOST.search(cells[name]):
        records.notes.add_row(NoteCode.LETTERS_LOST, records.row, _letters_lost)
    return tuple(map(unwrapped, cells))


def _rejected(row: int, cells: Sequence[str], checker: Checker, refusal: Refusal, original: str) -> str:
    """A row with all of its faults: each wrong cell is replaced by a valid one, and the row is checked again."""
    names = checker.layout.columns
    left = list(cells)
    faults: list[dict[str, str]] = []
    found: Refusal | None = refusal
    while found is not None:
        column = found.field[0]
        if any(fault["column"] == column for fault in faults):
            break
        place = names.index(column)
        faults.append(
            {
                "code": found.code.value,
                "column": column,
                "message": found.message,
                "value": cells[place][:MAX_VALUE_LENGTH],
            }
        )
        left[place] = checker.valid_cells.get(column, "")
        found = _refusal(checker, left)
    first = faults[0]
    several = json.dumps(faults, ensure_ascii=False) if len(faults) > 1 else None
    wrong = (None,) * len(checker.values)
    return _row(row, (*wrong, first["code"], first["column"], first["message"], first["value"], several, original))


def _refusal(checker: Checker, cells: Sequence[str]) -> Refusal | None:
    try:
        checker.check(cells)
    except Refusal as refusal:
        return refusal
    return None


def _check_nameless(record: Sequence[str], nameless: Sequence[int], row: int) -> None:
    """Raises StructureError UNKNOWN_COLUMN for a cell that is not empty below an empty heading."""
    for position in nameless:
        cell = record[position].strip()
        if cell:
            message = f"column {position + 1} has no heading, but row {row} has the value {cell[:50]} in it"
            raise StructureError(StructureCode.UNKNOWN_COLUMN, message, row)


def unwrapped(cell: str) -> str:
    """A cell without the apostrophe, or the formula of one constant, that makes a spreadsheet treat it as text."""
    if cell[:1] == "'" and (cell[1:2] in FORMULA_BEGINNINGS or cell[1:2].isdigit()):
        return cell[1:]
    text = _CONSTANT.fullmatch(cell.strip())
    return text[1].replace('""', '"') if text else cell


def _letters_lost(these: str) -> str:
    return (
        f"words contain question marks ({these}): letters that the file's encoding lacks, such as ң, ө and ү in"
        " Windows-1251, were lost when it was saved; save it in UTF-8"
    )


def _is_plain(cell: str) -> bool:
    return cell.isprintable() and "\\" not in cell


def _picker(positions: Sequence[int]) -> Callable[[Sequence[str]], Sequence[str]]:
    """A function that picks cells of a record, as a tuple even of none or one."""
    if len(positions) > 1:
        return itemgetter(*positions)
    return lambda record: tuple(record[position] for position in positions)


def _row(number: int, values: Sequence[str | None]) -> str:
    written = [_NULL if value is None else _escaped(value) for value in values]
    return f"{number}\t" + "\t".join(written) + "\n"


def _escaped(value: str) -> str:
    return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)
