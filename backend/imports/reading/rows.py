"""Rows in PostgreSQL's COPY text format: the checked values of a record, or what is wrong with it, and the original."""

from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import Protocol

from backend.errors import Refusal
from backend.imports.reading.layout import Columns, Layout, canonical
from backend.imports.reading.options import Options
from backend.imports.reading.pool import Numbers, Sims, Tariffs
from backend.imports.reading.records import Records
from backend.imports.reading.subscribers import Subscribers

FLUSH_CHARACTERS = 256 * 1024
LONGEST_SHOWN = 200  # characters of a wrong value that are repeated
WRONG = ("error_code", "error_column", "error_message", "error_value")
_NULL = "\\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\v": "\\v"})
_GOOD = f"\t{_NULL}" * len(WRONG)


class Checker(Protocol):
    """What a kind of file is made of. `values` names what `check` returns."""

    layout: Layout
    values: tuple[str, ...]

    def check(self, cells: Sequence[str]) -> tuple[str | None, ...]:
        """The stored form of the layout's cells. Raises Refusal; the first element of its field is the column."""


CHECKERS: dict[str, Callable[[Options], Checker]] = {
    "SUBSCRIBERS": Subscribers,
    "SIMS": Sims,
    "NUMBERS": Numbers,
    "TARIFFS": Tariffs,
}


def rows(records: Records, columns: Columns, checker: Checker) -> Iterator[tuple[int, str]]:
    """Blocks of rows for COPY, each with how many they are."""
    mine = _picked([columns.positions.get(column, columns.width) for column in checker.layout.columns])
    whole = len(columns.kept) == columns.width
    kept = _picked(columns.kept)
    commas = len(columns.kept) - 1
    wrong = (None,) * len(checker.values)
    block: list[str] = []
    size = 0
    for record in records:
        original = record if whole else kept(record)
        line = ",".join(original)
        # Most records need no quotes and no escapes, in no value that is made of them.
        plain = line.isprintable() and "\\" not in line and '"' not in line and line.count(",") == commas
        if not whole and plain:
            plain = all(map(_is_plain, record))
        original_line = line if plain else canonical(original)
        record.append("")  # where columns stand that the file has not
        cells = mine(record)
        try:
            values = checker.check(cells)
        except Refusal as refusal:
            if not "".join(record).strip():
                continue
            column = refusal.field[0]
            value = cells[checker.layout.columns.index(column)][:LONGEST_SHOWN]
            block.append(_row(records.row, (*wrong, refusal.code.value, column, refusal.message, value, original_line)))
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
    if block:
        yield len(block), "".join(block)


def _is_plain(cell: str) -> bool:
    return cell.isprintable() and "\\" not in cell


def _picked(positions: Sequence[int]) -> Callable[[Sequence[str]], Sequence[str]]:
    """Some cells of a record, as a tuple also when they are none or one."""
    if len(positions) > 1:
        return itemgetter(*positions)
    return lambda record: tuple(record[position] for position in positions)


def _row(number: int, values: Sequence[str | None]) -> str:
    written = [_NULL if value is None else _escaped(value) for value in values]
    return f"{number}\t" + "\t".join(written) + "\n"


def _escaped(value: str) -> str:
    return value if value.isprintable() and "\\" not in value else value.translate(_ESCAPES)
