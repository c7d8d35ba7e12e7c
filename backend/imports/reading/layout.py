"""Which columns a kind of file has, and by which names people call them."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from backend.imports.reading.structure import StructureCode, StructureError

# What files of rejected rows have before the rows' own cells.
IGNORED = frozenset({"row", "column", "code", "message"})
DELIMITERS = ",;\t"
_SEPARATOR = re.compile(r"sep=([,;\t])\s*", re.IGNORECASE)


def spelling(name: str) -> str:
    """The form in which two spellings of a column's name are equal."""
    return re.sub(r"[\s_.\-–/]+", "", name.strip().strip("\ufeff").casefold())


@dataclass(frozen=True)
class Layout:
    """Columns in their order, those that must be there, and other names for them."""

    columns: tuple[str, ...]
    required: frozenset[str]
    aliases: Mapping[str, Sequence[str]]
    names: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        known = {spelling(column): column for column in self.columns}
        known |= {spelling(alias): column for column, aliases in self.aliases.items() for alias in aliases}
        object.__setattr__(self, "names", known)


@dataclass(frozen=True)
class Header:
    """Where each of our columns stands in the file, and the header as it is written."""

    cells: tuple[str, ...]
    places: Mapping[str, int]
    delimiter: str


def separator_line(line: str) -> str | None:
    """The delimiter that a first line `sep=;` names, as spreadsheets write it."""
    found = _SEPARATOR.fullmatch(line.strip("\r\n\ufeff").lstrip('"').rstrip('"'))
    return found[1] if found else None


def delimiter_of(line: str, layout: Layout, mapping: Mapping[str, str | None]) -> str:
    """The delimiter under which most of the header is known."""
    mapped = {spelling(name) for name in mapping}

    def known(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        spelt = [spelling(cell) for cell in cells]
        return sum(each in layout.names or each in mapped or each in IGNORED for each in spelt), len(cells)

    return max(DELIMITERS, key=known)


def read_header(
    cells: Sequence[str], delimiter: str, layout: Layout, mapping: Mapping[str, str | None], row: int
) -> Header:
    """Raises StructureError MISSING_COLUMN, DOUBLED_COLUMN, UNKNOWN_COLUMN, INVALID_MAPPING."""
    wanted = {spelling(name): target for name, target in mapping.items()}
    for name, target in mapping.items():
        if target and target not in layout.columns:
            raise StructureError(StructureCode.INVALID_MAPPING, f"{target[:100]} is no column of ours", row)
        if spelling(name) not in map(spelling, cells):
            raise StructureError(StructureCode.INVALID_MAPPING, f"the file has no column {name[:100]}", row)
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = spelling(cell)
        if name in wanted:
            column = wanted[name]
            if not column:
                continue
        else:
            column = layout.names.get(name)
            if column is None:
                if name in IGNORED:
                    continue
                shown = cell.strip()[:100] or f"number {place + 1}, which has no name"
                raise StructureError(StructureCode.UNKNOWN_COLUMN, f"nobody knows the column {shown}", row)
        if column in places:
            raise StructureError(StructureCode.DOUBLED_COLUMN, f"two columns mean {column}", row)
        places[column] = place
    missing = [column for column in layout.columns if column in layout.required and column not in places]
    if missing:
        raise StructureError(StructureCode.MISSING_COLUMN, f"the header lacks {', '.join(missing)}", row)
    return Header(tuple(cells), places, delimiter)
